import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { endAtOnce, endGently, hasEnded, own } from '../n8n/processes.mts';

const patienceMs = 30_000;

/** A server that can be ended and started again with the same settings. */
export class Server {
	#child: ChildProcess | undefined;

	constructor(
		readonly name: string,
		private readonly start: { file: string; args: string[]; log: string } & SpawnOptions,
		private readonly isReady: () => Promise<boolean> | boolean,
	) {}

	get pid(): number {
		return this.#child?.pid ?? 0;
	}

	async up(): Promise<this> {
		const { file, args, log, ...options } = this.start;
		const out = openSync(log, 'a');
		const child = spawn(file, args, { ...options, stdio: ['ignore', out, out], detached: true });
		closeSync(out);
		own(child);
		this.#child = child;
		for (const end = Date.now() + patienceMs; Date.now() < end; await sleep(50)) {
			if (await this.isReady()) return this;
			if (hasEnded(child)) break;
		}
		await endAtOnce(child);
		const last = readFileSync(log, 'utf8').trim().split('\n').slice(-5).join('\n');
		throw new Error(`${this.name} did not start: ${last}`);
	}

	async down(): Promise<void> {
		if (this.#child) await endGently(this.#child);
	}

	/** As a crash ends it. */
	async kill(): Promise<void> {
		if (this.#child) await endAtOnce(this.#child);
	}
}

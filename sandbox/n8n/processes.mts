import type { ChildProcess } from 'node:child_process';

/** Started in a group of its own: ending the group also ends the children that n8n starts. */
const running = new Set<ChildProcess>();
let watching = false;

export function alive(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === 'EPERM';
	}
}

/** From now on no way of ending this process leaves the child behind. */
export function own(child: ChildProcess): void {
	watch();
	running.add(child);
	child.once('exit', () => {
		killGroup(child, 'SIGKILL'); // what n8n itself left behind, such as its task runner
		running.delete(child);
	});
}

function killGroup(child: ChildProcess, signal: NodeJS.Signals): void {
	if (child.pid === undefined) return;
	try {
		process.kill(-child.pid, signal);
	} catch {
		// It has ended already.
	}
}

export function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
	return exitCode !== null || signalCode !== null;
}

/** As a crash ends it, its own children with it. */
export async function endAtOnce(child: ChildProcess): Promise<void> {
	if (hasEnded(child)) return;
	const gone = new Promise((done) => child.once('exit', done));
	killGroup(child, 'SIGKILL');
	await gone;
}

/** SIGTERM to n8n, which then ends its own children; SIGKILL to all of them when it takes too long. */
export async function endGently(child: ChildProcess, patience = 10_000): Promise<void> {
	if (hasEnded(child)) return;
	const gone = new Promise<void>((done) => child.once('exit', () => done()));
	child.kill('SIGTERM');
	const impatient = setTimeout(() => killGroup(child, 'SIGKILL'), patience);
	await gone;
	clearTimeout(impatient);
}

export async function endAll(): Promise<void> {
	await Promise.all([...running].map((child) => endGently(child)));
}

/** A signal ends the children first, then this process. */
export function watch(): void {
	if (watching) return;
	watching = true;
	process.once('exit', () => {
		for (const child of running) killGroup(child, 'SIGKILL');
	});
	let ended = false;
	for (const [signal, number] of [
		['SIGINT', 2],
		['SIGTERM', 15],
		['SIGHUP', 1],
	] as const) {
		process.on(signal, () => {
			// A terminal's Ctrl-C and the parent that passes it on arrive both.
			if (ended) return;
			ended = true;
			if (running.size > 0) console.error('Stopping …');
			void endAll().finally(() => process.exit(128 + number));
		});
	}
}

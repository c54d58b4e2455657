import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ensureN8n } from '../sandbox/n8n/install.mts';
import { packedPackage, type Packed } from '../sandbox/n8n/package.mts';
import { freePort } from '../sandbox/n8n/ports.mts';
import { logFile, ownLab, projectRoot, type Say } from '../sandbox/n8n/project.mts';
import { releaseFromEnv } from '../sandbox/n8n/releases.mts';
import { N8nClient } from '../sandbox/n8n/rest.mts';
import { startN8n, type RunningN8n } from '../sandbox/n8n/server.mts';
import { chain, node, type WorkflowNode } from '../sandbox/n8n/workflow.mts';
import { startSandbox, type Sandbox } from '../sandbox/sandbox.mts';
import { contenders, credentialType, type Contender } from './contenders.mts';
import { messagesOf, tally, type Load, type Tally, type Target } from './load.mts';

/** A real n8n and the sandbox, with all contenders in place. */
export interface Stage {
	sandbox: Sandbox;
	n8n: RunningN8n;
	target: Target;
	contenders: Contender[];
	run(contender: Contender, load: Load): Promise<Measured>;
	close(): Promise<void>;
}

export interface Measured extends Tally {
	/** From the start of the contender's first node to the end of its last, in milliseconds. */
	ms: number;
	/** By how many MiB n8n's memory was larger at its largest than before. */
	memory: number;
}

export async function openStage(say: Say): Promise<Stage> {
	const packages = [await packedPackage(say), await packForAwait()];
	const installed = await ensureN8n(releaseFromEnv(), say);
	const sandbox = await startSandbox({ port: await freePort(), limit: 200_000 });
	const channel = sandbox.addChannel();
	const { amojoId } = sandbox.addAccount();
	sandbox.connect(channel.id, amojoId);
	const target = { url: sandbox.url, channel, accountId: amojoId };

	say('Starting n8n');
	const userFolder = ownLab(`bench-${process.pid}`);
	const n8n = await startN8n({
		...{ installed, userFolder, log: logFile('bench'), packages },
		// The second contender's Code node needs it; n8n forbids it by default.
		env: { NODE_FUNCTION_ALLOW_BUILTIN: 'crypto' },
	});
	const client = new N8nClient(n8n.url);
	await client.logIn({ email: 'bench@example.com', password: 'Bench-Passw0rd' });
	const credential = await client.createCredential('Bench', credentialType, {
		...{ baseUrl: 'custom', customBaseUrl: sandbox.url },
		...{ channelId: channel.id, channelSecret: channel.secret },
		...{ accountId: amojoId, botId: channel.bot.id },
	});
	const published = new Map<Contender, { id: string; address: string }>();

	const publish = async (contender: Contender) => {
		const known = published.get(contender);
		if (known) return known;
		const door = doorNode();
		const flow = chain(contender.name, door, itemsNode(), ...contender.nodes);
		const { id } = await client.createWorkflow(flow);
		await client.publish(id);
		const workflow = { id, address: `${n8n.url}/webhook/${door.webhookId}` };
		published.set(contender, workflow);
		return workflow;
	};

	return {
		...{ sandbox, n8n, target, contenders: contenders(target, credential) },
		async run(contender, load) {
			const { id, address } = await publish(contender);
			const last = await client.lastExecution(id);
			sandbox.clearRequests();
			const watch = watchMemory(n8n.pid);
			const answer = await fetch(address, {
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify({ items: messagesOf(load, randomUUID().slice(0, 8)) }),
			});
			if (!answer.ok) throw new Error(`${contender.name}: ${answer.status}`);
			await answer.text();
			const memory = watch.stop();
			const execution = await client.nextExecution(id, last, 60_000);
			const runs = contender.nodes.map(({ name }) => {
				const [run] = execution.data.resultData.runData[name] ?? [];
				if (!run)
					throw new Error(`${contender.name}: ${JSON.stringify(execution.data.resultData)}`);
				return run;
			});
			const [first, final] = [runs[0], runs.at(-1)];
			const ms = final && first ? final.startTime + final.executionTime - first.startTime : NaN;
			return { ms, memory, ...tally(sandbox.requests) };
		},
		async close() {
			await n8n.stop();
			await sandbox.close();
			await rm(userFolder, { recursive: true, force: true, maxRetries: 3 });
		},
	};
}

/** It answers when the last node is done, so that nobody has to ask n8n for it meanwhile. */
function doorNode(): WorkflowNode & { webhookId: string } {
	const webhookId = randomUUID();
	const parameters = { path: webhookId, httpMethod: 'POST', responseMode: 'lastNode' };
	return {
		...node('Door', 'n8n-nodes-base.webhook', { ...parameters, options: {} }, { typeVersion: 2 }),
		webhookId,
	};
}

/** The list in the body of the hook as items. */
const itemsNode = () =>
	node('Items', 'n8n-nodes-base.splitOut', { fieldToSplitOut: 'body.items', options: {} });

async function packForAwait(): Promise<Packed> {
	const folder = join(projectRoot(), 'bench/forAwait');
	const { name, version } = JSON.parse(
		readFileSync(join(folder, 'package.json'), 'utf8'),
	) as Packed;
	const destination = ownLab('pack');
	await promisify(execFile)('npm', ['pack', '--pack-destination', destination], { cwd: folder });
	return { name, version, tarball: join(destination, `${name}-${version}.tgz`) };
}

/** On systems that tell of a process's memory only; elsewhere it is NaN. */
function watchMemory(pid: number): { stop(): number } {
	const before = residentMiB(pid);
	let most = before;
	const timer = setInterval(() => (most = Math.max(most, residentMiB(pid))), 20);
	return {
		stop() {
			clearInterval(timer);
			return most - before;
		},
	};
}

function residentMiB(pid: number): number {
	try {
		return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
	} catch {
		return NaN;
	}
}

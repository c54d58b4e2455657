import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import type { Cluster } from '../../sandbox/cluster/cluster.mts';
import type { RunningN8n } from '../../sandbox/n8n/server.mts';
import { alive } from '../../sandbox/n8n/processes.mts';

const variable = 'AMOCRM_CHATS_QUEUE';

/** What a test may do to the cluster, which lives in the process of jest's global setup. */
function deeds(cluster: Cluster) {
	return {
		killWorker: async (index: number) => cluster.workers[index]?.kill(),
		startWorker: async () => void (await cluster.startWorker()),
		restartMain: async (how: 'stop' | 'kill') => {
			await cluster.main[how]();
			await cluster.startMain();
		},
		restartRedis: async (how: 'down' | 'kill') => {
			await cluster.redis[how]();
			await cluster.redis.up();
		},
		query: (sql: string) => cluster.query(sql),
		/** What each process has in memory, in MiB. */
		memory: async () => {
			const { main, webhook, workers, redis, postgres, proxy } = cluster;
			const processes: Array<[string, { pid: number }]> = [
				...Object.entries({ main, webhook, redis, postgres, proxy }),
				...workers.map((worker, index): [string, RunningN8n] => [`worker ${index + 1}`, worker]),
			];
			const living = processes.filter(([, { pid }]) => alive(pid));
			return Object.fromEntries(living.map(([name, { pid }]) => [name, residentMiB(pid)]));
		},
		/** How many executions each worker has ended, by what its log says. */
		finishedByWorker: async () =>
			cluster.workers.map(({ log }) => {
				const words = readFileSync(log, 'utf8').match(/Worker finished execution/g);
				return words?.length ?? 0;
			}),
	};
}

function residentMiB(pid: number): number {
	return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) / 1024;
}

type Deeds = ReturnType<typeof deeds>;

/** The outside of a deed: the same arguments and result, over HTTP. */
export const control = new Proxy({} as Deeds, {
	get: (_, name: string) => async (argument: unknown) => {
		const answer = await fetch(`${process.env[variable]}/${name}`, {
			method: 'POST',
			body: JSON.stringify([argument]),
		});
		if (!answer.ok) throw new Error(await answer.text());
		return ((await answer.json()) as { result: unknown }).result;
	},
});

export async function serveControl(cluster: Cluster): Promise<Server> {
	const all: Record<string, (argument: never) => Promise<unknown>> = deeds(cluster);
	const server = createServer(async (request, response) => {
		try {
			const [argument] = (await json(request)) as [never];
			const result = await all[request.url?.slice(1) ?? '']?.(argument);
			response.end(JSON.stringify({ result }));
		} catch (error) {
			response.writeHead(500).end(String(error));
		}
	});
	await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
	process.env[variable] = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	return server;
}

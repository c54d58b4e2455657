import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Cluster } from '../../sandbox/cluster/cluster.mts';
import { rescuedJobs } from '../../sandbox/cluster/stores.mts';
import { alive } from '../../sandbox/n8n/processes.mts';

const variable = 'AMOCRM_CHATS_QUEUE';

/** What a test may do to the cluster, which lives in the process of jest's global setup. */
function deeds(cluster: Cluster) {
	const livingWorkers = () => cluster.workers.filter(({ pid }) => alive(pid));
	const anyWorker = () => {
		const [worker] = livingWorkers();
		if (!worker) throw new Error('no worker is alive');
		return worker;
	};
	return {
		killWorker: () => anyWorker().kill(),
		restartWorker: async () => {
			const dead = cluster.workers.find(({ pid }) => !alive(pid));
			if (!dead) throw new Error('no worker has died');
			await cluster.restart(dead);
		},
		restartMain: async (how: 'stop' | 'kill') => {
			const { main } = cluster;
			await main[how]();
			await cluster.restart(main);
		},
		restartWebhook: async () => {
			const { webhook } = cluster;
			await webhook.kill();
			await cluster.restart(webhook);
		},
		restartRedis: async (how: 'down' | 'kill') => {
			await cluster.redis[how]();
			await cluster.redis.up();
		},
		/** Both live, and do nothing for so long: as a machine that is suspended, or a disk that hangs. */
		standStill: async (ms: number) => {
			const pids = [anyWorker().pid, cluster.redis.pid];
			for (const pid of pids) process.kill(pid, 'SIGSTOP');
			await sleep(ms);
			for (const pid of pids) process.kill(pid, 'SIGCONT');
		},
		query: (sql: string) => cluster.query(sql),
		/** The jobs that the service `rescue` gave back so far. */
		rescuedJobs: async () => rescuedJobs(),
		/** What each process has in memory, in MiB; one that has died is an error, but for workers killed before. */
		memory: async () => {
			const { main, webhook, redis, postgres, proxy, rescue } = cluster;
			const processes = [
				...Object.entries({ main, webhook, redis, postgres, proxy, rescue }),
				...livingWorkers().map((worker) => [`worker ${worker.pid}`, worker] as const),
			];
			return Object.fromEntries(processes.map(([name, { pid }]) => [name, residentMiB(pid)]));
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
			const deed = all[request.url?.slice(1) ?? ''];
			if (!deed) throw new Error(`the cluster cannot ${request.url}`);
			const result = await deed(argument);
			response.end(JSON.stringify({ result }));
		} catch (error) {
			response.writeHead(500).end(String(error));
		}
	});
	await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
	process.env[variable] = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	return server;
}

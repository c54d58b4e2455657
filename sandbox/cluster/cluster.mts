import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureN8n } from '../n8n/install.mts';
import { removeLeftovers } from '../n8n/leftovers.mts';
import { packedPackage } from '../n8n/package.mts';
import { freePort } from '../n8n/ports.mts';
import { logFile, ownLab, type Say } from '../n8n/project.mts';
import { releases } from '../n8n/releases.mts';
import { startN8n, type RunningN8n } from '../n8n/server.mts';
import type { Server } from './child.mts';
import { deployFile, readServices } from './compose.mts';
import { withTmpfs } from './folder.mts';
import { findPrograms } from './programs.mts';
import { startProxy } from './proxy.mts';
import { startPostgres, startRedis, startRescue, type Database, type Store } from './stores.mts';

/** One of the deployment's services that run n8n. */
export interface Member extends RunningN8n {
	service: string;
	port: number;
}

/** n8n in queue mode on this machine: the processes of deploy/queue/compose.yaml, each with its settings. */
export interface Cluster {
	/** What everybody calls: the proxy. */
	url: string;
	readonly main: Member;
	readonly webhook: Member;
	/** One for each container, the dead among them. */
	readonly workers: Member[];
	redis: Server;
	postgres: Server;
	query: Database['query'];
	proxy: Server;
	rescue: Server;
	/** In the dead one's folder and at its port, as Docker starts the same container again. */
	restart(dead: Member): Promise<void>;
	close(): Promise<void>;
}

export async function startCluster(say: Say, workers = 2): Promise<Cluster> {
	const programs = findPrograms();
	const packed = await packedPackage(say);
	const installed = await ensureN8n(releases[2], say);
	await removeLeftovers();
	const folder = ownLab(`queue-${process.pid}`);
	await mkdir(folder, { recursive: true });

	const port = await freePort();
	const services = readServices(deployFile('queue/compose.yaml'));
	const service = (name: string) => {
		const found = services[name];
		if (!found) throw new Error(`deploy/queue/compose.yaml has no service ${name}`);
		return found;
	};
	say('Starting PostgreSQL and Redis');
	const postgres = await startPostgres(programs, service('postgres'));
	const redis = await startRedis(programs, service('redis'));
	const rescue = await startRescue(service('rescue'), redis);
	const here = hereInstead({ url: `http://127.0.0.1:${port}/`, postgres, redis });

	let started = 0;
	const start = async (name: string, place: Place = {}): Promise<Member> => {
		const { command, env, tmpfs } = service(name);
		const label = `${name}-${++started}`;
		const { port: own = await freePort(), userFolder = join(folder, label) } = place;
		const running = await startN8n({
			...{ installed, command, port: own, packages: [packed], userFolder },
			log: logFile(`queue-${label}`),
			env: {
				...(await withTmpfs(env, tmpfs, userFolder)),
				...{ ...here, QUEUE_HEALTH_CHECK_PORT: String(own) },
			},
		});
		return { ...running, service: name, port: own };
	};
	say('Starting n8n: main, webhook processor, workers');
	const main = await start('main');
	const [webhook, ...running] = await Promise.all([
		start('webhook'),
		...Array.from({ length: workers }, () => start('worker')),
	]);
	const members = [main, webhook, ...running];
	const upstream = { main: main.port, webhook: webhook.port };
	const proxy = await startProxy(programs, service('caddy'), port, upstream);

	return {
		url: `http://127.0.0.1:${port}`,
		get main() {
			return only(members, 'main');
		},
		get webhook() {
			return only(members, 'webhook');
		},
		get workers() {
			return members.filter((member) => member.service === 'worker');
		},
		redis: redis.server,
		postgres: postgres.server,
		query: postgres.query,
		proxy: proxy.server,
		rescue,
		restart: async (dead) => {
			members[members.indexOf(dead)] = await start(dead.service, dead);
		},
		close: async () => {
			await proxy.server.down();
			const main = only(members, 'main');
			await Promise.all(members.map((each) => each !== main && each.stop()));
			await main.stop();
			await rescue.down();
			await redis.server.down();
			await postgres.server.down();
			await Promise.all([proxy, redis, postgres].map((each) => each.remove()));
			await rm(folder, { recursive: true, force: true, maxRetries: 3 });
		},
	};
}

/** Where a member runs; a new folder and a free port when missing. */
interface Place {
	port?: number;
	userFolder?: string;
}

function only(members: Member[], service: string): Member {
	const member = members.find((each) => each.service === service);
	if (!member) throw new Error(`the cluster has no ${service}`);
	return member;
}

/** The few settings that are this machine's and not the deployment's. */
function hereInstead({ url, postgres, redis }: { url: string; postgres: Store; redis: Store }) {
	return {
		WEBHOOK_URL: url,
		N8N_EDITOR_BASE_URL: url,
		DB_POSTGRESDB_HOST: '127.0.0.1',
		DB_POSTGRESDB_PORT: String(postgres.port),
		QUEUE_BULL_REDIS_HOST: '127.0.0.1',
		QUEUE_BULL_REDIS_PORT: String(redis.port),
		N8N_WORKER_SERVER_ADDRESS: '127.0.0.1',
		// The stand-in of amoCRM and the servers that files come from.
		N8N_SSRF_ALLOWED_IP_RANGES: '127.0.0.1/32',
	};
}

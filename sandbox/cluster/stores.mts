import { execFile, execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { logFile } from '../n8n/project.mts';
import { freePort } from '../n8n/ports.mts';
import { Server } from './child.mts';
import { deployFile, type Service } from './compose.mts';
import { dataFolder } from './folder.mts';
import type { Programs } from './programs.mts';

const run = promisify(execFile);

export interface Store {
	server: Server;
	port: number;
	remove(): Promise<void>;
}

export interface Redis extends Store {
	/** A command of redis-cli, and what it prints. */
	ask(...command: string[]): Promise<string>;
}

export interface Database extends Store {
	/** Rows of text columns. */
	query(sql: string): Promise<string[][]>;
}

export async function startPostgres(programs: Programs, service: Service): Promise<Database> {
	const folder = await dataFolder('postgres', 'postgres');
	const data = join(folder.path, 'data');
	const port = await freePort();
	const { POSTGRES_USER = '', POSTGRES_DB = '' } = service.env;
	execFileSync(
		programs.initdb,
		['-D', data, '-U', POSTGRES_USER, '-A', 'trust', '-E', 'UTF8', '--locale=C'],
		{ ...folder.identity, cwd: folder.path, stdio: 'ignore' },
	);
	const where = ['-D', data, '-p', String(port), '-k', folder.path, '-h', '127.0.0.1'];
	const server = new Server(
		'PostgreSQL',
		{
			file: programs.postgres,
			args: [...where, ...service.command.slice(1)],
			log: logFile('queue-postgres'),
			cwd: folder.path,
			...folder.identity,
		},
		() =>
			run(programs.pgIsReady, ['-h', '127.0.0.1', '-p', String(port)]).then(
				() => true,
				() => false,
			),
	);
	await server.up();
	const address = ['-h', '127.0.0.1', '-p', String(port), '-U', POSTGRES_USER];
	execFileSync(programs.createdb, [...address, POSTGRES_DB]);
	const query = async (sql: string) => {
		const args = [...address, '-d', POSTGRES_DB, '-At', '-F', '\t', '-c', sql];
		const { stdout } = await run(programs.psql, args, { maxBuffer: 64e6 });
		const lines = stdout.split('\n').filter(Boolean);
		return lines.map((line) => line.split('\t'));
	};
	return { server, port, query, remove: () => folder.remove() };
}

export async function startRedis(programs: Programs, service: Service): Promise<Redis> {
	const folder = await dataFolder('redis');
	const port = await freePort();
	const [shell = '', script = '', ...settings] = service.command;
	const password = readFileSync(service.env.REDIS_PASSWORD_FILE ?? '', 'utf8');
	const ask = async (...command: string[]) => {
		const login = ['-p', String(port), '-a', password, '--no-auth-warning'];
		return (await run(programs.redisCli, [...login, ...command])).stdout.trim();
	};
	const server = new Server(
		'Redis',
		{
			file: shell,
			args: [
				...[deployFile('queue', basename(script)), ...settings],
				...['--bind', '127.0.0.1', '--port', String(port), '--dir', folder.path],
			],
			log: logFile('queue-redis'),
			cwd: folder.path,
			env: { ...process.env, ...service.env },
		},
		() =>
			ask('ping').then(
				(answer) => answer.includes('PONG'),
				() => false,
			),
	);
	await server.up();
	return { server, port, ask, remove: () => folder.remove() };
}

/** Gives what a killed worker had in hand to another. */
export async function startRescue(service: Service, redis: Store): Promise<Server> {
	const [shell = '', script = ''] = service.command;
	const where = {
		QUEUE_BULL_REDIS_HOST: '127.0.0.1',
		QUEUE_BULL_REDIS_PORT: String(redis.port),
	};
	const log = logFile('queue-rescue');
	await rm(log, { force: true });
	return new Server(
		'rescue',
		{
			file: shell,
			args: [deployFile('queue', basename(script))],
			log,
			env: { ...process.env, ...service.env, ...where },
		},
		() => readFileSync(log, 'utf8').includes('looking into'),
	).up();
}

/** The jobs that were given back so far, by what the log says. */
export function rescuedJobs(): string[] {
	const lines = readFileSync(logFile('queue-rescue'), 'utf8').matchAll(/gave back (.+)/g);
	return [...lines].flatMap(([, ids = '']) => ids.split(' '));
}

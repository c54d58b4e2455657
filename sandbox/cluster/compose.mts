import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { projectRoot } from '../n8n/project.mts';

interface Written {
	command?: string[];
	env_file?: string[];
	environment?: Record<string, string>;
	tmpfs?: string[];
}

interface Composed {
	services: Record<string, Written>;
	secrets?: Record<string, unknown>;
}

/** What a container would be started with. */
export interface Service {
	command: string[];
	env: Record<string, string>;
	/** Folders that are empty at each start. */
	tmpfs: string[];
}

export function deployFile(...path: string[]): string {
	return join(projectRoot(), 'deploy', ...path);
}

/** The services of a compose file of deploy/, filled in as in its `.env.example`, with secrets of their own. */
export function readServices(file: string): Record<string, Service> {
	const { services, secrets = {} } = parseCompose(file) as Composed;
	const secretFiles = makeSecrets(Object.keys(secrets));
	const filledIn = (text: string) => interpolate(text, { N8N_DOMAIN: 'n8n.example.com' });
	const service = ({
		command = [],
		env_file = [],
		environment = {},
		tmpfs = [],
	}: Written): Service => ({
		tmpfs,
		command: command.map((part) => filledIn(part)),
		env: {
			...Object.assign({}, ...env_file.map((name) => readEnvFile(join(dirname(file), name)))),
			...Object.fromEntries(
				Object.entries(environment).map(([name, value]) => [
					name,
					secretFiles[value] ?? filledIn(value),
				]),
			),
		},
	});
	return Object.fromEntries(
		Object.entries(services).map(([name, written]) => [name, service(written)]),
	);
}

/** Files with a new secret each, by the path that a container finds them at. */
function makeSecrets(names: string[]): Record<string, string> {
	const folder = mkdtempSync(join(tmpdir(), 'amocrm-chats-secrets-'));
	process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
	return Object.fromEntries(
		names.map((name) => {
			const path = join(folder, name);
			writeFileSync(path, randomBytes(12).toString('hex'));
			return [`/run/secrets/${name}`, path];
		}),
	);
}

export function parseCompose(file: string): unknown {
	return parse(readFileSync(file, 'utf8'), { merge: true });
}

export function readEnvFile(file: string): Record<string, string> {
	const lines = readFileSync(file, 'utf8').split('\n');
	const settings = lines.filter((line) => /^[A-Z]/.test(line));
	return Object.fromEntries(
		settings.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
	);
}

/** `${NAME}`, `${NAME:-instead}` and `${NAME:?complaint}`: the forms that our files use. */
function interpolate(text: string, values: Record<string, string>): string {
	return text.replace(
		/\$\{(\w+)(?::([-?])([^}]*))?\}/g,
		(_, name: string, form?: string, rest = '') => {
			const value = values[name];
			if (value) return value;
			if (form === '-') return rest;
			throw new Error(`${name}: ${rest || 'not set'}`);
		},
	);
}

import { logFile } from '../n8n/project.mts';
import { freePort } from '../n8n/ports.mts';
import { Server } from './child.mts';
import { deployFile, type Service } from './compose.mts';
import { dataFolder } from './folder.mts';
import type { Programs } from './programs.mts';

/** Caddy with a Caddyfile of deploy/, in front of processes on this machine. */
export async function startProxy(
	programs: Programs,
	service: Service,
	port: number,
	upstream: { main: number; webhook: number },
	kind = 'queue',
): Promise<{ server: Server; remove(): Promise<void> }> {
	const folder = await dataFolder('caddy');
	const url = `http://127.0.0.1:${port}`;
	const local = {
		N8N_ADDRESS: url,
		N8N_BIND: '127.0.0.1',
		N8N_HOST: '127.0.0.1',
		N8N_PORT: String(upstream.main),
		N8N_MAIN_HOST: '127.0.0.1',
		N8N_MAIN_PORT: String(upstream.main),
		N8N_WEBHOOK_HOST: '127.0.0.1',
		N8N_WEBHOOK_PORT: String(upstream.webhook),
		CADDY_ADMIN: `127.0.0.1:${await freePort()}`,
		XDG_DATA_HOME: folder.path,
		XDG_CONFIG_HOME: folder.path,
	};
	const server = new Server(
		'Caddy',
		{
			file: programs.caddy,
			args: ['run', '--adapter', 'caddyfile', '--config', deployFile(kind, 'Caddyfile')],
			log: logFile(`${kind}-caddy`),
			cwd: folder.path,
			env: { ...process.env, ...service.env, ...local },
		},
		() =>
			fetch(`${url}/healthz`).then(
				({ ok }) => ok,
				() => false,
			),
	);
	await server.up();
	return { server, remove: () => folder.remove() };
}

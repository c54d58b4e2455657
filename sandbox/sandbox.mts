import type { AddressInfo } from 'node:net';

import { fastify } from 'fastify';

import { newToken, refuseStrangers } from './access.mts';
import { chatsApi } from './api/server.mts';
import { controlApi } from './control/routes.mts';
import { createControl, type Control } from './control/control.mts';
import { createService } from './createService.mts';
import { filesApi } from './files/routes.mts';
import { inboxApi } from './inbox/routes.mts';
import { Messenger } from './messenger/messenger.mts';
import { messengerApi } from './messenger/routes.mts';
import { pages } from './pages/serve.mts';
import type { SandboxEvents } from './service.mts';
import { noArchive, type Archive } from './state/archive.mts';

export interface SandboxOptions {
	/** 0, the default: any free one. */
	port?: number;
	/** The service's clock, in milliseconds. */
	now?: () => number;
	/** Whether hooks end in the newline that production adds. */
	hookNewline?: boolean;
	/** How long a hook waits for its answer, in milliseconds. */
	hookTimeout?: number;
	/** How many requests, hooks, chats, people and messages each are remembered. */
	limit?: number;
	/** An SQLite file that keeps all of it; without one the sandbox forgets everything when it ends. */
	file?: string;
}

export interface Sandbox extends Control {
	/** The clients' messenger, which the second page plays. */
	messenger: Messenger;
	/** Without a slash at the end. */
	url: string;
	/** For raw hooks over HTTP; also at `GET /sandbox/token`. */
	token: string;
	close(): Promise<void>;
	on<E extends keyof SandboxEvents>(
		event: E,
		listener: (...args: SandboxEvents[E]) => void,
	): () => void;
}

/** Starts the Chats API on loopback. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
	const archive = options.file === undefined ? noArchive : await archiveIn(options.file);
	const service = createService(options, archive);
	const messenger = new Messenger(archive);
	const control = createControl(service);
	service.events.on('reset', () => messenger.book.clear());

	const app = fastify({
		// A request that hangs on purpose must not keep the sandbox from closing.
		forceCloseConnections: true,
		ajv: {
			customOptions: {
				// The service is strictly typed: a number in the place of a string is an error, not a string.
				coerceTypes: false,
				useDefaults: false,
				removeAdditional: false,
				discriminator: true,
				strictTypes: false,
			},
		},
	});
	const token = newToken();
	refuseStrangers(app);
	await app.register(controlApi, { prefix: '/sandbox', control, service, token });
	await app.register(inboxApi, { prefix: '/sandbox', control, service });
	await app.register(filesApi, { prefix: '/sandbox', files: service.files });
	await app.register(messengerApi, { prefix: '/messenger', messenger });
	await app.register(pages);
	await app.register(async (api) => chatsApi(api, service));
	app.addHook('onClose', async () => archive.close());
	await app.listen({ host: '127.0.0.1', port: options.port ?? 0 });

	const { port } = app.server.address() as AddressInfo;
	return Object.assign(control, {
		messenger,
		token,
		url: `http://127.0.0.1:${port}`,
		close: () => app.close(),
		on: <E extends keyof SandboxEvents>(
			event: E,
			listener: (...args: SandboxEvents[E]) => void,
		) => {
			service.events.on(event, listener as never);
			return () => void service.events.off(event, listener as never);
		},
	});
}

/** Tests, which need none, do without loading SQLite. */
async function archiveIn(file: string): Promise<Archive> {
	const { openArchive } = await import('./state/sqlite.mts');
	return openArchive(file);
}

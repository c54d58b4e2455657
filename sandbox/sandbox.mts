import { EventEmitter } from 'node:events';
import type { AddressInfo } from 'node:net';

import { fastify } from 'fastify';

import type { RequestRecord } from './api/record.mts';
import { chatsApi } from './api/server.mts';
import { controlApi } from './control/routes.mts';
import { createControl, type Control } from './control/control.mts';
import { Faults } from './faults/faults.mts';
import type { HookRecord } from './hooks/deliver.mts';
import type { SandboxEvents, Service } from './service.mts';
import { Journal } from './state/journal.mts';
import { createMemoryStore } from './state/memory.mts';
import type { Typing } from './state/model.mts';

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
}

export interface Sandbox extends Control {
	/** Without a slash at the end. */
	url: string;
	close(): Promise<void>;
	on<E extends keyof SandboxEvents>(
		event: E,
		listener: (...args: SandboxEvents[E]) => void,
	): () => void;
}

/** Starts the Chats API on loopback. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
	const limit = options.limit ?? 10_000;
	const events = new EventEmitter<SandboxEvents>();
	const service: Service = {
		store: createMemoryStore(limit),
		requests: new Journal<RequestRecord>(limit),
		hooks: new Journal<HookRecord>(limit),
		typings: new Journal<Typing>(limit),
		faults: new Faults(),
		events,
		now: options.now ?? Date.now,
		hookNewline: options.hookNewline ?? true,
		hookTimeout: options.hookTimeout ?? 5000,
	};
	const control = createControl(service);

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
	await app.register(controlApi, { prefix: '/sandbox', control, service });
	await app.register(async (api) => chatsApi(api, service));
	await app.listen({ host: '127.0.0.1', port: options.port ?? 0 });

	const { port } = app.server.address() as AddressInfo;
	return Object.assign(control, {
		url: `http://127.0.0.1:${port}`,
		close: () => app.close(),
		on: <E extends keyof SandboxEvents>(
			event: E,
			listener: (...args: SandboxEvents[E]) => void,
		) => {
			events.on(event, listener as never);
			return () => void events.off(event, listener as never);
		},
	});
}

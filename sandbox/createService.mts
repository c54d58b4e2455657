import { EventEmitter } from 'node:events';

import type { RequestRecord } from './api/record.mts';
import { Faults } from './faults/faults.mts';
import { Files } from './files/files.mts';
import type { HookRecord } from './hooks/deliver.mts';
import type { SandboxOptions } from './sandbox.mts';
import type { SandboxEvents, Service } from './service.mts';
import type { Archive } from './state/archive.mts';
import { Journal } from './state/journal.mts';
import { createStore } from './state/memory.mts';
import type { Typing } from './state/model.mts';

/** Characters of bodies and answers that each of the two logs keeps. */
const LOG_WEIGHT = 32 * 1024 * 1024;

export function createService(options: SandboxOptions, archive: Archive): Service {
	const limit = options.limit ?? 10_000;
	const events = new EventEmitter<SandboxEvents>();
	// Every open page is a listener.
	events.setMaxListeners(0);
	const faults = new Faults(() => events.emit('faults', faults.list()));
	const requests = logOf<RequestRecord>(archive, 'request', limit);
	const hooks = logOf<HookRecord>(archive, 'hook', limit);
	events.on('request', (record) => requests.keep(record));
	events.on('hook', (record) => hooks.keep(record));
	return {
		store: createStore(limit, archive),
		requests,
		hooks,
		typings: new Journal<Typing>({ limit }),
		files: new Files(archive.shelf('file')),
		faults,
		events,
		now: options.now ?? Date.now,
		hookNewline: options.hookNewline ?? true,
		hookTimeout: options.hookTimeout ?? 5000,
	};
}

interface Logged {
	id: number;
	body: string;
	answer?: string;
}

function logOf<T extends Logged>(archive: Archive, kind: string, limit: number): Journal<T> {
	return new Journal<T>({
		limit,
		maxWeight: LOG_WEIGHT,
		weigh: ({ body, answer = '' }) => body.length + answer.length,
		idOf: ({ id }) => id,
		shelf: archive.shelf(kind),
	});
}

import { randomUUID } from 'node:crypto';

import type { Shelf } from '../state/archive.mts';
import { Journal } from '../state/journal.mts';

export interface StoredFile {
	/** Counts up; the address has the unguessable key. */
	id: number;
	key: string;
	name: string;
	type: string;
	base64: string;
}

const TOTAL_BYTES = 64 * 1024 * 1024;
const MOST_FILES = 500;

/** Files that somebody attached to a message; the oldest leave when there are too many. */
export class Files {
	private readonly journal: Journal<StoredFile>;

	constructor(shelf: Shelf) {
		this.journal = new Journal<StoredFile>({
			limit: MOST_FILES,
			maxWeight: TOTAL_BYTES,
			weigh: ({ base64 }) => base64.length,
			idOf: ({ id }) => id,
			shelf,
		});
	}

	add(name: string, type: string, bytes: Buffer): StoredFile {
		const file = {
			id: this.journal.nextId(),
			key: randomUUID(),
			name,
			type,
			base64: bytes.toString('base64'),
		};
		this.journal.add(file);
		this.journal.keep(file);
		return file;
	}

	get(key: string): StoredFile | undefined {
		return this.journal.entries.find((file) => file.key === key);
	}

	clear(): void {
		this.journal.clear();
	}
}

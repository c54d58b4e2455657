import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

import sqlite from 'node-sqlite3-wasm';

import type { Archive } from './archive.mts';

/** A message is several rows; they go to the disk together, and soon. */
const FLUSH_AFTER_MS = 50;

const SCHEMA = `
	PRAGMA journal_mode = TRUNCATE;
	PRAGMA synchronous = OFF;
	CREATE TABLE IF NOT EXISTS rows (
		seq INTEGER PRIMARY KEY, kind TEXT NOT NULL, id TEXT NOT NULL, json TEXT NOT NULL, UNIQUE (kind, id)
	);
`;
// An update keeps its place in the order.
const PUT =
	'INSERT INTO rows (kind, id, json) VALUES (?, ?, ?) ON CONFLICT (kind, id) DO UPDATE SET json = excluded.json';
const REMOVE = 'DELETE FROM rows WHERE kind = ? AND id = ?';

/** An SQLite file. One sandbox has it at a time. */
export function openArchive(file: string): Archive {
	mkdirSync(dirname(file), { recursive: true });
	const release = claim(file);
	const database = new sqlite.Database(file);
	database.exec(SCHEMA);
	const put = database.prepare(PUT);
	const remove = database.prepare(REMOVE);
	/** By kind and id; null is a removal. */
	const pending = new Map<string, [kind: string, id: string, json: string | null]>();
	let timer: NodeJS.Timeout | undefined;

	function flush(): void {
		clearTimeout(timer);
		timer = undefined;
		database.exec('BEGIN');
		for (const [kind, id, json] of pending.values()) {
			if (json === null) remove.run([kind, id]);
			else put.run([kind, id, json]);
		}
		database.exec('COMMIT');
		pending.clear();
	}

	function note(kind: string, id: string, json: string | null): void {
		pending.set(`${kind} ${id}`, [kind, id, json]);
		timer ??= setTimeout(flush, FLUSH_AFTER_MS);
	}

	// For an end without goodbye, such as Ctrl-C in the demonstration.
	process.once('exit', close);
	return {
		shelf: (kind) => ({
			rows: () =>
				database
					.all('SELECT json FROM rows WHERE kind = ? ORDER BY seq', [kind])
					.map(({ json }) => JSON.parse(String(json)) as object),
			put: (id, row) => note(kind, id, JSON.stringify(row)),
			remove: (id) => note(kind, id, null),
		}),
		close,
	};

	function close(): void {
		process.off('exit', close);
		flush();
		put.finalize();
		remove.finalize();
		database.close();
		release();
	}
}

/** Says who has the file, and tidies up after a sandbox that was killed in the middle of a write. */
function claim(file: string): () => void {
	const owner = `${file}.pid`;
	const pid = readPid(owner);
	if (pid !== undefined && pid !== process.pid && isAlive(pid)) {
		throw new Error(
			`${file} is in use by another sandbox, process ${pid}. Choose another file; if that process is something else, remove ${owner}.`,
		);
	}
	rmSync(`${file}.lock`, { recursive: true, force: true });
	writeFileSync(owner, String(process.pid));
	return () => rmSync(owner, { force: true });
}

function readPid(owner: string): number | undefined {
	try {
		return Number(readFileSync(owner, 'utf8')) || undefined;
	} catch {
		return undefined;
	}
}

function isAlive(pid: number): boolean {
	try {
		return process.kill(pid, 0);
	} catch {
		return false;
	}
}

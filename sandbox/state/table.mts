import type { Shelf } from './archive.mts';
import type { Table } from './store.mts';

/** A table in memory with at most `limit` rows (the oldest leave) and an index over a second, optional key. */
export class MemoryTable<T extends object> implements Table<T> {
	private readonly rows = new Map<string, T>();
	private readonly index = new Map<string, string>();
	private shelf?: Shelf;

	constructor(
		private readonly idOf: (row: T) => string,
		private readonly limit = Infinity,
		private readonly keyOf: (row: T) => string | undefined = () => undefined,
	) {}

	/** Takes the rows from the shelf, and from now on puts every change there. */
	load(shelf: Shelf): this {
		this.shelf = shelf;
		const rows = shelf.rows() as T[];
		const excess = Math.max(rows.length - this.limit, 0);
		for (const row of rows.slice(0, excess)) shelf.remove(this.idOf(row));
		for (const row of rows.slice(excess)) this.place(row);
		return this;
	}

	get(id: string): T | undefined {
		return this.rows.get(id);
	}

	byKey(key: string): T | undefined {
		const id = this.index.get(key);
		return id === undefined ? undefined : this.rows.get(id);
	}

	put(row: T): void {
		this.place(row);
		this.shelf?.put(this.idOf(row), row);
	}

	protected place(row: T): void {
		const id = this.idOf(row);
		const before = this.rows.get(id);
		if (before !== undefined) this.unindex(before);
		else if (this.rows.size >= this.limit) this.remove(this.rows.keys().next().value);
		this.rows.set(id, row);
		const key = this.keyOf(row);
		if (key !== undefined) this.index.set(key, id);
	}

	remove(id: string | undefined): void {
		const row = id === undefined ? undefined : this.rows.get(id);
		if (id === undefined || row === undefined) return;
		this.unindex(row);
		this.rows.delete(id);
		this.shelf?.remove(id);
	}

	clear(): void {
		for (const id of [...this.rows.keys()]) this.remove(id);
	}

	all(): T[] {
		return [...this.rows.values()];
	}

	private unindex(row: T): void {
		const key = this.keyOf(row);
		if (key !== undefined) this.index.delete(key);
	}
}

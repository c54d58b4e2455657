import type { Shelf } from './archive.mts';

interface Rules<T> {
	/** How many entries. */
	limit: number;
	/** How much they may weigh together, once they are kept. */
	maxWeight?: number;
	weigh?: (entry: T) => number;
	/** Where kept entries outlive the process, under their number. */
	shelf?: Shelf;
	idOf?: (entry: T) => number;
}

/** A numbered list that forgets its oldest entries, so that a sandbox can be left running. */
export class Journal<T extends object> {
	readonly entries: T[] = [];
	private lastId = 0;
	private total = 0;
	private readonly weights = new Map<T, number>();

	constructor(private readonly rules: Rules<T>) {
		for (const row of rules.shelf?.rows() ?? []) {
			this.add(row as T);
			this.weigh(row as T);
			this.lastId = rules.idOf?.(row as T) ?? 0;
		}
	}

	nextId(): number {
		return ++this.lastId;
	}

	add(entry: T): void {
		if (this.entries.length >= this.rules.limit) this.forgetOldest();
		this.entries.push(entry);
		this.weights.set(entry, 0);
	}

	/** Once an entry will not change any more. */
	keep(entry: T): void {
		if (!this.weights.has(entry)) return;
		this.rules.shelf?.put(this.idOf(entry), entry);
		this.weigh(entry);
	}

	clear(): void {
		while (this.entries.length > 0) this.forgetOldest();
	}

	private weigh(entry: T): void {
		const { maxWeight = Infinity, weigh = () => 0 } = this.rules;
		const weight = weigh(entry);
		this.total += weight - (this.weights.get(entry) ?? 0);
		this.weights.set(entry, weight);
		while (this.total > maxWeight && this.entries.length > 1) this.forgetOldest();
	}

	private forgetOldest(): void {
		const oldest = this.entries.shift();
		if (oldest === undefined) return;
		this.total -= this.weights.get(oldest) ?? 0;
		this.weights.delete(oldest);
		this.rules.shelf?.remove(this.idOf(oldest));
	}

	private idOf(entry: T): string {
		return String(this.rules.idOf?.(entry));
	}
}

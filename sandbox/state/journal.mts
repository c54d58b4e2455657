/** A numbered list that forgets its oldest entries, so that a sandbox can be left running. */
export class Journal<T> {
	readonly entries: T[] = [];
	private lastId = 0;

	constructor(private readonly limit: number) {}

	nextId(): number {
		return ++this.lastId;
	}

	add(entry: T): void {
		if (this.entries.length >= this.limit) this.entries.shift();
		this.entries.push(entry);
	}

	clear(): void {
		this.entries.length = 0;
	}
}

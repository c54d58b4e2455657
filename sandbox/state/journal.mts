/** A list that forgets its oldest entries, so that a sandbox can be left running. */
export class Journal<T> {
	readonly entries: T[] = [];

	constructor(private readonly limit: number) {}

	add(entry: T): void {
		if (this.entries.length >= this.limit) this.entries.shift();
		this.entries.push(entry);
	}

	clear(): void {
		this.entries.length = 0;
	}
}

/** Where the rows of one kind outlive the process. */
export interface Shelf {
	/** Oldest first. */
	rows(): object[];
	put(id: string, row: object): void;
	remove(id: string): void;
}

export interface Archive {
	shelf(kind: string): Shelf;
	close(): void;
}

/** For tests: what is not in memory is gone. */
export const noArchive: Archive = {
	shelf: () => ({ rows: () => [], put: () => {}, remove: () => {} }),
	close: () => {},
};

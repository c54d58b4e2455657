/** What must be known of a file before a message can speak of it, and where it is to be learned. */
export type FileNeed = OfferNeed | LookUpNeed;

/** A file of the item, for which n8n makes an address that amoCRM can download from. */
export interface OfferNeed {
	kind: 'offer';
	binaryPropertyName: string;
	/** For how long the address works. */
	hours: number;
	/** Whether it is to be found out how long it plays. */
	isTimed: boolean;
}

/** A file at a public address, whose server knows its name and size. */
export interface LookUpNeed {
	kind: 'lookUp';
	url: string;
	/** As the form calls it. */
	name?: string;
	/** Whether it can be a web page itself; else a page stands in the place of the file. */
	mayBePage: boolean;
}

/** What is known of a file. */
export interface MediaFile {
	url: string;
	name?: string;
	/** Bytes. */
	size?: number;
	/** Seconds. */
	duration?: number;
}

/** Where a file is, and what is known about it without looking. */
export interface FileToFetch {
	url: string;
	name?: string;
}

export interface FetchLimits {
	maxBytes: number;
	/** Milliseconds from the first request to the last byte. */
	timeout: number;
	/** For tests on one machine: otherwise addresses from outside could make n8n call its own network. */
	allowPrivate: boolean;
}

export interface FilesToFetch {
	/** By the names of the binary fields they go into. */
	files: Record<string, FileToFetch>;
	limits: FetchLimits;
}

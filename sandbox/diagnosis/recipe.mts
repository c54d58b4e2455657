import { createHash, createHmac } from 'node:crypto';

export type Line = 'method' | 'md5' | 'contentType' | 'date' | 'path';

/** How somebody made a signature: the right way, or with mistakes. */
export interface Recipe {
	key: string | Buffer;
	lines: Record<Line, string>;
	order: Line[];
	separator: string;
	end: string;
	/** Signed in place of the lines. */
	instead?: string;
	algorithm: 'sha1' | 'sha256';
	/** A plain hash of secret and lines, where a keyed one belongs. */
	unkeyed: boolean;
	write: (digest: Buffer) => string;
}

/** A request as far as its signature goes. */
export interface SignedRequest {
	method: string;
	/** Without the query. */
	path: string;
	query: string;
	host: string;
	contentType: string;
	date: string;
	body: string;
}

export const md5 = (body: string | Buffer) => createHash('md5').update(body).digest('hex');

export function rightRecipe(request: SignedRequest, secret: string): Recipe {
	const { method, path, contentType, date, body } = request;
	return {
		key: secret,
		lines: { method, md5: md5(body), contentType, date, path },
		order: ['method', 'md5', 'contentType', 'date', 'path'],
		separator: '\n',
		end: '',
		algorithm: 'sha1',
		unkeyed: false,
		write: (digest) => digest.toString('hex'),
	};
}

export function stringToSign({ instead, order, lines, separator, end }: Recipe): string {
	return instead ?? order.map((line) => lines[line]).join(separator) + end;
}

export function signatureOf(recipe: Recipe): string {
	const { key, algorithm, unkeyed, write } = recipe;
	const text = stringToSign(recipe);
	const hash = unkeyed
		? createHash(algorithm).update(key).update(text)
		: createHmac(algorithm, key).update(text);
	return write(hash.digest());
}

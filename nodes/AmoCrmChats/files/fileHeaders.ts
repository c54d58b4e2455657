import type { Visited } from './visit';

type Headers = Visited['headers'];

/** Types that servers give to whatever they do not know; the ending of the name says more. */
const UNTOLD =
	/^(text\/plain|(application|binary)\/(octet-stream|x-download|force-download|download))$/;

/** Undefined where the server does not know it either, and the ending of the name tells n8n. */
export function mimeTypeIn(headers: Headers, name: string): string | undefined {
	const type = textOf(headers, 'content-type')?.split(';')[0]?.trim().toLowerCase();
	if (!type) return undefined;
	return UNTOLD.test(type) && /\.\w+$/.test(name) ? undefined : type;
}

/** Of the whole file, also where only a part of it was asked for. */
export function sizeIn({ status, headers }: Visited): number | undefined {
	const size =
		status === 206
			? /\/(\d+)\s*$/.exec(textOf(headers, 'content-range') ?? '')?.[1]
			: textOf(headers, 'content-length');
	return size !== undefined && /^\d+$/.test(size) ? Number(size) : undefined;
}

/** As the server calls the file, or as its address ends. */
export function nameIn({ headers, url }: Pick<Visited, 'headers' | 'url'>): string | undefined {
	const disposition = textOf(headers, 'content-disposition') ?? '';
	const [, encoded] = /filename\*\s*=\s*[\w-]*'[^']*'([^;]+)/i.exec(disposition) ?? [];
	const [, quoted, plain] = /filename\s*=\s*(?:"([^"]*)"|([^;]+))/i.exec(disposition) ?? [];
	const given = encoded || quoted || plain || (url.pathname.split('/').at(-1) ?? '');
	return plainName(decoded(given));
}

/** Without what would make a path or a second line of it. */
export function plainName(name: string): string | undefined {
	const plain = name.replace(/\p{Cc}/gu, '').replace(/[\\/]/g, '_');
	return plain.trim() === '' ? undefined : plain.trim();
}

function decoded(text: string): string {
	try {
		return decodeURIComponent(text.trim());
	} catch {
		return text.trim();
	}
}

function textOf(headers: Headers, name: string): string | undefined {
	const value = headers[name];
	return typeof value === 'string' ? value : undefined;
}

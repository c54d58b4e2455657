import type { IN8nHttpFullResponse } from 'n8n-workflow';

/** What a server says of a file before it gives the file. */
export interface Answered {
	/** Where the redirects ended. */
	url: URL;
	status: number;
	headers: Headers;
}

type Headers = IN8nHttpFullResponse['headers'];

/** Types that servers give to whatever they do not know; the ending of the name says more. */
const UNTOLD =
	/^(text\/plain|(application|binary)\/(octet-stream|x-download|force-download|download))$/;

const PAGE = /^(text\/html|application\/xhtml\+xml)$/;

export function contentTypeOf(headers: Headers): string | undefined {
	const type = textOf(headers, 'content-type')?.split(';')[0]?.trim().toLowerCase();
	return type === '' ? undefined : type;
}

/** Undefined where the server does not know it either, and the ending of the name tells n8n. */
export function mimeTypeIn(headers: Headers, name: string): string | undefined {
	const type = contentTypeOf(headers);
	if (type === undefined) return undefined;
	return UNTOLD.test(type) && /\.\w+$/.test(name) ? undefined : type;
}

export function isPage(headers: Headers): boolean {
	return PAGE.test(contentTypeOf(headers) ?? '');
}

/** Of the whole file, also where only a part of it was asked for. What no size can be is none. */
export function sizeIn({ status, headers }: Omit<Answered, 'url'>): number | undefined {
	if (status !== 206) return wholeNumber(textOf(headers, 'content-length'));
	const range = /^\s*bytes\s+\d+-(\d+)\/(\d+)\s*$/i.exec(textOf(headers, 'content-range') ?? '');
	const [last, size] = [wholeNumber(range?.[1]), wholeNumber(range?.[2])];
	return last !== undefined && size !== undefined && last < size ? size : undefined;
}

export function textOf(headers: Headers, name: string): string | undefined {
	const value = headers[name];
	return typeof value === 'string' ? value : undefined;
}

function wholeNumber(text: string | undefined): number | undefined {
	const number = /^\s*\d+\s*$/.test(text ?? '') ? Number(text) : undefined;
	return Number.isSafeInteger(number) ? number : undefined;
}

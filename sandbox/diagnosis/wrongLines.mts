import { otherBodies } from './bodies.mts';
import type { Mistake } from './mistakes.mts';
import { md5, type Line, type Recipe, type SignedRequest } from './recipe.mts';

const HOSTS = [
	'https://amojo.amocrm.ru',
	'https://amojo.amocrm.com',
	'https://amojo.kommo.com',
] as const;

const withLine = (recipe: Recipe, line: Line, value: string): Recipe => ({
	...recipe,
	lines: { ...recipe.lines, [line]: value },
});

function line(
	of: Line,
	name: string,
	remedy: string,
	change: (value: string, request: SignedRequest) => string,
): Mistake {
	return {
		name,
		remedy,
		make: (recipe, request) => withLine(recipe, of, change(recipe.lines[of], request)),
	};
}

const PATH =
	'Sign the path as it stands in the request line, from its first slash, without the query.';
const SENT = 'Each line is the value of the header exactly as it is sent.';
const MD5 = 'Content-MD5 is the MD5 of the body in hex, in lower case.';

const base64 = (hex: string) => Buffer.from(hex, 'hex').toString('base64');

const hashes: Mistake[] = [
	line('md5', 'an upper-case MD5', MD5, (value) => value.toUpperCase()),
	line('md5', 'a base64 MD5', MD5, base64),
	line(
		'md5',
		'an empty line in place of the MD5',
		`${MD5} It is signed even when the body is empty.`,
		() => '',
	),
	...otherBodies.map(({ name, remedy, of }) =>
		line('md5', `the MD5 ${name}`, remedy, (_value, { body }) => md5(of(body))),
	),
	line('md5', 'the body itself in place of its MD5', MD5, (_value, { body }) => body),
];

const headers: Mistake[] = [
	...[
		'application/json; charset=utf-8',
		'application/json;charset=utf-8',
		'application/json; charset=UTF-8',
	].map((value) => line('contentType', `Content-Type ${value}`, SENT, () => value)),
	line('contentType', 'Content-Type without its charset', SENT, (value) =>
		value.replace(/;.*$/, ''),
	),
	line('contentType', 'an empty line in place of Content-Type', SENT, () => ''),
	line('date', 'GMT signed where +0000 is sent', SENT, (value) => value.replace('+0000', 'GMT')),
	line('date', '+0000 signed where GMT is sent', SENT, (value) => value.replace('GMT', '+0000')),
	line('date', 'the date in ISO 8601', SENT, (value) => isoOf(value)),
	line('date', 'the date in seconds', SENT, (value) =>
		String(Math.floor(Date.parse(value) / 1000)),
	),
	line('method', 'the method in lower case', 'The method is signed in upper case.', (value) =>
		value.toLowerCase(),
	),
	line(
		'method',
		'POST in place of the method',
		'Sign the method of this very request.',
		() => 'POST',
	),
];

function isoOf(date: string): string {
	const time = Date.parse(date);
	return Number.isNaN(time) ? date : new Date(time).toISOString();
}

const paths: Mistake[] = [
	line('path', 'the query in the path', PATH, (value, { query }) =>
		query ? `${value}?${query}` : value,
	),
	line('path', 'the path without its first slash', PATH, (value) => value.slice(1)),
	line('path', 'the path with a slash at its end', PATH, (value) => `${value}/`),
	line('path', 'the path without /v2/origin/custom', PATH, (value) =>
		value.replace('/v2/origin/custom', ''),
	),
	line(
		'path',
		'the full URL instead of the path',
		PATH,
		(value, { host }) => `http://${host}${value}`,
	),
	...HOSTS.map((origin) =>
		line('path', `the full URL at ${origin} instead of the path`, PATH, (value) => origin + value),
	),
	line('path', 'the host before the path', PATH, (value, { host }) => host + value),
];

/** Mistakes within one of the five lines. */
export const wrongLines: Mistake[] = [...hashes, ...headers, ...paths];

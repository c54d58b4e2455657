import type { IN8nHttpFullResponse } from 'n8n-workflow';
import {
	mimeTypeIn,
	nameIn,
	plainName,
	sizeIn,
} from '../../../nodes/AmoCrmChats/files/fileHeaders';

type Headers = IN8nHttpFullResponse['headers'];

describe('the name', () => {
	const named = (disposition: string | undefined, path = '/a/photo%201.jpg') =>
		nameIn({
			headers: disposition === undefined ? {} : { 'content-disposition': disposition },
			url: new URL(`https://cdn.example.com${path}?token=x/y`),
		});

	test.each([
		[undefined, 'photo 1.jpg'],
		['inline', 'photo 1.jpg'],
		['attachment; filename=plain.pdf', 'plain.pdf'],
		['attachment; filename="two words; and more.pdf"', 'two words; and more.pdf'],
		// As n8n names the files that it gives an address.
		['attachment; filename="a%20b.txt"', 'a b.txt'],
		[`attachment; filename="x.txt"; filename*=UTF-8''%D1%8F.txt`, 'я.txt'],
		[`attachment; filename*=utf-8'en'100%25.txt; filename=x`, '100%.txt'],
		['attachment; filename="100% off.pdf"', '100% off.pdf'],
		['attachment; filename=""', 'photo 1.jpg'],
	])('of %j is %j', (disposition, name) => {
		expect(named(disposition)).toBe(name);
	});

	test('of an address without one is unknown', () => {
		expect(named(undefined, '/')).toBeUndefined();
	});

	test('makes no path and no second line', () => {
		expect(plainName('../..\\etc/pass\u0000wd\r\n')).toBe('.._.._etc_passwd');
		expect(plainName(' \n ')).toBeUndefined();
	});
});

test('the size is that of the whole file', () => {
	const sizeOf = (status: number, headers: Headers) =>
		sizeIn({ status, headers, url: new URL('https://a.example'), body: undefined as never });
	expect(sizeOf(200, { 'content-length': '12' })).toBe(12);
	expect(sizeOf(200, { 'content-length': '0' })).toBe(0);
	expect(sizeOf(206, { 'content-length': '1', 'content-range': 'bytes 0-0/345' })).toBe(345);
	expect(sizeOf(206, { 'content-length': '1', 'content-range': 'bytes 0-0/*' })).toBeUndefined();
	expect(sizeOf(206, { 'content-length': '1' })).toBeUndefined();
	expect(sizeOf(200, { 'content-length': 'many' })).toBeUndefined();
	expect(sizeOf(200, {})).toBeUndefined();
});

test.each([
	['image/png', 'image/png'],
	['Audio/OGG; codecs=opus', 'audio/ogg'],
	['application/octet-stream', undefined],
	['binary/octet-stream', undefined],
	['text/plain; charset=utf-8', undefined],
	['', undefined],
])('the type in %j is %j', (type, expected) => {
	expect(mimeTypeIn({ 'content-type': type }, 'a.jpg')).toBe(expected);
});

test('the type of a name without an ending is what the server says', () => {
	expect(mimeTypeIn({ 'content-type': 'application/octet-stream' }, 'a')).toBe(
		'application/octet-stream',
	);
});

import type { IN8nHttpFullResponse } from 'n8n-workflow';
import { mimeTypeIn, sizeIn } from '../../../nodes/AmoCrmChats/files/fileHeaders';

type Headers = IN8nHttpFullResponse['headers'];

test('the size is that of the whole file', () => {
	const sizeOf = (status: number, headers: Headers) => sizeIn({ status, headers });
	expect(sizeOf(200, { 'content-length': '12' })).toBe(12);
	expect(sizeOf(200, { 'content-length': '0' })).toBe(0);
	expect(sizeOf(206, { 'content-length': '1', 'content-range': 'bytes 0-0/345' })).toBe(345);
	expect(sizeOf(206, { 'content-length': '1', 'content-range': 'bytes 0-0/*' })).toBeUndefined();
	expect(sizeOf(206, { 'content-length': '1' })).toBeUndefined();
	expect(sizeOf(200, { 'content-length': 'many' })).toBeUndefined();
	expect(sizeOf(200, {})).toBeUndefined();
});

test.each([
	'-5',
	'1e3',
	'NaN',
	'',
	' ',
	'0x10',
	'1.5',
	'9007199254740993',
	'9'.repeat(400),
	'1, 1',
])('%j bytes are no size', (size) => {
	expect(sizeIn({ status: 200, headers: { 'content-length': size } })).toBeUndefined();
	const headers = { 'content-length': '1', 'content-range': `bytes 0-0/${size}` };
	expect(sizeIn({ status: 206, headers })).toBeUndefined();
});

test.each(['bytes 0-0/0', 'bytes 5-9/7', 'bytes */7', 'items 0-0/7', 'bytes 0-x/7', '0-0/7'])(
	'the range %j tells no size',
	(range) => {
		expect(sizeIn({ status: 206, headers: { 'content-range': range } })).toBeUndefined();
	},
);

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

import { createHmac } from 'node:crypto';
import { isSignedBy, signRequest, stableUuid } from '../../../nodes/AmoCrmChats/shared/signature';
import { vectorsOf } from '../../credentials/vectors';

describe('hooks of the vectors', () => {
	test.each(vectorsOf('webhook'))(
		'%s is accepted',
		(_, { body, bodyBase64, secret, signature }) => {
			const bytes = Buffer.from(String(bodyBase64), 'base64');
			expect(String(bytes)).toBe(body);
			expect(isSignedBy(secret, bytes, signature)).toBe(true);
		},
	);

	test.each(vectorsOf('webhook-negative'))('%s is rejected', (_, { body, secret, signature }) => {
		expect(isSignedBy(secret, Buffer.from(String(body)), signature)).toBe(false);
	});

	test.each(vectorsOf('webhook'))('%s with one bit changed is rejected', (_, vector) => {
		const bytes = Buffer.from(`${vector.body} `);
		bytes[0] = Number(bytes[0]) ^ 1;
		expect(isSignedBy(vector.secret, bytes, vector.signature)).toBe(false);
	});
});

const secret = 'channel';
const sign = (body: string) => createHmac('sha1', secret).update(body).digest('hex');

describe('a newline at the end of a hook', () => {
	test.each([
		['none', ''],
		['LF', '\n'],
		['CRLF', '\r\n'],
		['CR', '\r'],
		['several', '\n\r\n\n'],
	])('%s: accepted, signed with it or without', (_, end) => {
		const body = Buffer.from(`{"a":"я"}${end}`);
		expect(isSignedBy(secret, body, sign('{"a":"я"}'))).toBe(true);
		expect(isSignedBy(secret, body, sign(`{"a":"я"}${end}`))).toBe(true);
	});

	test('is the only thing that may differ', () => {
		const signature = sign('{"a":1}');
		for (const body of [
			'{"a":1} ',
			'{"a":1}\t',
			'\n{"a":1}',
			'{"a":1}\n ',
			'{"a":1}\0',
			'{"a":\n1}',
		])
			expect([body, isSignedBy(secret, Buffer.from(body), signature)]).toEqual([body, false]);
	});

	test('is not added', () => {
		expect(isSignedBy(secret, Buffer.from('{"a":1}'), sign('{"a":1}\n'))).toBe(false);
	});
});

describe('the signature header', () => {
	const body = Buffer.from('{"a":1}');
	const good = sign('{"a":1}');

	test('may be in upper case', () => {
		expect(isSignedBy(secret, body, good.toUpperCase())).toBe(true);
	});

	test.each<[string, unknown]>([
		['missing', undefined],
		['null', null],
		['empty', ''],
		['too short', good.slice(1)],
		['too long', `${good}0`],
		['of the right length but not hex', `g${good.slice(1)}`],
		['with a space', ` ${good}`],
		['with a newline at its end', `${good}\n`],
		['sent twice, which gives a list', [good, good]],
		['a list with one', [good]],
		['an object that turns into the right text', { toString: () => good }],
		['in base64', Buffer.from(good, 'hex').toString('base64')],
		['of another algorithm', createHmac('sha256', secret).update('{"a":1}').digest('hex')],
		['of another secret', createHmac('sha1', 'other').update('{"a":1}').digest('hex')],
	])('%s: rejected', (_, signature) => {
		expect(isSignedBy(secret, body, signature)).toBe(false);
	});
});

test('without a secret nothing is accepted, not even what the empty secret signs', () => {
	const signature = createHmac('sha1', '').update('{}').digest('hex');
	expect(isSignedBy('', Buffer.from('{}'), signature)).toBe(false);
});

test('the secret is used as text although it looks like hex', () => {
	const hex = ['0c9d8e7f6a5b4c3d2e1f', '0a9b8c7d6e5f4a3b2c1d'].join('');
	const decoded = createHmac('sha1', Buffer.from(hex, 'hex')).update('{}').digest('hex');
	expect(isSignedBy(hex, Buffer.from('{}'), decoded)).toBe(false);
});

describe('signRequest', () => {
	const request = { method: 'post', path: '/v2/origin/custom/x', body: '', secret };

	test('writes the date in UTC with two-digit days', () => {
		const date = new Date('2025-02-04T13:30:00.999+03:00');
		expect(signRequest({ ...request, date }).Date).toBe('Tue, 04 Feb 2025 10:30:00 +0000');
	});

	test('refuses a date that is none', () => {
		expect(() => signRequest({ ...request, date: new Date(NaN) })).toThrow(RangeError);
	});
});

describe('stableUuid', () => {
	const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/;

	test('is a UUID, the same for the same parts', () => {
		expect(stableUuid('a', 'b')).toMatch(UUID);
		expect(stableUuid('a', 'b')).toBe(stableUuid('a', 'b'));
	});

	test('differs when the parts do, or are cut elsewhere', () => {
		const ids = [['a', 'b'], ['b', 'a'], ['ab'], ['a', 'b', ''], ['a,b'], ['a","b']];
		expect(new Set(ids.map((parts) => stableUuid(...parts))).size).toBe(ids.length);
	});
});

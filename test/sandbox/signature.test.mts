import { signHook, verifySignature, type SignedRequest } from '../../sandbox/api/signature.mts';
import vectors from '../vectors.json' with { type: 'json' };
import { incoming, openChannel, verdict } from './client.mts';

const requests = vectors.flatMap((vector) =>
	vector.kind === 'request' && vector.body !== null ? [{ ...vector, body: vector.body }] : [],
);
const hooks = vectors.filter(({ kind }) => kind === 'webhook');

const requestOf = (vector: (typeof requests)[number]): SignedRequest => ({
	method: vector.method,
	path: vector.path,
	body: Buffer.from(vector.body),
	headers: {
		date: vector.date ?? '',
		'content-type': vector.contentType ?? '',
		'content-md5': vector.contentMd5 ?? '',
		'x-signature': vector.signature,
	},
});

it('has all the vectors', () => {
	expect([requests.length, hooks.length]).toEqual([43, 9]);
});

describe.each(requests.map((vector) => [vector.name, vector] as const))('%s', (_name, vector) => {
	const request = requestOf(vector);
	const sentAt = Date.parse(vector.date ?? '');
	const verify = (change: Partial<SignedRequest>, now = sentAt) =>
		verifySignature({ ...request, ...change }, vector.secret, now);

	it('is accepted for fifteen minutes', () => {
		expect(() => verify({})).not.toThrow();
		expect(() => verify({}, sentAt + 15 * 60_000)).not.toThrow();
		expect(() => verify({}, sentAt + 15 * 60_000 + 1)).toThrow('behind');
	});

	it('is refused when a byte of it differs', () => {
		expect(() => verify({ body: Buffer.from(`${vector.body}\n`) })).toThrow('Content-MD5');
		expect(() => verify({ method: vector.method.toLowerCase() })).toThrow('X-Signature');
		expect(() => verify({ path: `${vector.path}/` })).toThrow('X-Signature');
		const headers = { ...request.headers, 'content-type': 'application/json; charset=utf-8' };
		expect(() => verify({ headers })).toThrow('X-Signature');
	});
});

it.each(hooks.map((vector) => [vector.name, vector] as const))('signs %s', (_name, vector) => {
	expect(signHook(vector.secret, vector.stringToSign ?? '')).toBe(vector.signature);
});

describe('over HTTP', () => {
	const now = () => Date.parse('2025-02-04T09:30:00Z');
	let opened: Awaited<ReturnType<typeof openChannel>>;
	beforeAll(async () => {
		opened = await openChannel({ now });
	});
	afterAll(() => opened.sandbox.close());

	const wrong: Array<[string, Record<string, string | undefined>]> = [
		['headers', { 'X-Signature': undefined }],
		['headers', { 'Content-MD5': undefined }],
		['headers', { 'Content-Type': undefined }],
		['content-md5', { 'Content-MD5': 'd41d8cd98f00b204e9800998ecf8427e' }],
		['date-format', { Date: '2025-02-04T09:30:00Z' }],
		['signature', { Date: 'Tue, 04 Feb 2025 09:30:00 GMT' }],
		['signature', { 'X-Signature': '0'.repeat(40) }],
	];
	it.each(wrong)('refuses for its %s: %j', async (check, headers) => {
		const answer = await opened.call('POST', `/${opened.scopeId}`, { a: 1 }, headers);
		expect(answer.status).toBe(403);
		expect(answer.json()).toEqual({
			status: 0,
			error_code: 403,
			error_type: 'ORIGIN_INVALID_SIGNATURE',
			error_description: 'invalid signature',
		});
		expect(verdict(opened.sandbox)).toMatchObject({ verdict: 'refused', check });
	});

	it('tells unknown channels, unconnected accounts and wrong paths apart in the log', async () => {
		const { call, channel, sandbox } = opened;
		const unknown = await call('POST', '/nobody_nowhere', {});
		expect([unknown.status, unknown.json()]).toMatchObject([
			404,
			{ error_type: 'ORIGIN_NOT_REGISTERED', error_description: 'NOT_FOUND' },
		]);
		expect(verdict(sandbox).check).toBe('channel');
		expect((await call('POST', `/${channel.id}_other`, incoming())).status).toBe(404);
		expect(verdict(sandbox).check).toBe('connection');
		const lost = await call('POST', `/${channel.id}/nowhere/at/all`, {});
		expect([lost.status, lost.text]).toEqual([404, '']);
		expect(verdict(sandbox).check).toBe('path');
	});

	it('refuses what is not JSON, and stamps answers with its own clock', async () => {
		const answer = await opened.call('POST', `/${opened.scopeId}`, '{nope');
		expect(answer.status).toBe(400);
		expect(verdict(opened.sandbox).check).toBe('json');
		expect(answer.headers.get('date')).toBe('Tue, 04 Feb 2025 09:30:00 GMT');
	});
});

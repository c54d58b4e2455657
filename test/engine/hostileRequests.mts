import { createHmac } from 'node:crypto';
import { samples } from '../../sandbox/hooks/samples.mts';
import type { Knock } from './triggerHarness.mts';

export interface Target {
	secret: string;
	channelId: string;
	accountId: string;
}

/** A number from 0 to 1, the same row for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
	};
}

type Random = () => number;

const pick = <T,>(random: Random, list: readonly T[]): T =>
	list[Math.floor(random() * list.length)] as T;
const upTo = (random: Random, max: number) => Math.floor(random() * max);
const hmac = (secret: string, body: Buffer) =>
	createHmac('sha1', secret).update(body).digest('hex');

const hostile: readonly unknown[] = [
	...[null, true, 0, -1, 1e308, '', ' ', 'ÿ'.repeat(300), [], {}, [[]], '\u0000', '🏴‍☠️', '../..'],
	...[{ toString: 'x' }, { $gt: '' }, '={{ $env }}', { length: -1 }, '__proto__', '<script>'],
];

/** A body of a known kind with some of its values, at any depth, put in place of others. */
function withWrongTypes(random: Random, body: unknown): unknown {
	if (random() < 0.12) return pick(random, hostile);
	if (Array.isArray(body)) return body.map((entry) => withWrongTypes(random, entry));
	if (typeof body !== 'object' || body === null) return body;
	return Object.fromEntries(
		Object.entries(body).map(([key, value]) => [
			random() < 0.03 ? '__proto__' : key,
			withWrongTypes(random, value),
		]),
	);
}

const bodies: Array<(random: Random, whole: string) => Buffer> = [
	(_random, whole) => Buffer.from(whole),
	(_random, whole) => Buffer.from(`${whole}\r\n`),
	(random, whole) => Buffer.from(JSON.stringify(withWrongTypes(random, JSON.parse(whole)))),
	(random, whole) => Buffer.from(whole.slice(0, upTo(random, whole.length))),
	// Some of its bytes changed: often no longer UTF-8.
	(random, whole) => {
		const bytes = Buffer.from(whole);
		for (let i = 0; i < 3; i++) bytes[upTo(random, bytes.length)] = upTo(random, 256);
		return bytes;
	},
	(random) => Buffer.from(Array.from({ length: upTo(random, 200) }, () => upTo(random, 256))),
	(random) => Buffer.from(JSON.stringify(pick(random, hostile))),
	(random) => Buffer.alloc(upTo(random, 200_000), '[{"a":'),
	(random) => {
		const depth = upTo(random, 5000);
		return Buffer.from('{"message":{"message":'.repeat(depth) + '1' + '}}'.repeat(depth));
	},
	() => Buffer.from('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}'),
	(_random, whole) => Buffer.from(`\ufeff${whole}`),
	(_random, whole) => Buffer.from(whole, 'utf16le'),
	(random, whole) => Buffer.from(`${whole}${'\n'.repeat(upTo(random, 5))}x`),
	() => Buffer.alloc(0),
];

type Forge = (random: Random, right: string, body: Buffer, secret: string) => unknown;

/** Signatures; a few of them are right, for a body that may be hostile all the same. */
const signatures: Forge[] = [
	(_random, right) => right,
	(_random, right) => right.toUpperCase(),
	(_random, _right, body, secret) => hmac(`${secret} `, body),
	(_random, _right, body, secret) => hmac(secret.slice(1), body),
	(_random, _right, body, secret) => hmac(Buffer.from(secret, 'hex').toString('latin1'), body),
	(_random, _right, body, secret) => hmac(secret, Buffer.concat([body, Buffer.from(' ')])),
	(_random, _right, body) => hmac('', body),
	(random, right) => right.slice(0, upTo(random, 40)),
	(random, right) => `${right}${pick(random, ['0', ' ', '\n', right])}`,
	(_random, right) => `${right}, ${right}`,
	(_random, right) => [right, right],
	(random, right) => {
		const at = upTo(random, 40);
		const other = right[at] === '0' ? '1' : '0';
		return `${right.slice(0, at)}${other}${right.slice(at + 1)}`;
	},
	(_random, right) => Buffer.from(right, 'hex').toString('base64'),
	(random) =>
		pick(random, [undefined, '', null, 0, {}, 'sha1=', '0'.repeat(40), '\u0000'.repeat(40)]),
];

const contentTypes = [
	...['application/json', 'application/json; charset=utf-16', 'text/plain', 'application/xml'],
	...['application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'MULTIPART/x'],
	...['application/octet-stream', '', ';', 'a'.repeat(5000)],
];

export function hostileRequest(random: Random, target: Target): { knock: Knock; body: Buffer } {
	const { secret, channelId, accountId } = target;
	const kinds = Object.keys(samples);
	const sample = samples[pick(random, kinds)]?.({ accountId, now: 1_738_661_400_980 });
	const body = pick(random, bodies)(random, JSON.stringify(sample));
	const right = hmac(secret, body);
	const isUsual = random() < 0.5;
	const signature = isUsual ? right : pick(random, signatures)(random, right, body, secret);
	const scopes = [
		...[`${channelId}_${accountId}`, `${channelId}_${accountId}`, ':scope_id', '', '__proto__'],
		...[`${accountId}_${channelId}`, `${channelId}_${channelId}`, 'x'.repeat(10_000)],
	];
	return {
		body,
		knock: {
			headers: {
				'content-type': pick(random, contentTypes),
				...(signature === undefined ? {} : { 'x-signature': signature }),
				...(random() < 0.1 ? { ['__proto__']: 'x', 'content-encoding': 'gzip' } : {}),
			},
			params: random() < 0.05 ? {} : { scope_id: pick(random, scopes) },
			...(random() < 0.2 ? { unread: body } : { rawBody: body }),
		},
	};
}

/** What must be accepted, said again and by other means than the trigger's. */
export function isGood(target: Target, { headers, params, unread }: Knock, body: Buffer): boolean {
	const given = headers['x-signature'];
	const isForm = /^multipart/i.test(String(headers['content-type']));
	if (typeof given !== 'string' || (unread !== undefined && isForm)) return false;
	const bare = Buffer.from(body.toString('latin1').replace(/[\r\n]+$/, ''), 'latin1');
	const isSigned = [body, bare].some(
		(bytes) =>
			createHmac('sha1', target.secret).update(bytes).digest('hex') === given.toLowerCase(),
	);
	const [channelId, accountId, ...rest] = String(params?.scope_id).split('_');
	if (!isSigned || channelId !== target.channelId || rest.length > 0) return false;
	if (accountId?.length !== 36) return false;
	try {
		const hook = JSON.parse(body.toString('utf8').replace(/^\ufeff/, '')) as unknown;
		if (typeof hook !== 'object' || hook === null || Array.isArray(hook)) return false;
		const named = Object.getOwnPropertyDescriptor(hook, 'account_id')?.value as unknown;
		const isNamed = (typeof named === 'string' && named !== '') || typeof named === 'number';
		return !isNamed || String(named) === accountId;
	} catch {
		return false;
	}
}

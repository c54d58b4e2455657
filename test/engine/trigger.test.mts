import { randomUUID } from 'node:crypto';
import { signHook } from '../../sandbox/api/signature.mts';
import { samples } from '../../sandbox/hooks/samples.mts';
import { triggerIn, type Knock } from './triggerHarness.mts';

const channelId = randomUUID();
const accountId = randomUUID();
const secret = 'f0'.repeat(20);
const scopeId = `${channelId}_${accountId}`;
const credential = { channelId, channelSecret: secret, accountId: '' };

function open(parameters: object = {}, change: object = {}) {
	return triggerIn({
		parameters: { events: ['message'], ...parameters } as never,
		credential: { ...credential, ...change },
		credentialId: randomUUID(),
	});
}

const bodyOf = (kind: string) =>
	JSON.stringify(samples[kind]?.({ accountId, now: Date.UTC(2025, 1, 4) }));

function signed(body: string, more: Partial<Knock> = {}, key = secret): Knock {
	return {
		rawBody: Buffer.from(`${body}\n`),
		params: { scope_id: scopeId },
		...more,
		headers: {
			'content-type': 'application/json',
			'x-signature': signHook(key, body),
			...more.headers,
		},
	};
}

test('a hook starts an execution, and n8n answers', async () => {
	const answer = await open().knock(signed(bodyOf('text')));
	expect(answer).toMatchObject({ ended: false, item: { event: 'message', scopeId, accountId } });
	expect(answer.result).not.toHaveProperty('noWebhookResponse');
});

test('Respond Immediately answers 200 itself, and starts the execution', async () => {
	const answer = await open({ options: { respond: 'immediately' } }).knock(signed(bodyOf('text')));
	expect(answer).toMatchObject({ status: 200, ended: true, item: { event: 'message' } });
	expect(answer.result.noWebhookResponse).toBe(true);
});

test.each(Object.keys(samples))('Trigger On: %s comes only if it is chosen', async (kind) => {
	const special: Record<string, string> = {
		...{ comment: 'commentReply', reaction: 'reaction', unreact: 'reaction' },
		...{ typing: 'typing', other: 'other' },
	};
	const event = special[kind] ?? 'message';
	const chosen = await open({ events: [event] }).knock(signed(bodyOf(kind)));
	expect(chosen.item).toMatchObject({ event });
	const others = ['message', 'commentReply', 'reaction', 'typing', 'other'].filter(
		(each) => each !== event,
	);
	const unchosen = await open({ events: others }).knock(signed(bodyOf(kind)));
	expect(unchosen).toMatchObject({ status: 200, ended: true, item: undefined });
});

test('what a filter keeps out is answered 200', async () => {
	const answer = await open({ options: { chats: 'chat-1' } }).knock(signed(bodyOf('text')));
	expect(answer).toMatchObject({ status: 200, ended: true, item: undefined });
});

test('without Simplify the hook comes as it was sent, with its scope', async () => {
	const body = bodyOf('text');
	const { item } = await open({ simplify: false }).knock(signed(body));
	expect(item).toEqual({
		...JSON.parse(body),
		scope_id: scopeId,
		event_id: JSON.parse(body).message.message.id,
	});
});

test.each([true, false])('headers come without what is secret (Simplify: %s)', async (simplify) => {
	const knock = signed(bodyOf('text'), {
		headers: { 'user-agent': 'amoCRM amoJo/1.0', authorization: 'Basic eDp5', cookie: 'a=b' },
	});
	const { item } = await open({ simplify, options: { includeHeaders: true } }).knock(knock);
	expect(item?.headers).toEqual({
		...{ 'content-type': 'application/json', 'user-agent': 'amoCRM amoJo/1.0' },
		...{ 'x-signature': '(hidden)', authorization: '(hidden)', cookie: '(hidden)' },
	});
	const text = JSON.stringify(item);
	expect(text).not.toContain(secret);
	expect(text).not.toContain(knock.headers['x-signature']);
});

test('every header that can be a key is hidden, whatever it is called', async () => {
	const keys = {
		...{ 'x-api-key': 'k', 'x-auth-request-access-token': 'k', 'cf-access-jwt-assertion': 'k' },
		...{
			'cf-access-client-secret': 'k',
			'x-forwarded-client-cert': 'Hash=1',
			'x-hub-signature': 'k',
		},
		...{ 'x-amzn-oidc-data': 'k', 'x-csrf': 'k', 'x-webhook-password': 'k', 'x-session-id': 'k' },
		...{ 'x-proxy': 'Bearer abc', 'x-user': 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.x' },
	};
	const shown = { 'user-agent': 'amoCRM amoJo/1.0', 'x-forwarded-for': '10.0.0.1', host: 'n8n' };
	const knock = signed(bodyOf('text'), { headers: { ...keys, ...shown } });
	const { item } = await open({ options: { includeHeaders: true } }).knock(knock);
	expect(item?.headers).toMatchObject({
		...Object.fromEntries(Object.keys(keys).map((name) => [name, '(hidden)'])),
		...shown,
	});
});

test('two messages of the same words without ID and time are two events', async () => {
	const body = JSON.stringify({
		...{ receiver: 'client-42', conversation_id: 'chat-42', type: 'text', text: 'Ok' },
	});
	for (const simplify of [true, false]) {
		const trigger = open({ simplify });
		const items = [await trigger.knock(signed(body)), await trigger.knock(signed(body))];
		const [id, flag] = simplify
			? (['eventId', 'isEventIdRandom'] as const)
			: (['event_id', 'is_event_id_random'] as const);
		expect(new Set(items.map(({ item }) => item?.[id])).size).toBe(2);
		expect(items.map(({ item }) => item?.[flag])).toEqual([true, true]);
	}
});

test('scopeId has the spelling of the credential', async () => {
	const params = { scope_id: scopeId.toUpperCase() };
	const answer = await open().knock(signed(bodyOf('text'), { params }));
	expect(answer.item).toMatchObject({ scopeId });
});

describe('hooks refused because of the credential', () => {
	const knocks = async (change: object, more: Partial<Knock> = {}, key = secret) => {
		const trigger = open({}, change);
		const lines: string[] = [];
		for (let i = 0; i < 20; i++) {
			const { logged } = await trigger.knock(signed(bodyOf('text'), more, key));
			lines.push(...logged);
		}
		return lines;
	};

	test.each<[string, object, RegExp]>([
		['an account number', { accountId: '30512345' }, /'Account ID' .* number of the account/],
		['a scope ID', { channelId: scopeId }, /'Channel ID' .* is a scope ID/],
		['no secret', { channelSecret: ' ' }, /'Channel Secret' .* is empty/],
		['an OAuth secret', { channelSecret: 'aB3xY9zz'.repeat(8) }, /'Channel Secret' .* 64/],
		['another secret', { channelSecret: 'a'.repeat(40) }, /another secret than 'Channel Secret'/],
		['another channel', { channelId: randomUUID() }, /'Channel ID' of the credential is/],
		['another account', { accountId: randomUUID() }, /'Account ID' of the credential is/],
	])('%s: one line a minute says what to correct', async (_what, change, words) => {
		const lines = await knocks(change);
		expect(lines).toEqual([expect.stringMatching(words)]);
		expect(lines[0]).toContain("The node 'Trigger'");
		expect(lines[0]).not.toContain(secret);
	});

	test('an address without its scope is told as well', async () => {
		const lines = await knocks({}, { params: { scope_id: ':scope_id' } });
		expect(lines).toEqual([expect.stringContaining('/:scope_id at its end')]);
	});

	test('a stranger leaves none', async () => {
		const foreign = { params: { scope_id: `${randomUUID()}_${accountId}` } };
		expect(await knocks({}, foreign, 'stranger')).toEqual([]);
		expect(await knocks({}, { headers: { 'x-signature': undefined } }, 'stranger')).toEqual([]);
	});
});

describe('accounts', () => {
	const stranger = randomUUID();
	const refused = { status: 403, ended: true, item: undefined };

	test('the body must be of the account in the address', async () => {
		const params = { scope_id: `${channelId}_${stranger}` };
		expect(await open().knock(signed(bodyOf('text'), { params }))).toMatchObject(refused);
	});

	test('the address must be of the channel of the credential', async () => {
		const params = { scope_id: `${stranger}_${accountId}` };
		expect(await open().knock(signed(bodyOf('text'), { params }))).toMatchObject(refused);
	});

	test('an address without a scope is nobody’s', async () => {
		const nobodys: Array<Record<string, string>> = [
			{},
			{ scope_id: ':scope_id' },
			{ scope_id: '' },
		];
		for (const params of nobodys) {
			expect(await open().knock(signed(bodyOf('text'), { params }))).toMatchObject(refused);
		}
	});

	test('with an account in the credential a foreign one is refused, its own is not', async () => {
		const foreign = open({}, { accountId: stranger });
		expect(await foreign.knock(signed(bodyOf('text')))).toMatchObject(refused);
		expect(await foreign.knock(signed(bodyOf('v1')))).toMatchObject(refused);
		const own = open({}, { accountId: accountId.toUpperCase() });
		expect((await own.knock(signed(bodyOf('text')))).item).toBeDefined();
	});

	test('with Path the scope stands in the options', async () => {
		const trigger = open({ options: { path: 'shop', scopeId: ` ${scopeId} ` } });
		const answer = await trigger.knock(signed(bodyOf('text'), { params: {} }));
		expect(answer.item).toMatchObject({ scopeId });
	});
});

describe('the body', () => {
	const unread = (body: Buffer | Error, type: string) =>
		signed(bodyOf('text'), {
			...{ rawBody: undefined, unread: body, headers: { 'content-type': type } },
		});

	test('of a content type that n8n does not read is read here', async () => {
		const body = bodyOf('text');
		const knock = signed(body, {
			...{ rawBody: undefined, unread: Buffer.from(body) },
			headers: { 'content-type': 'application/octet-stream' },
		});
		expect((await open().knock(knock)).item).toMatchObject({ event: 'message' });
	});

	test('that cannot be read is refused', async () => {
		const knock = unread(new Error('incorrect header check'), 'application/octet-stream');
		expect(await open().knock(knock)).toMatchObject({ status: 401, item: undefined });
	});

	test('of a form is not asked for', async () => {
		for (const type of ['multipart/form-data; boundary=x', ' Multipart/mixed']) {
			const knock = unread(Buffer.from(bodyOf('text')), type);
			expect(await open().knock(knock)).toMatchObject({ status: 401, item: undefined });
		}
	});
});

test.each([
	['without a credential', {}],
	['with an empty secret', { channelId, channelSecret: '  ' }],
])('%s nothing is accepted', async (_what, broken) => {
	const trigger = triggerIn({ credential: broken, credentialId: randomUUID() });
	for (const key of ['', ' ', secret, 'undefined', 'null']) {
		expect(await trigger.knock(signed(bodyOf('text'), {}, key))).toMatchObject({ status: 401 });
	}
});

test('an expression that fails does not cost what amoCRM sends only once', async () => {
	const answer = await open({ events: '={{ nothing.at.all }}' }).knock(signed(bodyOf('text')));
	expect(answer.item).toMatchObject({ event: 'message', formError: expect.any(String) });
});

test.each([
	['includeHeaders', 'perhaps', /Include Headers.* true or false/],
	['respond', 'later', /Respond.* whenStored, immediately/],
	['chats', { a: 1 }, /Chats' is not a list/],
])('a wrong %s does not cost the event, and is named', async (option, value, words) => {
	const answer = await open({ options: { [option]: value } }).knock(signed(bodyOf('text')));
	expect(answer.item).toMatchObject({
		...{ event: 'message', formError: expect.stringMatching(words) as string },
	});
});

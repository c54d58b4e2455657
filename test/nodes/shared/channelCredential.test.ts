import { hostOf, problemsOf } from '../../../nodes/AmoCrmChats/shared/channelCredential';

const CHANNEL = '344a5002-f8ca-454d-af3d-396180102ac7';
const ACCOUNT = '52e591f7-c98f-4255-8495-827210138c81';
const good = {
	baseUrl: 'https://amojo.amocrm.ru',
	channelId: CHANNEL,
	channelSecret: 'f2d7f8704eff95087ed4'.repeat(2),
	accountId: ACCOUNT,
	botId: '76fc2bea-902f-425c-9a3d-dcdac4766090',
};

function faultOf(change: object): string[] {
	return problemsOf({ ...good, ...change }).map(
		({ message, description }) => `${message}. ${description}`,
	);
}

const custom = (customBaseUrl: string) => ({ baseUrl: 'custom', customBaseUrl });

test.each<[string, object]>([
	['as the letter has it', {}],
	['without the optional IDs', { accountId: '', botId: undefined }],
	[
		'with spaces around what was pasted',
		{ channelId: ` ${CHANNEL}\n`, accountId: `\t${ACCOUNT} ` },
	],
	['in capitals', { channelId: CHANNEL.toUpperCase(), accountId: ACCOUNT.toUpperCase() }],
	['of Kommo', { baseUrl: 'https://amojo.kommo.com' }],
	['of the sandbox', custom('http://127.0.0.1:8787')],
	['with slashes behind the host', custom('https://amojo.kommo.com//')],
	['with an unused Custom Host', { customBaseUrl: 'nonsense' }],
])('a credential %s has no problems', (_, change) => {
	expect(faultOf(change)).toEqual([]);
});

test.each([
	[{}, 'https://amojo.amocrm.ru'],
	[custom(' HTTP://LocalHost:8787// '), 'http://localhost:8787'],
	[custom('https://amojo.kommo.com:443/'), 'https://amojo.kommo.com'],
	[custom('https://amojo.kommo.com/v2'), undefined],
	[custom(''), undefined],
	[{ baseUrl: '' }, undefined],
])('%j names the host %s', (change, host) => {
	expect(hostOf({ ...good, ...change })).toBe(host);
});

test('a credential that names no host means the one that the form offers first', () => {
	expect(hostOf({})).toBe('https://amojo.amocrm.ru');
});

test.each<[string, string, RegExp]>([
	['', "'Custom Host' of the credential is empty", /three hosts/],
	['amojo.amocrm.ru', 'is not a web address', /https:\/\/ in front/],
	['localhost:8787', 'is not a web address', /https:\/\/ in front/],
	['ftp://amojo.amocrm.ru', 'is not a web address', /https:\/\/ in front/],
	['https://', 'is not a web address', /https:\/\/ in front/],
	['http://h:1/v2/origin/custom', 'has a path', /Enter http:\/\/h:1 alone\.$/],
	[`https://h/v2/origin/custom/${CHANNEL}/connect`, 'has a path', /Enter https:\/\/h alone\.$/],
	['http://h:1?x=1', 'has a query', /Enter http:\/\/h:1 alone\.$/],
	['http://h:1/?', 'has a query', /Enter http:\/\/h:1 alone\.$/],
	['http://h:1/#top', 'has a query', /Enter http:\/\/h:1 alone\.$/],
	['http://user:pass@h:9/', 'contains a login', /Enter http:\/\/h:9 alone\.$/],
	['https://mine.amocrm.ru', 'is the address of an account', /https:\/\/amojo\.amocrm\.ru,/],
	['https://mine.kommo.com/chats', 'is the address of an account', /https:\/\/amojo\.kommo\.com,/],
	['https://amocrm.ru', 'is the address of an account', /https:\/\/amojo\.amocrm\.ru,/],
	['https://www.amocrm.com', 'is the address of an account', /https:\/\/amojo\.amocrm\.com,/],
])('Custom Host "%s" %s', (address, what, advice) => {
	const faults = faultOf(custom(address));
	expect(faults).toEqual([expect.stringContaining(what)]);
	expect(faults[0]).toMatch(/^'Custom Host' of the credential /);
	expect(faults[0]).toMatch(advice);
});

test('a login in Custom Host is not repeated', () => {
	expect(faultOf(custom('http://user:pass@h/')).join()).not.toMatch(/user|pass/);
});

const jwt = 'eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.eyJhdWQiOiIxIn0.sig';

test.each<[string, object, string]>([
	['an empty Channel ID', { channelId: ' ' }, "'Channel ID' of the credential is empty. Enter the"],
	[
		'a scope ID in Channel ID',
		{ channelId: `${CHANNEL}_${ACCOUNT}` },
		"'Channel ID' of the credential is a scope ID. Enter only the part before the underscore.",
	],
	[
		'a channel code in Channel ID',
		{ channelId: 'amo.ext.12345' },
		"'Channel ID' of the credential is not a UUID. Enter the UUID of the channel",
	],
	[
		'the number of the account in Account ID',
		{ accountId: '30512345' },
		"'Account ID' of the credential is the number of the account. Enter the amojo_id",
	],
	[
		'the number of the account, given as a number',
		{ accountId: 30512345 },
		"'Account ID' of the credential is the number of the account. Enter the amojo_id",
	],
	[
		'a scope ID in Account ID',
		{ accountId: `${CHANNEL}_${ACCOUNT}` },
		"'Account ID' of the credential is a scope ID. Enter only the part after the underscore.",
	],
	[
		'a token in Account ID',
		{ accountId: jwt },
		"'Account ID' of the credential is a token, not an ID. Enter the amojo_id",
	],
	['a name in Account ID', { accountId: 'mine' }, "'Account ID' of the credential is not a UUID."],
	[
		'a name in Bot ID',
		{ botId: 'my-bot' },
		"'Bot ID' of the credential is not a UUID. Enter the UUID of the channel bot",
	],
	[
		'a scope ID in Bot ID',
		{ botId: `${CHANNEL}_${ACCOUNT}` },
		"'Bot ID' of the credential is a scope ID. Enter the UUID of the channel bot",
	],
	['an empty secret', { channelSecret: '\n' }, "'Channel Secret' of the credential is empty."],
	[
		'the secret of an OAuth integration',
		{ channelSecret: 'aB3xY9zz'.repeat(8) },
		"'Channel Secret' of the credential has 64 characters, as the secret of an OAuth integration has. Enter the 40 hexadecimal digits",
	],
	[
		'another text as the secret',
		{ channelSecret: `${'f'.repeat(39)}g` },
		"'Channel Secret' of the credential is not 40 hexadecimal digits. Enter the 40",
	],
])('%s is named as the fault', (_, change, words) => {
	expect(faultOf(change)).toEqual([expect.stringContaining(words)]);
});

test('what stands in a wrong field is never repeated, for it may be a secret', () => {
	const secret = 'aB3xY9zz'.repeat(8);
	const faults = faultOf({ channelId: secret, accountId: jwt, channelSecret: secret }).join();
	expect(faults).not.toContain(secret);
	expect(faults).not.toContain(jwt);
});

test('every wrong field is named, in the order of the form', () => {
	const names = problemsOf({ baseUrl: '' }).map(({ name }) => name);
	expect(names).toEqual(['baseUrl', 'channelId', 'channelSecret']);
	expect(faultOf({ channelId: '1', channelSecret: '1', accountId: '1', botId: '1' })).toHaveLength(
		4,
	);
});

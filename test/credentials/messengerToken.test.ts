import type { ICredentialDataDecryptedObject, IHttpRequestOptions } from 'n8n-workflow';
import { AmoCrmChatsMessengerApi } from '../../credentials/AmoCrmChatsMessengerApi.credentials';

const TOKEN = ['123456789', 'AAH-made_up'.padEnd(35, '$')].join(':');
const HOST = 'https://api.telegram.org';

type Options = Partial<IHttpRequestOptions> & Record<string, unknown>;

async function authenticate(options: Options, change: ICredentialDataDecryptedObject = {}) {
	return await new AmoCrmChatsMessengerApi().authenticate(
		{ token: TOKEN, host: HOST, ...change },
		options as IHttpRequestOptions,
	);
}

describe('the token', () => {
	test.each<[string, Options, Options]>([
		['url', { url: `${HOST}/bot{token}/getMe` }, { url: `${HOST}/bot${TOKEN}/getMe` }],
		[
			'uri, as the HTTP Request node passes it',
			{ uri: `${HOST}/file/bot{token}/a.jpg` },
			{ uri: `${HOST}/file/bot${TOKEN}/a.jpg` },
		],
		[
			'a url behind baseURL, as a credential test passes them',
			{ baseURL: HOST, url: '/bot{token}/getMe' },
			{ baseURL: HOST, url: `/bot${TOKEN}/getMe` },
		],
		[
			'baseURL',
			{ baseURL: `${HOST}/bot{token}`, url: '/getMe' },
			{ baseURL: `${HOST}/bot${TOKEN}`, url: '/getMe' },
		],
		[
			'a parameter, however often',
			{ url: `${HOST}/{token}?key={token}` },
			{ url: `${HOST}/${TOKEN}?key=${TOKEN}` },
		],
	])('takes its place in %s', async (_, options, expected) => {
		const method = 'POST' as const;
		const filled = await authenticate({ method, body: { a: '{token}' }, ...options });
		expect(filled).toMatchObject({ method, body: { a: '{token}' }, ...expected });
	});

	test('may have been pasted with space around it, as the host', async () => {
		const pasted = { token: ` ${TOKEN}\n`, host: ` ${HOST}/ ` };
		const { url } = await authenticate({ url: `${HOST}/bot{token}/getMe` }, pasted);
		expect(url).toBe(`${HOST}/bot${TOKEN}/getMe`);
	});

	test('put in its place a second time, after a 401, gives the same request', async () => {
		const first = await authenticate({ url: `${HOST}/bot{token}/getMe` });
		expect(await authenticate({ ...first })).toEqual(first);
	});

	test.each([
		['', "'Token' is empty. Enter it in the Messenger Token API credential."],
		['a b', 'has a character that no token has'],
		['1:a/../..', 'has a character that no token has'],
		['1:a?x', 'has a character that no token has'],
		['1:a@evil.example', 'has a character that no token has'],
		['1:a%2f', 'has a character that no token has'],
	])('"%s" is refused', async (token, words) => {
		await expect(authenticate({ url: `${HOST}/bot{token}/getMe` }, { token })).rejects.toThrow(
			words,
		);
	});
});

describe('another host', () => {
	test.each<[string, Options, string]>([
		['url', { url: 'https://evil.example/bot{token}/x' }, 'https://evil.example'],
		['uri', { uri: 'https://evil.example/bot{token}/x' }, 'https://evil.example'],
		['baseURL', { baseURL: 'https://evil.example', url: '/{token}' }, 'https://evil.example'],
		[
			'url, though baseURL would be right',
			{ baseURL: HOST, url: 'https://evil.example/{token}' },
			'https://evil.example',
		],
		['a login', { url: 'https://api.telegram.org@evil.example/{token}' }, 'https://evil.example'],
		['backslashes', { url: 'https:\\\\evil.example\\{token}' }, 'https://evil.example'],
		['the same without encryption', { url: 'http://api.telegram.org/{token}' }, 'http://'],
		['another port', { url: `${HOST}:8443/{token}` }, `${HOST}:8443`],
		['a longer name', { url: `${HOST}.evil.example/{token}` }, `${HOST}.evil.example`],
		['an address without the token', { url: 'https://evil.example/' }, 'https://evil.example'],
	])('by %s is refused, and named', async (_, options, origin) => {
		const refusal = authenticate(options);
		await expect(refusal).rejects.toThrow(
			`The Messenger Token API credential gives its token to ${HOST} only, and this one goes to ${origin}`,
		);
		await expect(refusal).rejects.not.toThrow(TOKEN);
	});

	test('is not reached through a redirect, whichever way n8n asks for following it', async () => {
		const wish = { followRedirect: true, followAllRedirects: true, maxRedirects: 21 };
		expect(await authenticate({ uri: `${HOST}/bot{token}/x`, ...wish })).toMatchObject({
			...{ disableFollowRedirect: true, followRedirect: false, followAllRedirects: false },
		});
	});

	test.each(['{token}', '//api.telegram.org/{token}', ''])('"%s" is no address', async (url) => {
		await expect(authenticate({ url })).rejects.toThrow(
			'The URL of the request is not a web address. Begin it with https://.',
		);
	});
});

describe('the host of the credential', () => {
	test('is a Bot API server of one’s own, with its port', async () => {
		const host = 'http://127.0.0.1:8081';
		const { uri } = (await authenticate({ uri: `${host}/bot{token}/x` }, { host })) as Options;
		expect(uri).toBe(`${host}/bot${TOKEN}/x`);
	});

	test.each([
		['', 'is empty'],
		['api.telegram.org', 'is not a web address'],
		['localhost:8081', 'is not a web address'],
		['https://', 'is not a web address'],
		[`${HOST}/bot${TOKEN}`, 'has more than the host'],
		[`${HOST}?a`, 'has more than the host'],
		['https://me:secret@api.telegram.org', 'has more than the host'],
	])('"%s" is refused without being shown', async (host, words) => {
		const refusal = authenticate({ url: `${HOST}/bot{token}/getMe` }, { host });
		await expect(refusal).rejects.toThrow(
			`'Host' of the Messenger Token API credential ${words}. Enter scheme and host alone`,
		);
		await expect(refusal).rejects.not.toThrow(/secret|AAH/);
	});
});

test('what was given is not changed', async () => {
	const options = { url: `${HOST}/bot{token}/x`, body: { a: 1 } };
	await authenticate(options);
	expect(options).toEqual({ url: `${HOST}/bot{token}/x`, body: { a: 1 } });
});

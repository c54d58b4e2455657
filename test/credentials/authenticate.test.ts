import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	IHttpRequestOptions,
} from 'n8n-workflow';
import { AmoCrmChatsApi } from '../../credentials/AmoCrmChatsApi.credentials';
import { md5Of, signatureOf } from './oracle';

// Of the vendor's documentation.
const SECRET = ['f2d7f8704eff95087ed4', '5b23ba99c0b5aac8278e'].join('');
const NOW = 'Thu, 16 Dec 2021 13:15:29 +0000';
const HOST = 'https://amojo.amocrm.ru';
const PATH = '/v2/origin/custom/344a5002-f8ca-454d-af3d-396180102ac7/connect';

type Options = Partial<IHttpRequestOptions> & Record<string, unknown>;

async function authenticate(
	options: Options,
	credentials: IDataObject = { channelSecret: SECRET, baseUrl: HOST },
) {
	return await new AmoCrmChatsApi().authenticate(
		credentials as ICredentialDataDecryptedObject,
		options as IHttpRequestOptions,
	);
}

function headersFor({ method = 'POST', path = PATH, body = '' as string | Uint8Array } = {}) {
	const contentMd5 = md5Of(body);
	const parts = { method, contentMd5, contentType: 'application/json', date: NOW, path };
	return {
		Date: NOW,
		'Content-Type': 'application/json',
		'Content-MD5': contentMd5,
		'X-Signature': signatureOf(parts, SECRET),
	};
}

beforeEach(() => {
	jest.useFakeTimers({ now: new Date(NOW) });
});

afterEach(() => {
	jest.useRealTimers();
});

describe('the signed path', () => {
	test.each<[string, Options]>([
		['url', { url: `${HOST}${PATH}` }],
		['uri, as the HTTP Request node passes it', { uri: `${HOST}${PATH}` }],
		['baseURL and url, as a credential test passes them', { baseURL: HOST, url: PATH }],
		['baseURL with a slash at the end', { baseURL: `${HOST}/`, url: PATH }],
		['baseURL with a part of the path', { baseURL: `${HOST}/v2/origin`, url: PATH.slice(10) }],
		['baseURL alone', { baseURL: `${HOST}${PATH}`, url: '' }],
		['a whole url, which baseURL does not change', { baseURL: 'http://x', url: `${HOST}${PATH}` }],
		['url before uri, as n8n reads them', { uri: 'http://x', url: `${HOST}${PATH}` }],
		['an empty baseURL', { baseURL: '', url: `${HOST}${PATH}` }],
		['a query in qs', { url: `${HOST}${PATH}`, qs: { limit: 50, offset: 0 } }],
		['a query in the address', { url: `${HOST}${PATH}?limit=50&offset=0` }],
		['a fragment', { url: `${HOST}${PATH}#top` }],
		['a port that is the usual one', { url: `${HOST}:443${PATH}` }],
		['http in capitals', { baseURL: 'http://x', url: `HTTPS://amojo.amocrm.ru${PATH}` }],
	])('of %s', async (_, options) => {
		const signed = await authenticate({ method: 'POST', ...options });
		expect(signed.headers).toEqual(headersFor());
		for (const [name, value] of Object.entries(options)) {
			expect(signed[name as keyof IHttpRequestOptions]).toEqual(value);
		}
	});

	test('is percent-encoded, as it travels', async () => {
		const signed = await authenticate({ method: 'POST', url: `${HOST}/v2/origin/custom/привет ☺` });
		const path = '/v2/origin/custom/%D0%BF%D1%80%D0%B8%D0%B2%D0%B5%D1%82%20%E2%98%BA';
		expect(signed.headers).toEqual(headersFor({ path }));
	});

	test('at a host of one’s own', async () => {
		const signed = await authenticate(
			{ method: 'POST', url: `http://127.0.0.1:8787${PATH}` },
			{ channelSecret: SECRET, baseUrl: 'custom', customBaseUrl: ' http://127.0.0.1:8787/ ' },
		);
		expect(signed.headers).toEqual(headersFor());
	});

	test('of no address is refused', async () => {
		await expect(authenticate({ method: 'POST' })).rejects.toThrow(/URL/);
	});
});

describe('the body', () => {
	const url = `${HOST}${PATH}`;
	const text = '{"text":"Привет 👋","n":1}';

	test.each<[string, unknown, string]>([
		['an object', { text: 'Привет 👋', n: 1 }, text],
		['a list', [1, 'два'], '[1,"два"]'],
		['text', text, text],
		['text with space around it, which n8n would trim', ` ${text}\n`, ` ${text}\n`],
		['text that is not JSON', 'да', 'да'],
		['a Buffer', Buffer.from(text), text],
		['a lone surrogate, which JSON escapes', { text: '\ud83d' }, '{"text":"\\ud83d"}'],
	])('%s travels as the bytes that were signed', async (_, body, bytes) => {
		const signed = await authenticate({ method: 'POST', url, body: body as string });
		expect(Buffer.isBuffer(signed.body)).toBe(true);
		expect(String(signed.body)).toBe(bytes);
		expect(signed.headers).toEqual(headersFor({ body: bytes }));
	});

	test('given as bytes that are not UTF-8 is not touched', async () => {
		const body = Buffer.from([0xff, 0x00, 0xfe, 0x0a]);
		const signed = await authenticate({ method: 'POST', url, body });
		expect(signed.body).toEqual(body);
		expect(signed.headers).toEqual(headersFor({ body }));
	});

	test.each([
		['{}, which n8n drops', {}],
		['empty text', ''],
		['undefined', undefined],
		['null', null],
		['an empty Buffer', Buffer.alloc(0)],
	])('%s is signed as no body, and none is sent', async (_, body) => {
		const signed = await authenticate({ method: 'POST', url, body: body as string });
		expect(signed.headers).toEqual(headersFor());
		expect(signed).not.toHaveProperty('body');
	});

	test('of a DELETE is signed and sent', async () => {
		const signed = await authenticate({ method: 'DELETE', url, body: { account_id: 'a' } });
		expect(signed.headers).toEqual(headersFor({ method: 'DELETE', body: '{"account_id":"a"}' }));
		expect(String(signed.body)).toBe('{"account_id":"a"}');
	});

	test.each<[string | undefined]>([['GET'], ['get'], ['HEAD'], [undefined]])(
		'of a %s is neither signed nor sent, as n8n’s helpers have it',
		async (method) => {
			const options = { method: method as 'GET', url, body: { a: 1 } };
			const signed = await authenticate(options);
			expect(signed.headers).toEqual(headersFor({ method: method?.toUpperCase() ?? 'GET' }));
			expect(signed).not.toHaveProperty('body');
		},
	);

	test.each<[string, Options]>([
		['form', { form: { a: 1 } }],
		['multipart', { formData: { a: 1 } }],
		['URL-encoded', { body: new URLSearchParams('a=1') }],
		['file, which is a stream', { body: { pipe: () => undefined } }],
	])('of kind %s is refused, for the API takes JSON only', async (_, options) => {
		await expect(authenticate({ method: 'POST', url, ...options })).rejects.toThrow(
			'The Chats API takes JSON only. Set the body content type of the request to JSON.',
		);
	});
});

describe('another host than that of the credential', () => {
	test.each<[string, Options]>([
		['url', { url: `https://evil.example${PATH}` }],
		['uri, as the HTTP Request node passes it', { uri: `https://evil.example${PATH}` }],
		['url, though uri would be right', { url: `https://evil.example${PATH}`, uri: HOST }],
		['baseURL', { baseURL: 'https://evil.example', url: PATH }],
		['url, though baseURL would be right', { baseURL: HOST, url: `https://evil.example${PATH}` }],
		['the login', { url: `https://amojo.amocrm.ru@evil.example${PATH}` }],
		['backslashes', { url: `https:\\\\evil.example${PATH}` }],
		['space in front', { url: ` https://evil.example${PATH}` }],
	])('by %s is refused, and named', async (_, options) => {
		await expect(authenticate({ method: 'POST', ...options })).rejects.toThrow(
			'The amoCRM / Kommo Chats API credential signs requests to https://amojo.amocrm.ru only, and this one goes to https://evil.example. Correct the URL of the request, or Host in the credential.',
		);
	});

	test.each([
		['a name that only begins alike', 'https://amojo.amocrm.ru.evil.example'],
		['a name below it', 'https://evil.amojo.amocrm.ru'],
		['the name of the other platform', 'https://amojo.kommo.com'],
		['the same without encryption', 'http://amojo.amocrm.ru'],
		['another port of it', 'https://amojo.amocrm.ru:8443'],
	])('%s is another host', async (_, host) => {
		await expect(authenticate({ method: 'POST', url: `${host}${PATH}` })).rejects.toThrow(
			`signs requests to https://amojo.amocrm.ru only, and this one goes to ${host}. `,
		);
	});

	test('by an address without scheme is no address', async () => {
		const options = { method: 'POST' as const, baseURL: HOST, url: '//evil.example/x' };
		await expect(authenticate(options)).rejects.toThrow(
			'The URL of the request is not a web address. Begin it with https://.',
		);
	});

	test('is not reached through a redirect, whichever way n8n asks for following it', async () => {
		const wish = { followRedirect: true, followAllRedirects: true, maxRedirects: 21 };
		const signed = await authenticate({ method: 'POST', uri: `${HOST}${PATH}`, ...wish });
		expect(signed).toMatchObject({
			...{ disableFollowRedirect: true, followRedirect: false, followAllRedirects: false },
		});
	});

	test.each([
		['', "'Custom Host' of the credential is empty."],
		[`${HOST}/v2/origin/custom`, "'Custom Host' of the credential has a path"],
	])('where Custom Host is "%s", no host is right', async (customBaseUrl, words) => {
		const credential = { channelSecret: SECRET, baseUrl: 'custom', customBaseUrl };
		const options = { method: 'POST' as const, url: `${HOST}${PATH}` };
		await expect(authenticate(options, credential)).rejects.toThrow(words);
	});
});

test('the method is signed in capitals, and is GET when it is not named', async () => {
	const url = `${HOST}${PATH}`;
	const lower = await authenticate({ method: 'post' as 'POST', url });
	expect(lower.headers).toEqual(headersFor());
	const none = await authenticate({ url });
	expect(none.headers).toEqual(headersFor({ method: 'GET' }));
});

test('headers of the same names give way whatever their case, others stay', async () => {
	const headers = {
		date: 'yesterday',
		DATE: 'tomorrow',
		'content-type': 'text/plain',
		'Content-type': 'application/json; charset=utf-8',
		'CONTENT-MD5': 'x',
		'x-Signature': 'y',
		Accept: 'application/json',
	};
	const signed = await authenticate({ method: 'POST', url: `${HOST}${PATH}`, headers });
	expect(signed.headers).toEqual({ Accept: 'application/json', ...headersFor() });
});

test('what was given is not changed', async () => {
	const options = { method: 'POST' as const, url: `${HOST}${PATH}`, body: { a: 1 }, headers: {} };
	await authenticate(options);
	expect(options).toEqual({ method: 'POST', url: `${HOST}${PATH}`, body: { a: 1 }, headers: {} });
});

test('signing its own output again, later, gives the same request with a fresh signature', async () => {
	const options = { method: 'POST' as const, baseURL: HOST, url: PATH, body: { text: 'Привет' } };
	const first = await authenticate({ ...options });
	jest.setSystemTime(new Date('Thu, 16 Dec 2021 14:15:29 +0000'));
	const again = await authenticate({ ...first } as Options);
	const direct = await authenticate({ ...options });
	expect(again).toEqual(direct);
	expect(again.body).toEqual(first.body);
	expect(again.headers).not.toEqual(first.headers);
});

describe('the secret', () => {
	const options: Options = { method: 'POST', url: `${HOST}${PATH}` };

	test('may have been pasted with space around it', async () => {
		const signed = await authenticate(
			{ ...options },
			{ baseUrl: HOST, channelSecret: ` \t${SECRET}\r\n` },
		);
		expect(signed.headers).toEqual(headersFor());
	});

	test.each([[''], ['  \n'], [undefined], [null]])('%j is refused', async (channelSecret) => {
		await expect(authenticate({ ...options }, { channelSecret })).rejects.toThrow(
			"'Channel Secret' is empty. Enter it in the amoCRM / Kommo Chats API credential.",
		);
	});
});

import { md5Of, signatureOf } from '../credentials/oracle.ts';
import { loadBuilt, type Built } from './built.mts';
import { runNode } from './harness.mts';
import { startStranger, type Answer, type Heard, type Stranger } from './stranger.mts';

const secret = 'f2d7f8704eff95087ed4'.repeat(2);
let built: Built;
beforeAll(async () => {
	built = await loadBuilt();
});

/** Makes the request with the credential of `host`. */
async function call(host: string, request: object) {
	const credential = { baseUrl: 'custom', customBaseUrl: host, channelSecret: secret };
	return await runNode(built, { type: 'httpCall', credential, items: [{ ...request }] });
}

const strangers: Stranger[] = [];
afterEach(async () => {
	await Promise.all(strangers.splice(0).map(async ({ close }) => await close()));
});

async function stranger(answer: Answer): Promise<Stranger> {
	const started = await startStranger(answer);
	strangers.push(started);
	return started;
}

const path = '/v2/origin/custom/344a5002-f8ca-454d-af3d-396180102ac7/connect';
const body = { title: 'Ж' };

/** The two ways for n8n to make a request with a credential; the HTTP Request node has the second. */
const forms: Array<[string, (host: string) => object]> = [
	['url', (host) => ({ url: host + path, maxRedirects: 5 })],
	[
		'uri',
		(host) => ({
			...{ uri: host + path, json: false, resolveWithFullResponse: true },
			...{ followRedirect: true, followAllRedirects: true, maxRedirects: 21 },
		}),
	],
];

function isSignedAsSent({ method, headers, body: sent }: Heard): boolean {
	const header = (name: string) => String(headers[name]);
	const contentMd5 = header('content-md5');
	const parts = { method, path, contentMd5, contentType: 'application/json', date: header('date') };
	return (
		contentMd5 === md5Of(sent) &&
		header('content-type') === parts.contentType &&
		header('x-signature') === signatureOf(parts, secret)
	);
}

describe.each(forms)('a request by %s', (_, requestTo) => {
	test('to another host than that of the credential is not sent', async () => {
		const other = await stranger({ status: 200 });
		const own = 'https://amojo.amocrm.ru';
		const { error } = await call(own, { method: 'POST', body, ...requestTo(other.url) });
		expect(other.requests).toEqual([]);
		expect(error?.message).toBe(
			`The amoCRM / Kommo Chats API credential signs requests to ${own} only, and this one goes to ${other.url}. Correct the URL of the request, or Host in the credential.`,
		);
	});

	test.each([
		[301, 'POST'],
		[302, 'GET'],
		[307, 'POST'],
		[307, 'GET'],
		[308, 'DELETE'],
	])('is not carried on by a redirect (%i of a %s)', async (status, method) => {
		const other = await stranger({ status: 200 });
		const own = await stranger({ status, headers: { location: other.url + path } });
		const { error } = await call(own.url, {
			...{ method, ...(method !== 'GET' && { body }) },
			...requestTo(own.url),
		});
		expect(own.requests.map(isSignedAsSent)).toEqual([true]);
		expect(other.requests).toEqual([]);
		expect(error).toMatchObject({ name: 'NodeApiError', httpCode: String(status) });
	});

	test.each(['POST', 'PUT', 'PATCH', 'DELETE'])('%s is signed with its body', async (method) => {
		const own = await stranger({ status: 200 });
		await call(own.url, { method, body, ...requestTo(own.url) });
		expect(own.requests).toMatchObject([{ method, body: JSON.stringify(body) }]);
		expect(own.requests.map(isSignedAsSent)).toEqual([true]);
	});

	test.each([['GET'], ['HEAD'], [undefined]])(
		'%s with a body is signed and sent without',
		async (method) => {
			const own = await stranger({ status: 200 });
			await call(own.url, { ...(method && { method }), body, ...requestTo(own.url) });
			expect(own.requests).toMatchObject([{ method: method ?? 'GET', body: '' }]);
			expect(own.requests.map(isSignedAsSent)).toEqual([true]);
		},
	);
});

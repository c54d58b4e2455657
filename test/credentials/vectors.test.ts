import { AmoCrmChatsApi } from '../../credentials/AmoCrmChatsApi.credentials';
import { hookSignatureOf, md5Of, signatureOf, stringToSign } from './oracle';
import { vectors, vectorsOf, type Vector } from './vectors';

const HOST = 'https://amojo.amocrm.ru';
const DOCUMENTED_DATE = /^\w{3}, \d{2} \w{3} \d{4} \d{2}:\d{2}:\d{2} \+0000$/;

/** The headers that a request of this vector leaves n8n with, at the vector's moment. */
async function headersOf({ method, requestTarget, body, secret, date }: Vector) {
	jest.useFakeTimers({ now: new Date(String(date)) });
	const signed = await new AmoCrmChatsApi().authenticate(
		{ channelSecret: secret },
		{ method: method as 'POST', url: `${HOST}${requestTarget}`, body: body ?? undefined },
	);
	return { ...signed.headers };
}

afterEach(() => {
	jest.useRealTimers();
});

test('every vector belongs to a kind that is tested', () => {
	const kinds = ['request', 'request-md5-only', 'webhook', 'webhook-negative', 'legacy-body-only'];
	const counts = kinds.map((kind) => vectorsOf(kind).length);
	expect(counts).toEqual([43, 3, 9, 1, 2]);
	expect(vectors).toHaveLength(58);
});

const requests = vectorsOf('request');
const spelledOtherwise = requests.filter(([, { date }]) => !DOCUMENTED_DATE.test(String(date)));

describe('authenticate signs as the vector says', () => {
	const documented = requests.filter((row) => !spelledOtherwise.includes(row));

	test.each(documented)('%s', async (_, vector) => {
		expect(await headersOf(vector)).toEqual({
			Date: vector.date,
			'Content-Type': vector.contentType,
			'Content-MD5': vector.contentMd5,
			'X-Signature': vector.signature,
		});
	});
});

describe('a date in another spelling', () => {
	test('is used by two vectors', () => {
		expect(spelledOtherwise.map(([, { name }]) => name)).toEqual([
			'date-gmt-suffix',
			'date-local-offset',
		]);
	});

	test.each(spelledOtherwise)('%s: the same moment, spelled as documented', async (_, vector) => {
		const twin = vectors.find(({ name }) => name === 'date-plus-0000-suffix');
		expect(await headersOf(vector)).toEqual({
			Date: twin?.date,
			'Content-Type': vector.contentType,
			'Content-MD5': vector.contentMd5,
			'X-Signature': twin?.signature,
		});
	});
});

// The bodies of some published samples are lost, so their signatures prove the oracle, which proves the code.
describe('the oracle of the property tests agrees with the vector', () => {
	test.each([...requests, ...vectorsOf('request-md5-only')])('%s', (_, vector) => {
		const { contentMd5, date, signature, secret, body } = vector;
		const parts = { ...vector, contentMd5: String(contentMd5), date: String(date) };
		expect(stringToSign(parts)).toBe(vector.stringToSign);
		expect(signatureOf(parts, secret)).toBe(signature);
		if (body !== null) expect(md5Of(body)).toBe(contentMd5);
	});

	test.each([...vectorsOf('webhook'), ...vectorsOf('legacy-body-only')])(
		'%s',
		(_, { stringToSign: signed, secret, signature }) => {
			expect(hookSignatureOf(signed, secret)).toBe(signature);
		},
	);
});

import { findMistake, md5Table, signatureTable } from '../../sandbox/diagnosis/diagnose.mts';
import { otherSecrets } from '../../sandbox/diagnosis/mistakes.mts';
import { signatureOf, rightRecipe, type SignedRequest } from '../../sandbox/diagnosis/recipe.mts';
import vectors from '../vectors.json' with { type: 'json' };

function vectorNamed(name: string): { request: SignedRequest; secret: string; right: string } {
	const vector = vectors.find((each) => each.name === name);
	if (!vector) throw new Error(`there is no vector ${name}`);
	const [, query = ''] = (vector.requestTarget ?? '').split('?');
	return {
		secret: vector.secret,
		right: vector.signature,
		request: {
			method: vector.method ?? '',
			path: vector.path ?? '',
			query,
			host: '127.0.0.1:8787',
			contentType: vector.contentType ?? '',
			date: vector.date ?? '',
			body: vector.body ?? '',
		},
	};
}

const post = vectorNamed('kommo-chats-api-methods-connect');
const get = vectorNamed('published-2020-history-get-query-not-signed');

/** Computed with PHP and with OpenSSL, not with this code. */
const wrongPosts = {
	'a newline at the end of the string to sign': '94337913f2b712c3f3c413edc3bd00a14ffa6bf2',
	'CRLF between the lines': '380b64b5c658999ec59ec40bca1e5b075d670141',
	'the secret decoded from hex': 'eec2d24cdb9cd20994f534d789b84a3adcb6c2fa',
	'an upper-case MD5': 'f0c80851c420c95f174f3b555fc79cbbf5c65ef7',
	'a base64 MD5': '084aee521e5852d474516ddc4fce983466c017ad',
	'Content-Type application/json; charset=utf-8': '6860e8a3d9a482f85392ef7d899d678aee59f09e',
	'GMT signed where +0000 is sent': '37154ef3ff43030a5d4c844cd2d889066c6133d1',
	'the path without its first slash': 'd6e36e7d624ea8ac59741bd9c045a975a9ed3720',
	'the full URL at https://amojo.amocrm.ru instead of the path':
		'3beabbdafd47d4c631b5d56118a061aa73f470ce',
	'the method in lower case': 'd2864b3e6943e85c09b65e9fdfb8d5434305dc4a',
	'Date before Content-Type': '2867bf051be130df456ddccfe4e51c96b48ad4c7',
	'the order Date, Content-Type, Content-MD5': '9640fc227eb4c289cc858518e7be3c7f82220078',
	'the MD5 of the body with a newline at its end': '530ab26f8ce843e171ac481b4d3b6822ad2d10cb',
	'the MD5 of the body with spaces': 'e585f9c62dbf3cbbea606fcb5e43a8f368d2fced',
	'the MD5 of the empty string': '1f549be92977aec2729eb3e6bdece4c8ec088a59',
	'the body alone, as until 2019': '657d0e9a26f54dfb1723ee4efc96549ee7ca3928',
};

const wrongGets = {
	'the query in the path': '060d2c059a2e4d363e2c745046255a7960cd73db',
	'an empty line in place of the MD5': 'feaf84b8b61ed649358efab0db4178be922f5e26',
	'an empty line in place of Content-Type': '83136fa1bad85bda72c6d38b45d7f9dfe0ff6d11',
	'the MD5 of {}': 'f453c90447aa8c2ad42917de08d9404c1085549d',
	'the MD5 of null': '2ec7949662120d8d01c84ded50b5dc0a64fa721a',
};

describe.each([
	['a POST', post, wrongPosts],
	['a GET', get, wrongGets],
])('of %s', (_name, { request, secret, right }, wrong) => {
	it('the right signature is the documented one', () => {
		expect(signatureOf(rightRecipe(request, secret))).toBe(right);
		expect(findMistake(request, { secret, received: 'nonsense' })).toBeUndefined();
	});

	it.each(Object.entries(wrong))('%s is found', (mistake, received) => {
		const matching = signatureTable(request, { secret, received }).filter(({ matches }) => matches);
		expect(matching).toEqual([expect.objectContaining({ mistake, value: received })]);
		expect(findMistake(request, { secret, received })).toMatchObject({ mistake });
	});
});

it('gives every mistake of one request a signature of its own', () => {
	for (const { request, secret } of [post, get]) {
		const values = signatureTable(request, { secret, received: '' }).map(({ value }) => value);
		expect(new Set(values).size).toBe(values.length);
	}
});

it('finds two mistakes at once', () => {
	const { request, secret } = post;
	const recipe = rightRecipe(request, secret);
	const received = signatureOf({ ...recipe, separator: '\r\n', key: Buffer.from(secret, 'hex') });
	expect(findMistake(request, { secret, received })).toEqual({
		mistake: 'CRLF between the lines, and the secret decoded from hex',
		remedy: expect.stringContaining('40 characters'),
	});
});

it("finds another channel's secret", () => {
	const { request, secret } = post;
	const received = signatureOf(rightRecipe(request, 'another'));
	const more = otherSecrets([{ name: 'Shop', secret: 'another' }]);
	expect(findMistake(request, { secret, received, more })).toMatchObject({
		mistake: 'the secret of another channel, "Shop"',
	});
});

describe('of a Content-MD5', () => {
	// md5sum(1) of the bytes named.
	const body = '{"text":"Привет","url":"https://a/b","n":[1, 2.0]}';
	it.each([
		['the MD5 in upper case', 'C361AD15C495156FDC220CB3A5623D07'],
		['the MD5 in base64, as RFC 1864 has it', 'w2GtFcSVFW/cIgyzpWI9Bw=='],
		['the MD5 of the body with a newline at its end', '978bed6230d61861f9d383f019aad8e7'],
		['the MD5 of the body with spaces and \\u escapes', '6e954bd6b82d65ee1779dd14cf19e24e'],
		[
			'the MD5 of the body with \\u escapes and escaped slashes',
			'eca5c2fbb9a0f3c521323a18f2d604a6',
		],
		['the MD5 of the body without spaces', 'bde5421e04c7662822d65e27899539f9'],
		['the MD5 of the body in Latin-1 instead of UTF-8', '75ff9c889cb1d877b8acac5c323ce89d'],
	])('%s is found', (mistake, received) => {
		expect(md5Table(body, received).filter(({ matches }) => matches)).toMatchObject([{ mistake }]);
	});
});

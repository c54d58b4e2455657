import { DateTime } from 'luxon';
import type { Json } from '../../../nodes/AmoCrmChats/shared/json';
import { codeOf, isRefusedInBody } from '../../../nodes/AmoCrmChats/transport/answer';
import { explainRefusal } from '../../../nodes/AmoCrmChats/transport/refusals';
import { excerptOf, wordsOf } from '../../../nodes/AmoCrmChats/transport/words';

const NOW = DateTime.fromISO('2025-02-04T10:30:00Z');
const explain = (status: number, body?: Json, date?: string) =>
	explainRefusal({ status, body, date }, NOW);
const refused = (code: number, type: string, words = 'NOT_FOUND') => ({
	status: 0,
	error_code: code,
	error_type: type,
	error_description: words,
});
const badSignature = refused(403, 'ORIGIN_INVALID_SIGNATURE', 'invalid signature');

/** Every answer that has words of its own. */
const EVERY: Array<[string, number, Json | undefined]> = [
	['400', 400, refused(400, 'INVALID_DATA', 'payload.message.text: is required')],
	['403 signature', 403, badSignature],
	['403 bare', 403, undefined],
	['404 channel', 404, refused(404, 'ORIGIN_NOT_REGISTERED')],
	['404 bare', 404, ''],
	['429', 429, { retry_after: 12 }],
	['429 bare', 429, undefined],
	['453', 453, undefined],
	['500', 500, '<html>Internal Server Error</html>'],
	['503', 503, undefined],
	['302', 302, undefined],
	['418', 418, undefined],
];

test.each(EVERY)(
	'%s: says what happened and what to do, in the words of n8n',
	(_, status, body) => {
		const { message, description } = explain(status, body);
		expect(message).toMatch(/^amoCRM [^.]+$/);
		expect(description).toMatch(/\w/);
		expect(`${message} ${description.split('The API said')[0]}`).not.toMatch(
			/\b(error|problem|failure|mistake)s?\b/i,
		);
	},
);

test('every kind of answer has a message of its own', () => {
	const messages = EVERY.filter(([name]) => !['403 bare', '429 bare'].includes(name)).map(
		([, status, body]) => explain(status, body).message,
	);
	expect(new Set(messages).size).toBe(messages.length);
});

describe('403', () => {
	test('with a signature that is wrong', () => {
		const { message, description } = explain(403, badSignature, 'Tue, 04 Feb 2025 10:30:05 GMT');
		expect(message).toBe('amoCRM refused the signature of the request');
		expect(description).toContain('Copy the Channel Secret into the credential again');
		expect(description).toMatch(/ The API said: ORIGIN_INVALID_SIGNATURE, invalid signature$/);
		expect(description).not.toContain('clock');
	});

	test.each([
		['Tue, 04 Feb 2025 10:14:59 GMT', '15 minutes ahead of'],
		['Tue, 04 Feb 2025 10:10:00 GMT', '20 minutes ahead of'],
		['Tue, 04 Feb 2025 10:45:01 GMT', '15 minutes behind'],
		['Tue, 04 Feb 2025 12:30:00 GMT', '120 minutes behind'],
		['Tue, 04 Feb 2025 09:30:00 +0000', '60 minutes ahead of'],
	])('at %s by the service: the clock is %s it', (date, skew) => {
		for (const body of [badSignature, undefined]) {
			const { message, description } = explain(403, body, date);
			expect(message).toBe('amoCRM refused the signature: the clock of this n8n server is wrong');
			expect(description).toContain(`It is ${skew} amoCRM`);
		}
	});

	test.each([
		['Tue, 04 Feb 2025 10:15:00 GMT'],
		['Tue, 04 Feb 2025 10:45:00 GMT'],
		['no date'],
		[''],
		[undefined],
	])('at %s by the service the clock is not blamed', (date) => {
		expect(explain(403, badSignature, date).message).not.toContain('clock');
	});

	test('without a body may be a block after many requests', () => {
		expect(explain(403).description).toContain('may have blocked this server for a while');
		expect(explain(403, 'Forbidden').description).toMatch(/The API said: Forbidden$/);
		expect(explain(403, badSignature).description).not.toContain('blocked');
	});
});

describe('404', () => {
	test('of an unknown channel points to the credential', () => {
		const { message, description } = explain(404, refused(404, 'ORIGIN_NOT_REGISTERED'));
		expect(message).toBe('amoCRM does not know this channel');
		expect(description).toContain('Channel ID');
		expect(description).toContain('Channel: Connect');
		expect(description).toMatch(/The API said: ORIGIN_NOT_REGISTERED, NOT_FOUND$/);
	});

	test('without a body points to the IDs', () => {
		const { message, description } = explain(404);
		expect(message).toBe('amoCRM does not know the message, the chat, the channel or the account');
		expect(description).toContain('your own IDs are found once a message was sent with them');
		expect(description).not.toContain('The API said');
	});
});

test('429 says how long to wait', () => {
	expect(explain(429, { retry_after: 12 }).description).toContain('It asks to wait 12 seconds.');
	expect(explain(429, { retry_after: '12' }).description).toContain('12 seconds');
	expect(explain(429).description).toContain('Wait a little.');
});

test('5xx is not the fault of the request, and names the status', () => {
	expect(explain(502).message).toBe('amoCRM is not available at the moment (status 502)');
	expect(explain(599).description).toContain('Try again later');
});

test('a redirect is explained by the Host', () => {
	expect(explain(301).description).toContain("Check the credential's Host");
});

describe("the API's own words", () => {
	test.each<[string, Json | undefined, string]>([
		['type and description', refused(400, 'A', 'b'), 'A, b'],
		['description alone', { error_description: 'b' }, 'b'],
		['type alone', { error_type: 'A', error_description: '' }, 'A'],
		['another object, whole', { title: 'Bad', errors: [1] }, '{"title":"Bad","errors":[1]}'],
		['a list', [1], '[1]'],
		['text', 'Forbidden', 'Forbidden'],
		['nothing', undefined, ''],
		['empty text', '', ''],
		['null', null, ''],
	])('%s', (_, body, words) => {
		expect(wordsOf(body)).toBe(words);
	});

	test('are cut when they are long', () => {
		expect(wordsOf('x'.repeat(10_000))).toBe(`${'x'.repeat(500)}…`);
		expect(wordsOf('x'.repeat(500))).toBe('x'.repeat(500));
	});
});

test('a 403 for another reason does not blame the secret', () => {
	const { message, description } = explain(403, refused(403, 'ACCOUNT_NOT_ALLOWED'));
	expect(message).toBe('amoCRM does not allow this');
	expect(description).not.toContain('Secret');
});

test('words with a good status are not the Chats API', () => {
	expect(explain(200, '<html>Log in</html>').message).toBe(
		'What answers at this host is not the Chats API',
	);
});

describe('the number decides, wherever it stands', () => {
	const sender = 'amoCRM did not recognize the sender of an outgoing message';

	test.each<[number, Json | undefined, number]>([
		[453, undefined, 453],
		[400, refused(453, 'BAD_REQUEST'), 453],
		[200, refused(453, 'ORIGIN_USER_ERROR'), 453],
		[400, { error_code: '453' }, 453],
		[400, { error_code: 1001 }, 400],
		[200, { title: 'Unauthorized', status: 401 }, 401],
		[404, { status: 0 }, 404],
		[502, '<html>', 502],
	])('%i with %j is %i', (status, body, code) => {
		expect(codeOf({ status, body })).toBe(code);
	});

	test('so a sender that is not known is explained each time', () => {
		for (const status of [200, 400, 453]) {
			expect(explain(status, refused(453, 'ORIGIN_USER_ERROR')).message).toBe(sender);
		}
	});

	test('a good status with a refusal in its body shows the answer', () => {
		const { message, description } = explain(200, { status: 'error', text: 'x' });
		expect(message).toBe('amoCRM answered that it did not carry out the request');
		expect(description).toMatch(/The API said: \{"status":"error","text":"x"\}$/);
	});
});

test.each<[Json | undefined, boolean]>([
	[refused(453, 'X'), true],
	[{ error_type: 'X' }, true],
	[{ error_description: 'x' }, true],
	[{ error_code: 7 }, true],
	[{ status: 'error' }, true],
	[{ status: 'failed' }, true],
	[{ status: 403 }, true],
	[{ success: false }, true],
	[{ error: 'x' }, true],
	[{ error: { code: 1 } }, true],
	[{ errors: ['x'] }, true],
	[undefined, false],
	[{}, false],
	[{ new_message: { msgid: '1' } }, false],
	[{ new_message: { msgid: '1' }, error_code: 0, error: null, errors: [], status: 'ok' }, false],
	[{ messages: [{ message: { text: 'error_type' } }] }, false],
	[{ id: '1', user: { id: '2', name: 'error' } }, false],
])('%j is refused in its body: %s', (body, expected) => {
	expect(isRefusedInBody(body)).toBe(expected);
});

describe('what a proxy echoes', () => {
	const signature = '0123456789abcdef0123456789ABCDEF01234567';
	const bearer = 'Zm9vYmFyYmF6cXV4';

	test.each([
		`POST /v2 HTTP/1.1\r\nX-Signature: ${signature}\r\nHost: x`,
		`<tr><td>X-Signature</td><td>${signature}</td></tr>`,
		`X-Signature=${signature}&a=b`,
		`Proxy-Authorization: Basic ${bearer}`,
		`<td>Authorization</td><td>Bearer ${bearer}</td>`,
		`Authorization: ${bearer}`,
		`Cookie: sid=${bearer}; other=${bearer}`,
		JSON.stringify({ headers: { 'x-signature': [signature], authorization: `Bearer ${bearer}` } }),
		JSON.stringify({ headers: { cookie: bearer, Authorization: [bearer] } }),
		`${'y'.repeat(4990)} ${signature}`,
		`${'y '.repeat(2490)}${signature}`,
	])('is hidden in %j', (text) => {
		for (const body of [text, { error_type: 'X', error_description: text }]) {
			const words = wordsOf(body);
			expect(words).not.toContain(signature.slice(0, 12));
			expect(words).not.toContain(bearer);
		}
	});

	test('while other words stay', () => {
		const words = 'message 52e591f7-c98f-4255-8495-827210138c81 basic error: cookies are off';
		expect(excerptOf(words)).toBe(words);
	});
});

test.each([
	['https://api.telegram.org/bot1:AA-bb/sendMessage', 'api.telegram.org'],
	['"media":"https:\\/\\/files.example\\/s3cret?sig=s3cret"', '"media":"files.example"'],
	['HTTP://files.example:8443/s3cret, and more', 'files.example:8443 and more'],
	['https://%zz/s3cret', 'an address'],
])('of an address in an answer the host alone is shown: %s', (told, shown) => {
	expect(wordsOf({ error_description: `cannot load ${told}` })).toBe(`cannot load ${shown}`);
	expect(explain(400, { error_description: told }).description).toContain(shown);
	expect(wordsOf({ url: 'https://files.example/s3cret' })).toBe('{"url":"files.example"}');
});

test('every word of an answer is cut, wherever it stands', () => {
	const long = 'x'.repeat(1_000_000);
	const bodies = [refused(400, long, long), refused(429, 'A', long), { retry_after: long }, long];
	for (const status of [200, 302, 400, 403, 404, 429, 453, 500]) {
		for (const body of bodies) {
			const { message, description } = explain(status, body);
			expect(message.length + description.length).toBeLessThan(1500);
		}
	}
});

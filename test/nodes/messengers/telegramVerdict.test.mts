import type { Answer, Verdict } from '../../../nodes/AmoCrmChats/messengers/messenger.ts';
import { judge } from '../../../nodes/AmoCrmChats/messengers/telegramVerdict.ts';
import { answered, taken } from './telegramAnswers.mts';

describe('judges', () => {
	const failed = (errorCode: number, ...more: object[]) =>
		Object.assign({ status: 'error', errorCode }, ...more) as Partial<Verdict>;

	test.each<[string, Answer, Partial<Verdict>]>([
		['a message', taken, { status: 'sent', message: '77' }],
		['true', { status: 200, body: { ok: true, result: true } }, { status: 'sent' }],
		[
			'a message put off',
			{ status: 200, body: { ok: true, result: { message_id: 0 } } },
			{ status: 'sent' },
		],
	])('%s as sent', (_, answer, verdict) => {
		expect(judge(answer)).toEqual(verdict);
	});

	test.each<[number, string, Partial<Verdict>]>([
		[403, 'Forbidden: bot was blocked by the user', failed(901)],
		[403, 'Forbidden: user is deactivated', failed(901)],
		[403, 'Forbidden: bot was kicked from the supergroup chat', failed(901)],
		[403, 'Forbidden: bot is not a member of the supergroup chat', failed(901)],
		[403, 'Forbidden: the group chat was deleted', failed(901)],
		[400, 'Bad Request: chat not found', failed(904)],
		[403, "Forbidden: bot can't initiate conversation with a user", failed(904)],
		[400, 'Bad Request: have no access to the user', failed(904)],
		[400, 'Bad Request: PEER_ID_INVALID', failed(904)],
		[401, 'Unauthorized', failed(902)],
		[404, 'Not Found', failed(902)],
		[409, 'Conflict: terminated by other getUpdates request', failed(902)],
		[400, 'Bad Request: business connection not found', failed(902)],
		[400, 'Bad Request: BUSINESS_CONNECTION_NOT_ALLOWED', failed(902)],
		[400, 'Bad Request: group chat was upgraded to a supergroup chat', failed(905)],
		[400, 'Bad Request: VOICE_MESSAGES_FORBIDDEN', failed(905)],
		[400, 'Bad Request: failed to get HTTP URL content', failed(905)],
		[400, 'Bad Request: wrong type of the web page content', failed(905)],
		[400, 'Bad Request: wrong file identifier/HTTP URL specified', failed(905)],
		[400, 'Bad Request: file is too big', failed(905)],
		[413, 'Request Entity Too Large', failed(905)],
		[400, 'Bad Request: message is too long', failed(905)],
		[400, 'Bad Request: BUSINESS_PEER_USAGE_MISSING', failed(905)],
		[400, 'Bad Request: something new', failed(905)],
		[403, 'Forbidden: something new', failed(905)],
		[500, 'Internal Server Error: restart', failed(903, { isUncertain: true })],
		[502, 'Bad Gateway', failed(903, { isUncertain: true })],
	])('%i %s', (status, words, verdict) => {
		const { errorText, ...judged } = judge(answered(status, words));
		expect(judged).toEqual(verdict);
		expect(errorText?.startsWith(`${words}.`)).toBe(true);
	});

	test('waits as long as Telegram says', () => {
		const words = 'Too Many Requests: retry after 7';
		expect(judge(answered(429, words, { retry_after: 7 }))).toEqual(
			failed(903, { errorText: `${words}.`, retry: 7 }),
		);
		expect(judge(answered(429, words))).toMatchObject({ retry: 5 });
	});

	test.each<[string, Answer, Partial<Verdict>]>([
		['no connection', { error: 'connect ECONNREFUSED 127.0.0.1:443' }, { retry: 5 }],
		['no answer', { error: 'timeout of 300000ms exceeded' }, { isUncertain: true }],
		["a proxy's page", { status: 200, body: '<html>' }, { isUncertain: true }],
	])('%s', (_, answer, verdict) => {
		expect(judge(answer)).toMatchObject(failed(903, verdict));
	});

	test('what Telegram says counts, whatever a proxy makes of its status', () => {
		const { body } = answered(403, 'Forbidden: bot was blocked by the user');
		expect(judge({ status: 200, body })).toMatchObject(failed(901));
	});

	test('says what to do', () => {
		expect(judge(answered(401, 'Unauthorized')).errorText).toBe(
			'Unauthorized. Check the token of the bot.',
		);
	});
});

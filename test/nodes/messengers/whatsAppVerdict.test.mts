import type { Answer, Verdict } from '../../../nodes/AmoCrmChats/messengers/messenger.ts';
import { whatsApp } from '../../../nodes/AmoCrmChats/messengers/whatsApp.ts';

const { judge } = whatsApp;
const refusal = (code: number, status = 400): Answer => ({
	status,
	body: { error: { code, message: `(#${code}) In short`, error_data: { details: 'In full.' } } },
});
const said = (errorCode: Verdict['errorCode'], errorText: string, more: Partial<Verdict> = {}) => ({
	status: 'error',
	errorCode,
	errorText,
	...more,
});

const OFF = 'Check the access token, the phone number and the payment at Meta.';

interface Row {
	codes: number[];
	errorCode: Verdict['errorCode'];
	advice?: string;
	retry?: number;
}

test.each<Row>([
	{ codes: [131021], errorCode: 904 },
	{
		codes: [131026],
		errorCode: 904,
		advice: 'The number may not be on WhatsApp, or use an old version of it.',
	},
	{ codes: [131030], errorCode: 904, advice: "Add the number to the app's test numbers at Meta." },
	{
		codes: [131062],
		errorCode: 904,
		advice: 'Such a message needs the phone number of the client.',
	},
	{
		codes: [131047],
		errorCode: 905,
		advice: 'More than 24 hours have passed since the client wrote: send a template.',
	},
	{ codes: [131049, 131050, 130472, 131063, 130497], errorCode: 905 },
	{ codes: [131051, 131052, 131053, 131008, 131009, 100, 33], errorCode: 905 },
	{ codes: [132000, 132018, 137000], errorCode: 905 },
	{ codes: [0, 3, 10, 190, 200, 299, 131005, 131031, 368], errorCode: 902, advice: OFF },
	{ codes: [131042, 131045, 133010, 131037, 131057, 131064], errorCode: 902, advice: OFF },
	{ codes: [4, 80007, 130429, 133016], errorCode: 903, retry: 60 },
	{ codes: [131056], errorCode: 903, retry: 6 },
	{ codes: [1, 2, 131000, 131016, 135000], errorCode: 903, retry: 5 },
	{ codes: [131048], errorCode: 905 },
	{ codes: [199, 300, 999999], errorCode: 905 },
])('$codes mean $errorCode', ({ codes, errorCode, advice, ...more }) => {
	for (const code of codes) {
		const words = `In full (${code}).${advice === undefined ? '' : ` ${advice}`}`;
		expect(judge(refusal(code))).toEqual(said(errorCode, words, more));
	}
});

test('tells what happened in the words that there are', () => {
	const told = (error: object) => judge({ status: 400, body: { error } }).errorText;
	expect(told({ code: 100, message: 'Invalid parameter' })).toBe('Invalid parameter (100).');
	expect(told({ code: 100, message: '(#100) Bad' })).toBe('Bad (100).');
	expect(told({ code: 100, title: 'A title' })).toBe('A title (100).');
	expect(told({})).toBe('WhatsApp refused the message.');
});

test('an unknown code of a failing server passes', () => {
	expect(judge(refusal(999999, 500))).toEqual(said(903, 'In full (999999).', { retry: 5 }));
});

test('accepted is not delivered', () => {
	const body = { messages: [{ id: 'wamid.OUT1', message_status: 'accepted' }] };
	expect(judge({ status: 200, body })).toEqual({ status: 'sent', message: 'wamid.OUT1' });
});

test.each<[number, Partial<Verdict>]>([
	[429, { errorCode: 903, retry: 60 }],
	[503, { errorCode: 903, retry: 60 }],
	[500, { errorCode: 903, isUncertain: true }],
	[502, { errorCode: 903, isUncertain: true }],
	[504, { errorCode: 903, isUncertain: true }],
	[404, { errorCode: 905 }],
	[302, { errorCode: 905 }],
])('%i without a word of Meta', (status, verdict) => {
	expect(judge({ status, body: '<html>' })).toEqual({
		status: 'error',
		errorText: `WhatsApp answered ${status}.`,
		...verdict,
	});
});

test.each([401, 403])('%i without a word of Meta points at the token', (status) => {
	expect(judge({ status })).toEqual(said(902, `WhatsApp answered ${status}. ${OFF}`));
});

test.each<[string | undefined, string, Partial<Verdict>]>([
	['connect ECONNREFUSED 10.0.0.1:443', 'connect ECONNREFUSED 10.0.0.1:443.', { retry: 5 }],
	[
		'The service refused the connection - perhaps it is offline',
		'The service refused the connection - perhaps it is offline.',
		{ retry: 5 },
	],
	['timeout of 300000ms exceeded', 'timeout of 300000ms exceeded.', { isUncertain: true }],
	[undefined, 'The messenger did not answer.', { isUncertain: true }],
])('no answer: %s', (error, errorText, more) => {
	expect(judge({ error })).toEqual(said(903, errorText, more));
});

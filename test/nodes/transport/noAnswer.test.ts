import { explainSilence, troubleOfSilence } from '../../../nodes/AmoCrmChats/transport/noAnswer';

const HOST = 'amojo.amocrm.ru';
const withCode = (code: string, message = 'x') => Object.assign(new Error(message), { code });

test.each<[string, unknown, string]>([
	['refused', withCode('ECONNREFUSED'), `Nothing answers at ${HOST}`],
	['unknown host', withCode('ENOTFOUND'), `The host ${HOST} is not known`],
	['no DNS', withCode('EAI_AGAIN'), `The host ${HOST} is not known`],
	['time-out of axios', withCode('ECONNABORTED'), `${HOST} did not answer in time`],
	['time-out in words', new Error('timeout of 20000ms exceeded'), `${HOST} did not answer in time`],
	['time-out of the system', withCode('ETIMEDOUT'), `${HOST} did not answer in time`],
	['reset', withCode('ECONNRESET'), `${HOST} closed the connection before it answered`],
	['hang up', new Error('socket hang up'), `${HOST} closed the connection before it answered`],
	[
		'certificate',
		withCode('SELF_SIGNED_CERT_IN_CHAIN'),
		`The certificate of ${HOST} is not trusted`,
	],
	['expired', withCode('CERT_HAS_EXPIRED'), `The certificate of ${HOST} is not trusted`],
])('%s', (_, error, message) => {
	const explained = explainSilence(error, HOST);
	expect(explained.message).toBe(message);
	expect(explained.description).toMatch(/^The |^Check /);
});

test.each<[string, unknown]>([
	['in its cause', { message: 'Network gone', cause: withCode('ECONNREFUSED') }],
	['in its messages', { message: 'n8n says so', messages: ['connect ECONNREFUSED 127.0.0.1:1'] }],
	['in its description', { message: 'n8n says so', description: 'ECONNREFUSED' }],
	['as plain text', 'ECONNREFUSED'],
])('the reason is found %s', (_, error) => {
	expect(explainSilence(error, HOST).message).toBe(`Nothing answers at ${HOST}`);
});

test('where a message may have arrived, it says that sending it again does no harm', () => {
	for (const code of ['ETIMEDOUT', 'ECONNRESET']) {
		const { description } = explainSilence(withCode(code), HOST);
		expect(description).toContain('sent again under the same Message ID does no harm');
	}
});

test.each<[string, unknown, { mayRepeat: boolean; mayHaveArrived: boolean }]>([
	['refused', withCode('ECONNREFUSED'), { mayRepeat: true, mayHaveArrived: false }],
	['no DNS', withCode('EAI_AGAIN'), { mayRepeat: true, mayHaveArrived: false }],
	['unknown host', withCode('ENOTFOUND'), { mayRepeat: false, mayHaveArrived: false }],
	['certificate', withCode('CERT_HAS_EXPIRED'), { mayRepeat: false, mayHaveArrived: false }],
	['time-out', withCode('ECONNABORTED'), { mayRepeat: true, mayHaveArrived: true }],
	['reset', withCode('ECONNRESET'), { mayRepeat: true, mayHaveArrived: true }],
	['broken off', new Error('Premature close'), { mayRepeat: true, mayHaveArrived: true }],
	['unforeseen', new Error('Blocked by policy'), { mayRepeat: false, mayHaveArrived: true }],
])('what follows from no answer: %s', (_, error, expected) => {
	expect(troubleOfSilence(error)).toEqual({ ...expected, slowDown: false });
});

test('an unknown reason is passed on in its own words', () => {
	const error = { message: 'Blocked by policy', description: 'Private ranges are not allowed' };
	expect(explainSilence(error, HOST)).toEqual({
		message: 'Blocked by policy',
		description: 'Private ranges are not allowed',
	});
});

test.each([[undefined], [null], [{}], [''], [42]])(
	'nothing to go by (%j) still gives words',
	(error) => {
		expect(explainSilence(error, HOST)).toEqual({
			message: 'The request could not be sent',
			description: "Check the credential, and the n8n server's connection.",
		});
	},
);

test('a circle of causes ends', () => {
	const error: Record<string, unknown> = { message: 'round' };
	error.cause = error;
	expect(explainSilence(error, HOST).message).toBe('round');
});

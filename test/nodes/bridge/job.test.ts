import {
	answerIn,
	callItemOf,
	newJob,
	progressOf,
	resumed,
	travellingIn,
} from '../../../nodes/AmoCrmChats/bridge/job';
import type { JsonObject } from '../../../nodes/AmoCrmChats/shared/json';

const job = newJob({ messenger: 'telegram', lane: '42', event: { event: 'message', text: 'Hi' } });

describe('what the HTTP Request node says of a call', () => {
	test.each<[string, JsonObject, object]>([
		['an answer', { statusCode: 200, body: { ok: true } }, { status: 200, body: { ok: true } }],
		['a refusal', { statusCode: 400, body: { a: 1 } }, { status: 400, body: { a: 1 } }],
		[
			'JSON that the server calls text',
			{ statusCode: 200, body: ' {"ok":true}' },
			{ status: 200, body: { ok: true } },
		],
		['what only looks like JSON', { statusCode: 200, body: '{no' }, { status: 200, body: '{no' }],
		['no body', { statusCode: 204 }, { status: 204, body: undefined }],
		['no connection', { error: { message: 'refused', code: 'E' } }, { error: 'refused E' }],
		['no connection, as n8n 1 says it', { error: 'refused' }, { error: 'refused' }],
		['an answer without its status', { result: 1 }, { status: 200, body: { result: 1 } }],
		[
			"Telegram's own error, without its status",
			{ ok: false, error: 'bad' },
			{ status: 200, body: { ok: false, error: 'bad' } },
		],
	])('%s', (_, json, answer) => {
		expect(answerIn(json)).toEqual(answer);
	});
});

describe('the state of a job', () => {
	test('comes back from an item as it went', () => {
		const call = { method: 'POST' as const, url: 'https://x.example', body: { a: 1 } };
		const item: unknown = JSON.parse(JSON.stringify(callItemOf({ call, job }, [job, job])));
		expect(travellingIn(item)).toMatchObject({ job, behind: [job, job] });
	});

	test.each([
		['no item', undefined],
		['an answer', { statusCode: 200 }],
		['a field of that name', { bridge: 'no' }],
		['another version', { bridge: { version: 2, job: {} } }],
		['a state without a job', { bridge: { version: 1 } }],
	])('is not seen in %s', (_, json) => {
		expect(travellingIn(json)).toBeUndefined();
	});

	test('of what is to be tried later goes on where it stopped', () => {
		const stopped = { ...job, part: 1, answers: [{ status: 200, body: { id: 7 } }], sent: 'm-1' };
		const delivery = { status: 'later', progress: progressOf(stopped) };
		const event = { ...job.event, messenger: 'telegram', delivery };
		expect(resumed(newJob({ messenger: 'telegram', lane: '42', event }))).toEqual(stopped);
	});

	test.each([
		['an event', {}],
		['an event that was delivered', { delivery: { status: 'delivered' } }],
		['a field of that name', { delivery: 'no' }],
	])('of %s is a new one', (_, more) => {
		expect(resumed(newJob({ messenger: 'x', lane: 'y', event: more }))).toBeUndefined();
	});
});

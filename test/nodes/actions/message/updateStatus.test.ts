import { updateStatus } from '../../../../nodes/AmoCrmChats/actions/message/updateStatus.operation';
import { account, formOf, outputOf, refusalOf, requestOf, scopeId, type FormValues } from '../form';

const messageId = '0371a0ff-b78a-4c7b-8538-a7d547e10692';
const statusOf = (values: FormValues) => requestOf(updateStatus, { messageId, ...values }).body;

test('goes to the message of the account', () => {
	expect(requestOf(updateStatus, { messageId })).toMatchObject({
		method: 'POST',
		path: `/${scopeId}/${messageId}/delivery_status`,
	});
	const accountId = 'af9945ff-1490-4cad-807d-945c15d88bec';
	expect(requestOf(updateStatus, { messageId, options: { accountId } }).path).toBe(
		`/${account.channelId}_${accountId}/${messageId}/delivery_status`,
	);
});

test.each([
	['delivered', 1],
	['read', 2],
])('%s is %i, without fields of a fault', (status, number) => {
	expect(statusOf({ status, errorCode: 901, errorText: 'left over' })).toEqual({
		msgid: messageId,
		delivery_status: number,
		status_code: number,
	});
});

test('delivered is the default', () => {
	expect(statusOf({})).toEqual(statusOf({ status: 'delivered' }));
});

test.each([901, 902, 903, 904])('error with reason %i needs no words', (errorCode) => {
	expect(statusOf({ status: 'error', errorCode })).toEqual({
		msgid: messageId,
		delivery_status: -1,
		status_code: -1,
		error_code: errorCode,
	});
});

test('words are sent with any reason', () => {
	for (const errorCode of [901, 905]) {
		const body = statusOf({ status: 'error', errorCode, errorText: 'Нет такого номера' });
		expect(body).toMatchObject({ error_code: errorCode, error: 'Нет такого номера' });
	}
});

test('a reason given as text is sent as a number, and under an ASCII name', () => {
	const body = statusOf({ status: 'error', errorCode: '903' });
	expect(body).toMatchObject({ error_code: 903 });
	expect(JSON.stringify(body)).toMatch(/^[\x20-\x7e]+$/);
});

describe('the body format', () => {
	test('new only', () => {
		const options = { bodyFormat: 'statusCode' };
		expect(statusOf({ status: 'read', options })).toEqual({ status_code: 2 });
		expect(statusOf({ status: 'error', errorText: 'x', options })).toEqual({
			status_code: -1,
			error_code: 905,
			error: 'x',
		});
	});

	test('old only', () => {
		const options = { bodyFormat: 'deliveryStatus' };
		expect(statusOf({ status: 'read', options })).toEqual({ msgid: messageId, delivery_status: 2 });
	});
});

test.each<[string, FormValues, string]>([
	["'amoCRM Message ID' is empty", { messageId: '' }, 'messageId'],
	["'amoCRM Message ID' is not a UUID", { messageId: 'telegram-55' }, 'messageId'],
	["'Status' is not one of its options", { messageId, status: 'sent' }, 'status'],
	["'Status' is not one of its options", { messageId, status: 2 }, 'status'],
	["'Error Text' is empty", { messageId, status: 'error' }, 'errorText'],
	[
		"'Error Text' is empty",
		{ messageId, status: 'error', errorCode: 905, errorText: ' ' },
		'errorText',
	],
	["'Reason' is out of range", { messageId, status: 'error', errorCode: 900 }, 'errorCode'],
	["'Reason' is out of range", { messageId, status: 'error', errorCode: 906 }, 'errorCode'],
	["'Reason' is not a whole number", { messageId, status: 'error', errorCode: 901.5 }, 'errorCode'],
	[
		"'Options > Body Format' is not one of its options",
		{ messageId, options: { bodyFormat: 'v3' } },
		'options.bodyFormat',
	],
])('%s: refused', (message, values, parameter) => {
	const refusal = refusalOf(updateStatus, values);
	expect(refusal).toMatchObject({ message, parameter });
	expect(refusal.description).toMatch(/^\w.*\.$/);
});

test('reports about one message keep their order', () => {
	const laneOf = (values: FormValues) => updateStatus.lane(formOf(updateStatus, values));
	expect(laneOf({ messageId, status: 'read' })).toBe(laneOf({ messageId }));
	expect(laneOf({ messageId: account.botId })).not.toBe(laneOf({ messageId }));
});

test.each([[undefined], [{}], ['']])('an answer of %j puts out what was reported', (answer) => {
	expect(outputOf(updateStatus, { messageId, status: 'read' }, answer)).toEqual({
		success: true,
		messageId,
		status: 'read',
	});
});

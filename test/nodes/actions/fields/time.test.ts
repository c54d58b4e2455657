import { DateTime, Settings } from 'luxon';
import { send } from '../../../../nodes/AmoCrmChats/actions/message/send.operation';
import { payloadOf, refusalOf } from '../form';

const message = { conversationId: 'chat', senderId: 'ann', senderName: 'Ann', text: 'Hi' };
const sentAt = (timestamp: unknown, zone?: string) =>
	payloadOf(send, { ...message, options: { timestamp } }, { zone }).msec_timestamp;

test("a time without a zone is the workflow's, whatever zone luxon was left in", () => {
	const before = Settings.defaultZone;
	try {
		Settings.defaultZone = 'Asia/Tokyo';
		expect(sentAt('2026-01-31 12:00:00', 'Europe/Moscow')).toBe(
			DateTime.fromISO('2026-01-31T12:00:00+03:00').toMillis(),
		);
		expect(sentAt('2026-01-31T12:00:00Z', 'Europe/Moscow')).toBe(
			DateTime.fromISO('2026-01-31T12:00:00Z').toMillis(),
		);
	} finally {
		Settings.defaultZone = before;
	}
});

test.each(['12', '12:30', '2026', '2026-01', 'yesterday'])('%s is not a date', (timestamp) => {
	expect(refusalOf(send, { ...message, options: { timestamp } })).toMatchObject({
		message: "'Options > Timestamp' is not a date",
	});
});

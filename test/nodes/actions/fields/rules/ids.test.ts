import { AmoCrmChatsApi } from '../../../../../credentials/AmoCrmChatsApi.credentials';
import { connect } from '../../../../../nodes/AmoCrmChats/actions/channel/connect.operation';
import { doubtsAbout } from '../../../../../nodes/AmoCrmChats/shared/channelCredential';
import { send } from '../../../../../nodes/AmoCrmChats/actions/message/send.operation';
import { updateStatus } from '../../../../../nodes/AmoCrmChats/actions/message/updateStatus.operation';
import { account, payloadOf, refusalOf, requestOf, warningsOf, type FormValues } from '../../form';

const MESSAGE = '1d2c3b4a-5968-1778-8695-a4b3c2d1e0f1';
const text: FormValues = {
	conversationId: 'chat-1',
	senderId: 'client-1',
	senderName: 'Ann',
	text: 'Hi',
};
const credential = {
	baseUrl: 'https://amojo.amocrm.ru',
	channelSecret: '0123abCD'.repeat(5),
};

test('ids of the amoCRM side are UUIDs of any version, trimmed, refused in paths', () => {
	const status = { messageId: ` ${MESSAGE} `, status: 'read' };
	expect(requestOf(updateStatus, status).path).toContain(`/${MESSAGE}/`);
	for (const messageId of ['m-1', `${MESSAGE}0`, `{${MESSAGE}}`, '1d2c3b4a59681778']) {
		expect(refusalOf(updateStatus, { ...status, messageId })).toMatchObject({
			message: "'amoCRM Message ID' is not a UUID",
			parameter: 'messageId',
		});
	}
	expect(refusalOf(connect, {}, { account: { channelId: 'x' } }).parameter).toBe('Channel ID');
	expect(refusalOf(connect, { options: { accountId: '12345678' } }).message).toBe(
		"'Options > Account ID' is the number of the account",
	);
});

test('ids of the amoCRM side typed in capitals travel in lower case', () => {
	const upper = MESSAGE.toUpperCase();
	const loud = {
		channelId: account.channelId.toUpperCase(),
		accountId: account.accountId.toUpperCase(),
	};
	const status = { messageId: upper, status: 'read' };
	expect(requestOf(updateStatus, status, { account: loud }).path).toBe(
		requestOf(updateStatus, { ...status, messageId: MESSAGE }).path,
	);
	const details = { senderDetails: { refId: upper }, options: { conversationRefId: upper } };
	expect(payloadOf(send, { ...text, conversationId: 'Chat-A', ...details })).toMatchObject({
		...{ conversation_id: 'Chat-A', conversation_ref_id: MESSAGE, sender: { ref_id: MESSAGE } },
	});
});

test('elsewhere they get a warning', () => {
	const doubtful = { senderDetails: { refId: 'x' }, options: { conversationRefId: 'y' } };
	expect(payloadOf(send, { ...text, ...doubtful })).toMatchObject({ conversation_ref_id: 'y' });
	expect(warningsOf(send, { ...text, ...doubtful })).toEqual([
		expect.stringMatching(/^'Options > amoCRM Chat ID' does not look like an ID of amoCRM/),
		expect.stringMatching(/^'Sender Details > amoCRM ID' does not look like an ID of amoCRM/),
	]);
});

test('the scope is made of channel and account', () => {
	expect(requestOf(send, text).path).toBe(`/${account.channelId}_${account.accountId}`);
	const other = 'af9945ff-1490-4cad-807d-945c15d88bec';
	expect(requestOf(send, { ...text, options: { accountId: other } }).path).toBe(
		`/${account.channelId}_${other}`,
	);
});

test('the secret is there; one that is not 40 hexadecimal digits gets a warning', async () => {
	const sign = (channelSecret: string) =>
		new AmoCrmChatsApi().authenticate({ channelSecret }, { url: 'https://amojo.amocrm.ru/a' });
	await expect(sign(' ')).rejects.toThrow();
	await expect(sign(` ${credential.channelSecret}\n`)).resolves.toHaveProperty(
		'headers.X-Signature',
	);
	expect(doubtsAbout(credential)).toEqual([]);
	expect(doubtsAbout({ ...credential, channelSecret: ` ${credential.channelSecret} ` })).toEqual(
		[],
	);
	expect(doubtsAbout({ ...credential, channelSecret: 'secret' })).toEqual([
		expect.stringMatching(/^'Channel Secret' of the credential is not 40 hexadecimal digits/),
	]);
});

test('a host without https gets a warning', () => {
	const doubtsOf = (customBaseUrl: string) =>
		doubtsAbout({ ...credential, baseUrl: 'custom', customBaseUrl });
	for (const host of ['https://proxy.example.com', 'http://127.0.0.1:8787', 'http://localhost']) {
		expect(doubtsOf(host)).toEqual([]);
	}
	for (const host of ['http://amojo.amocrm.ru', 'http://localhost.example.com']) {
		expect(doubtsOf(host)).toEqual([expect.stringMatching(/^'Custom Host' of the credential/)]);
	}
});

test('ids are text, also where the messenger gave a number', () => {
	const numbers = {
		...text,
		conversationId: -1001234567890,
		senderId: 42,
		options: { messageId: 55, sourceId: 15550100000 },
	};
	expect(payloadOf(send, numbers)).toMatchObject({
		conversation_id: '-1001234567890',
		sender: { id: '42' },
		msgid: '55',
		source: { external_id: '15550100000' },
	});
	expect(refusalOf(send, { ...text, senderId: 2 ** 60 }).message).toMatch(
		/^'Sender ID' is the number/,
	);
});

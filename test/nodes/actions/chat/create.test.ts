import { create } from '../../../../nodes/AmoCrmChats/actions/chat/create.operation';
import {
	formOf,
	outputOf,
	refusalOf,
	requestOf,
	scopeId,
	warningsOf,
	type FormValues,
} from '../form';

const CHAT = '6cbab3d5-c4c1-46ff-b710-ad59ad10805f';
const CLIENT = '86a0caef-41ec-49ac-814b-b27da2cea267';
const form: FormValues = { conversationId: 'chat-1', clientId: 42, clientName: 'Ann' };

test('needs the chat and the client', () => {
	expect(requestOf(create, form)).toEqual({
		method: 'POST',
		path: `/${scopeId}/chats`,
		body: { conversation_id: 'chat-1', user: { id: '42', name: 'Ann' } },
	});
});

test('sends every field that is set', () => {
	const values: FormValues = {
		...form,
		clientBy: 'amoCrmId',
		clientRefId: CLIENT,
		clientDetails: {
			avatar: 'https://example.com/ann.png',
			email: 'ann@example.com',
			phone: '+15550100000',
			profileLink: 'https://t.me/ann',
		},
		options: { sourceId: 'line-1' },
	};
	expect(requestOf(create, values).body).toEqual({
		conversation_id: 'chat-1',
		source: { external_id: 'line-1' },
		user: {
			id: '42',
			ref_id: CLIENT,
			name: 'Ann',
			avatar: 'https://example.com/ann.png',
			profile: { phone: '+15550100000', email: 'ann@example.com' },
			profile_link: 'https://t.me/ann',
		},
	});
});

test('somebody whom amoCRM knows needs no name', () => {
	const values = { conversationId: 'chat-1', clientBy: 'amoCrmId', clientRefId: CLIENT };
	expect(requestOf(create, values).body).toMatchObject({ user: { ref_id: CLIENT } });
});

test.each<[FormValues, string]>([
	[{ conversationId: '' }, 'conversationId'],
	[{ clientId: '' }, 'clientId'],
	[{ clientName: '' }, 'clientName'],
	[{ clientBy: 'amoCrmId' }, 'clientRefId'],
	[{ options: { sourceId: 'Привет' } }, 'options.sourceId'],
])('%j is refused', (values, parameter) => {
	expect(refusalOf(create, { ...form, ...values }).parameter).toBe(parameter);
});

test('an avatar that is no web address is left out', () => {
	const values = { ...form, clientDetails: { avatar: 'ann.png', phone: '1' } };
	expect(requestOf(create, values).body).toMatchObject({
		user: { id: '42', name: 'Ann', profile: { phone: '1' } },
	});
	expect(requestOf(create, values).body?.user).not.toHaveProperty('avatar');
	expect(warningsOf(create, values)).toEqual([
		"'Client Details > Avatar URL' is not a web address and is left out",
	]);
});

test('creations of one chat keep their order', () => {
	expect(create.lane(formOf(create, form))).toBe('chat-1');
});

describe('the output', () => {
	const person = {
		id: 'sk-1',
		refId: CLIENT,
		name: 'Example Client',
		avatar: 'https://example.com/users/avatar.png',
		phone: '79151112233',
		email: 'example.client@example.com',
	};

	test('names the ids by whose they are', () => {
		const { id, refId, ...rest } = person;
		const answer = { id: CHAT, user: { id: refId, client_id: id, ...rest } };
		expect(outputOf(create, form, answer)).toEqual({
			conversationId: 'chat-1',
			conversationRefId: CHAT,
			client: person,
		});
	});

	test('finds phone and email where older servers put them', () => {
		const { id, refId, phone, email, ...rest } = person;
		const profile = { phone, email };
		const answer = { id: CHAT, user: { id: refId, client_id: id, ...rest, profile } };
		expect(outputOf(create, form, answer)).toMatchObject({ client: person });
	});

	test('leaves out what the answer does not have', () => {
		expect(outputOf(create, form, { id: CHAT, user: { id: CLIENT, name: '' } })).toEqual({
			conversationId: 'chat-1',
			conversationRefId: CHAT,
			client: { refId: CLIENT },
		});
	});
});

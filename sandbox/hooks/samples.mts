import { randomUUID } from 'node:crypto';

/** The channel and account that a sample is sent for. */
export interface SampleOrigin {
	accountId: string;
	/** Milliseconds. */
	now: number;
}

const manager = { id: 'fb0fb604-30a5-4f0e-9d0d-3b1c1d0a1e11', name: 'Maria' };
const client = {
	id: '2ed64e26-70a1-4857-8382-bb066a076219',
	phone: '+15550100000',
	email: '',
	client_id: 'client-42',
	name: 'Ann',
};
const conversation = { id: '9a8b7c6d-5e4f-4a3b-9c2d-1e0f9a8b7c6d', client_id: 'chat-42' };

const media = (name: string) => ({
	media: `https://amojo.amocrm.ru/attachments/${name}`,
	file_name: name,
	file_size: 27107,
});

const quoted = (now: number) => ({
	id: '1d2c3b4a-0000-4000-8000-000000000001',
	msgid: 'm-1',
	type: 'text',
	text: 'Where is my order?',
	timestamp: Math.floor(now / 1000) - 60,
	msec_timestamp: now - 60_000,
	sender: { id: client.id, name: client.name, client_id: client.client_id },
});

/** What a message has beside its envelope, per kind. */
const contents = {
	text: () => ({ type: 'text', text: 'Your order is on its way' }),
	picture: () => ({
		...{ type: 'picture', text: 'This one?', ...media('shoes.jpg') },
		thumbnail: 'https://amojo.amocrm.ru/attachments/shoes_320x200.jpg',
		media_group_id: '5b0f6c0a-0000-4000-8000-000000000005',
	}),
	video: () => ({ type: 'video', text: '', ...media('unboxing.mp4') }),
	file: () => ({ type: 'file', text: '', ...media('invoice.pdf') }),
	voice: () => ({ type: 'voice', text: '', ...media('voice.m4a'), media_duration: 3 }),
	audio: () => ({ type: 'audio', text: '', ...media('jingle.mp3'), media_duration: 12 }),
	sticker: () => ({ type: 'sticker', text: '', ...media('hello.webp') }),
	location: () => ({ type: 'location', location: { lat: 55.7558, lon: 37.6173 } }),
	contact: () => ({ type: 'contact', contact: { name: 'Support', phone: '+15550100001' } }),
	buttons: () => ({
		type: 'text',
		text: 'Do you accept?',
		markup: {
			mode: 'inline',
			buttons: [[{ text: 'Yes' }, { text: 'No' }], [{ text: 'Terms', url: 'https://example.com' }]],
		},
	}),
	list: () => ({
		type: 'text',
		text: 'Choose a size',
		markup: {
			list_message: {
				...{ header: 'Sizes', body: 'Which one?', footer: 'In stock', button: 'Open' },
				sections: [
					{ title: 'EU', rows: [{ callback_data: '42', title: '42', description: 'last pair' }] },
				],
			},
		},
	}),
	template: () => ({
		type: 'text',
		text: 'Order 1 is ready',
		template: {
			...{ id: 7103, external_id: 'tpl-1', content: 'Order {{lead.id}} is ready' },
			params: [{ key: '{{lead.id}}', value: '1' }],
		},
	}),
	reply: (now: number) => ({
		type: 'text',
		text: 'Tomorrow',
		reply_to: { message: quoted(now) },
	}),
	forward: (now: number) => ({
		type: 'text',
		text: 'See below',
		forwards: { messages: [quoted(now)], conversation_ref_id: conversation.id },
	}),
	comment: () => ({ type: 'text', text: 'Thank you!', post: { id: 'post-1' } }),
};

type Content = keyof typeof contents;

/** Fields that a message does not have travel all the same, empty. */
const emptyFields = {
	...{ markup: null, tag: '', media: '', thumbnail: '', file_name: '', file_size: 0 },
};

function message(kind: Content, { accountId, now }: SampleOrigin, isLinked = true) {
	const { client_id, ...unlinked } = client;
	return {
		account_id: accountId,
		time: Math.floor(now / 1000),
		message: {
			receiver: isLinked ? { ...unlinked, client_id } : unlinked,
			sender: manager,
			conversation: isLinked ? conversation : { id: conversation.id },
			source: { external_id: '15550100000' },
			timestamp: Math.floor(now / 1000),
			msec_timestamp: now,
			message: { id: randomUUID(), ...emptyFields, ...contents[kind](now) },
		},
	};
}

function action({ accountId, now }: SampleOrigin, body: object) {
	return { account_id: accountId, time: Math.floor(now / 1000), action: body };
}

function reaction(origin: SampleOrigin, emoji?: string) {
	const written = { timestamp: Math.floor(origin.now / 1000), msec_timestamp: origin.now };
	return action(origin, {
		reaction: {
			message: { id: randomUUID(), client_id: 'm-1', ...written },
			user: { id: manager.id },
			conversation,
			...(emoji === undefined ? { type: 'unreact' } : { type: 'react', emoji }),
		},
	});
}

/** A webhook body of every kind there is, by a short name. */
export const samples: Record<string, (origin: SampleOrigin) => object> = {
	...Object.fromEntries(
		Object.keys(contents).map((kind) => [
			kind,
			(origin: SampleOrigin) => message(kind as Content, origin),
		]),
	),
	writeFirst: (origin) => message('text', origin, false),
	reaction: (origin) => reaction(origin, '😍'),
	unreact: (origin) => reaction(origin),
	typing: (origin) =>
		action(origin, {
			typing: {
				...{ user: { id: manager.id }, conversation, post_id: 'post-1' },
				expired_at: Math.floor(origin.now / 1000) + 5,
			},
		}),
	v1: ({ now }) => ({
		...{ receiver: client.client_id, conversation_id: conversation.client_id },
		...{ msec_timestamp: now, type: 'text', text: 'Hello', media: '', thumbnail: '' },
		...{ file_name: '', file_size: 0 },
	}),
	other: ({ accountId, now }) => ({
		...{ account_id: accountId, time: Math.floor(now / 1000) },
		news: { from: 'a later version of the service' },
	}),
};

import { Type, type Static } from '@sinclair/typebox';

import { Contact, Location } from '../api/schemas/content.mts';
import { Id, NonEmpty } from '../api/schemas/fields.mts';

const Optional = Type.Optional;

export const NewChannel = Type.Object({
	id: Optional(Id),
	secret: Optional(NonEmpty),
	code: Optional(NonEmpty),
	name: Optional(NonEmpty),
	bot: Optional(Type.Object({ id: Id, clientId: Id, name: NonEmpty })),
	webhookUrl: Optional(NonEmpty),
	approvedAccounts: Optional(Type.Array(Id)),
});
export type NewChannel = Static<typeof NewChannel>;

export const NewAccount = Type.Object({
	amojoId: Optional(Id),
	name: Optional(NonEmpty),
	users: Optional(Type.Array(Type.Object({ id: Id, name: NonEmpty }))),
});
export type NewAccount = Static<typeof NewAccount>;

/** Channel and account may be left out while only one account is connected. */
const scope = { channelId: Optional(Id), accountId: Optional(Id) };

/** Either id names a chat. */
const chat = { ...scope, conversationId: Optional(Id), conversationRefId: Optional(Id) };

/** Who acts in the CRM; the account's first user when missing. */
const author = { userId: Optional(Id) };

export const NewConnection = Type.Object({
	...scope,
	channelId: Id,
	accountId: Id,
	title: Optional(NonEmpty),
	hookApiVersion: Optional(Type.Union([Type.Literal('v1'), Type.Literal('v2')])),
});
export type NewConnection = Static<typeof NewConnection>;

const Client = Type.Object({
	id: Optional(Id),
	name: Optional(NonEmpty),
	avatar: Optional(NonEmpty),
	phone: Optional(Type.String()),
	email: Optional(Type.String()),
});

/** A chat as it is after a client's first message, without the message. */
export const NewChat = Type.Object({
	...scope,
	conversationId: Id,
	client: Optional(Client),
	sourceId: Optional(NonEmpty),
});
export type NewChat = Static<typeof NewChat>;

const Buttons = Type.Object({
	mode: Type.Literal('inline'),
	buttons: Type.Array(Type.Array(Type.Object({ text: NonEmpty, url: Optional(NonEmpty) }))),
});

const Row = Type.Object({
	callback_data: NonEmpty,
	title: NonEmpty,
	description: Optional(Type.String()),
});

const ListMessage = Type.Object({
	list_message: Type.Object({
		header: Optional(Type.String({ maxLength: 60 })),
		body: Type.String({ maxLength: 1024 }),
		footer: Optional(Type.String({ maxLength: 60 })),
		button: NonEmpty,
		sections: Type.Array(
			Type.Object({
				title: Optional(Type.String({ maxLength: 24 })),
				rows: Type.Array(Row, { minItems: 1, maxItems: 10 }),
			}),
			{ minItems: 1, maxItems: 10 },
		),
	}),
});

const Template = Type.Object({
	id: Type.Integer(),
	external_id: Optional(NonEmpty),
	content: Type.String(),
	params: Type.Array(Type.Object({ key: NonEmpty, value: Type.String() })),
});

const content = {
	/** `text`, or what `media` looks like, when missing. */
	type: Optional(NonEmpty),
	text: Optional(Type.String()),
	media: Optional(NonEmpty),
	thumbnail: Optional(NonEmpty),
	fileName: Optional(NonEmpty),
	fileSize: Optional(Type.Integer()),
	mediaDuration: Optional(Type.Integer()),
	mediaGroupId: Optional(NonEmpty),
	location: Optional(Location),
	contact: Optional(Contact),
	markup: Optional(Type.Union([Buttons, ListMessage])),
	template: Optional(Template),
	/** Ids, of either side, of messages to quote or forward. */
	replyTo: Optional(Id),
	forward: Optional(Id),
	sourceId: Optional(NonEmpty),
};

export const ManagerMessage = Type.Object({
	...chat,
	...author,
	...content,
	/** Written by the channel's bot, for example a Salesbot step. */
	asBot: Optional(Type.Boolean()),
});
export type ManagerMessage = Static<typeof ManagerMessage>;

export const WriteFirst = Type.Object({
	...scope,
	...author,
	...content,
	phone: NonEmpty,
	clientName: Optional(NonEmpty),
});
export type WriteFirst = Static<typeof WriteFirst>;

/** A public answer to a comment. */
export const ManagerComment = Type.Object({ ...author, messageId: Id, text: NonEmpty });
export type ManagerComment = Static<typeof ManagerComment>;

export const ManagerTyping = Type.Object({ ...chat, ...author, postId: Optional(Id) });
export type ManagerTyping = Static<typeof ManagerTyping>;

export const ManagerReaction = Type.Object({
	...author,
	messageId: Id,
	/** Missing: the reaction is taken back. */
	emoji: Optional(NonEmpty),
	idForm: Optional(
		Type.Union([Type.Literal('message'), Type.Literal('msgid'), Type.Literal('both')]),
	),
});
export type ManagerReaction = Static<typeof ManagerReaction>;

export const RawHook = Type.Object({
	channelId: Optional(Id),
	/** What `:scope_id` becomes. */
	scopeId: Optional(Id),
	/** Text goes out byte for byte; anything else as JSON. */
	body: Type.Unsafe<string | object>({ type: ['string', 'object', 'array'] }),
	signature: Optional(Type.String()),
	newline: Optional(Type.Boolean()),
});
export type RawHook = Static<typeof RawHook>;

export const WebhookUrl = Type.Object({ url: Type.String() });

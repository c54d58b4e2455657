import { Type, type Static } from '@sinclair/typebox';

import { Contact, Location } from '../api/schemas/content.mts';
import { Id, NonEmpty } from '../api/schemas/fields.mts';
import { scope } from './setupSchemas.mts';

const Optional = Type.Optional;

/** Either id names a chat. */
const chat = { ...scope, conversationId: Optional(Id), conversationRefId: Optional(Id) };

/** Who acts in the CRM; the account's first user when missing. */
const author = { userId: Optional(Id) };

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
		Type.Unsafe<'message' | 'msgid' | 'both'>({ enum: ['message', 'msgid', 'both'] }),
	),
});
export type ManagerReaction = Static<typeof ManagerReaction>;

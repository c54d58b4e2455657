import { Type, type Static } from '@sinclair/typebox';

import { Id, NonEmpty } from '../api/schemas/fields.mts';

const Optional = Type.Optional;

/** Channel and account may be left out while only one account is connected. */
export const scope = { channelId: Optional(Id), accountId: Optional(Id) };

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

export const NewConnection = Type.Object({
	...scope,
	channelId: Id,
	accountId: Id,
	title: Optional(NonEmpty),
	hookApiVersion: Optional(Type.Unsafe<'v1' | 'v2'>({ enum: ['v1', 'v2'] })),
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

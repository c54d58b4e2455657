import { Type, type Static } from '@sinclair/typebox';

import { Contact, Location } from './content.mts';
import { HttpUrl, Id, NonEmpty, UnixMilliseconds, UnixSeconds } from './fields.mts';

/** A quoted message: an id is enough; without one it must describe itself (see rules/quote). */
export const EmbeddedMessage = Type.Object({
	id: Type.Optional(Id),
	msgid: Type.Optional(Id),
	type: Type.Optional(NonEmpty),
	text: Type.Optional(Type.String()),
	media: Type.Optional(HttpUrl),
	file_name: Type.Optional(NonEmpty),
	file_size: Type.Optional(Type.Integer({ minimum: 0 })),
	media_duration: Type.Optional(Type.Integer({ minimum: 0 })),
	location: Type.Optional(Location),
	contact: Type.Optional(Contact),
	timestamp: Type.Optional(UnixSeconds),
	msec_timestamp: Type.Optional(UnixMilliseconds),
	sender: Type.Optional(
		Type.Object({
			id: Type.Optional(Id),
			ref_id: Type.Optional(Id),
			name: Type.Optional(NonEmpty),
		}),
	),
});
export type EmbeddedMessage = Static<typeof EmbeddedMessage>;

export const ReplyTo = Type.Object({ message: EmbeddedMessage });

export const Forwards = Type.Object({
	messages: Type.Array(EmbeddedMessage, { minItems: 1, maxItems: 1 }),
	conversation_id: Type.Optional(Id),
	conversation_ref_id: Type.Optional(Id),
});

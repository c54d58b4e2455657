import { Type, type Static } from '@sinclair/typebox';

import { EditedContent, NewContent } from './content.mts';
import { DeliveryStatus } from './delivery.mts';
import { Forbidden, Id, oneOf, Person, Source, UnixMilliseconds, UnixSeconds } from './fields.mts';
import { Forwards, ReplyTo } from './quote.mts';

const times = { timestamp: UnixSeconds, msec_timestamp: UnixMilliseconds };

export const NewMessage = Type.Object({
	...times,
	msgid: Id,
	id: Forbidden,
	conversation_id: Type.Optional(Id),
	conversation_ref_id: Type.Optional(Id),
	silent: Type.Optional(Type.Boolean()),
	source: Type.Optional(Source),
	sender: Person,
	receiver: Type.Optional(Person),
	message: NewContent,
	reply_to: Type.Optional(ReplyTo),
	forwards: Type.Optional(Forwards),
	delivery_status: Forbidden,
});
export type NewMessage = Static<typeof NewMessage>;

/** Sender, receiver, source, quotes and `silent` are ignored here, so their form does not matter. */
export const EditMessage = Type.Object({
	...times,
	msgid: Type.Optional(Id),
	id: Type.Optional(Id),
	conversation_id: Id,
	message: EditedContent,
	delivery_status: Type.Optional(DeliveryStatus),
});
export type EditMessage = Static<typeof EditMessage>;

export const SendBody = oneOf('event_type', [
	Type.Object({ event_type: Type.Literal('new_message'), payload: NewMessage }),
	Type.Object({ event_type: Type.Literal('edit_message'), payload: EditMessage }),
]);
export type SendBody = Static<typeof SendBody>;

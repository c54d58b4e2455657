import { Type, type Static, type TProperties } from '@sinclair/typebox';

import { DeliveryStatus } from './delivery.mts';
import { Forbidden, HttpUrl, Id, NonEmpty, oneOf } from './fields.mts';

const Size = Type.Integer({ minimum: 0 });

export const Location = Type.Object({
	lon: Type.Number({ minimum: -180, maximum: 180 }),
	lat: Type.Number({ minimum: -90, maximum: 90 }),
});

export const Contact = Type.Object({ name: NonEmpty, phone: NonEmpty });

const SharedPost = Type.Object({
	url: HttpUrl,
	preview_link: Type.Optional(HttpUrl),
	preview_permalink: Type.Optional(HttpUrl),
	type: Type.Optional(Type.Literal('post')),
	site_name: Type.Optional(Type.String()),
});

const Post = Type.Object({
	id: Id,
	url: HttpUrl,
	preview_url: Type.Optional(HttpUrl),
	preview_permalink: Type.Optional(HttpUrl),
	username: Type.Optional(Type.String()),
	caption: Type.Optional(Type.String()),
});

const anyContent = {
	text: Type.Optional(Type.String()),
	media: Type.Optional(HttpUrl),
	file_name: Type.Optional(NonEmpty),
	file_size: Type.Optional(Size),
	media_duration: Type.Optional(Size),
	sticker_id: Type.Optional(Id),
	callback_data: Type.Optional(NonEmpty),
	shared_post: Type.Optional(SharedPost),
};

const newContent = { ...anyContent, post: Type.Optional(Post), delivery_status: Forbidden };

const editedContent = {
	...anyContent,
	post: Forbidden,
	delivery_status: Type.Optional(DeliveryStatus),
};

const fileFields = { media: HttpUrl, file_name: NonEmpty, file_size: Size };

/** The nine types; `file` and `media` are what messages with a file must say about it. */
function contentOf<C extends TProperties, F extends TProperties, M extends TProperties>(
	common: C,
	file: F,
	media: M,
) {
	return oneOf('type', [
		Type.Object({ type: Type.Literal('text'), ...common, text: NonEmpty }),
		Type.Object({ type: Type.Literal('contact'), ...common, contact: Contact }),
		Type.Object({ type: Type.Literal('location'), ...common, location: Location }),
		Type.Object({ type: Type.Literal('file'), ...common, ...file }),
		Type.Object({ type: Type.Literal('video'), ...common, ...file }),
		Type.Object({ type: Type.Literal('picture'), ...common, ...file }),
		Type.Object({ type: Type.Literal('voice'), ...common, ...media }),
		Type.Object({ type: Type.Literal('audio'), ...common, ...media }),
		Type.Object({ type: Type.Literal('sticker'), ...common }),
	]);
}

export const NewContent = contentOf(newContent, fileFields, { media: HttpUrl });
export type NewContent = Static<typeof NewContent>;

/** An unchanged file may be left out of an edit. */
export const EditedContent = contentOf(editedContent, {}, {});
export type EditedContent = Static<typeof EditedContent>;

import { Type, type Static, type TSchema } from '@sinclair/typebox';

/** Ids are strings even when they look like numbers, and never empty. */
export const Id = Type.String({ minLength: 1 });
export const NonEmpty = Type.String({ minLength: 1 });
export const HttpUrl = Type.String({ pattern: '^https?://[^\\s/]+' });

/** The bounds tell seconds from milliseconds, which are easily confused. */
export const UnixSeconds = Type.Integer({ minimum: 0, maximum: 9_999_999_999 });
export const UnixMilliseconds = Type.Integer({
	minimum: 100_000_000_000,
	maximum: 9_999_999_999_999,
});

/** A key that must not be there although unknown keys are tolerated. */
export const Forbidden = Type.Optional(Type.Never());

export const Source = Type.Object({
	external_id: Type.String({ pattern: '^[\\x20-\\x7E]{1,40}$' }),
});

export const Person = Type.Object({
	id: Type.Optional(Id),
	ref_id: Type.Optional(Id),
	name: Type.Optional(NonEmpty),
	avatar: Type.Optional(HttpUrl),
	profile: Type.Optional(
		Type.Object({ phone: Type.Optional(Type.String()), email: Type.Optional(Type.String()) }),
	),
	profile_link: Type.Optional(HttpUrl),
});
export type Person = Static<typeof Person>;

/** One of several objects, told apart by one property: errors then name the field of the right one. */
export function oneOf<const T extends TSchema[]>(tag: string, variants: [...T]) {
	return Type.Unsafe<Static<T[number]>>({
		type: 'object',
		required: [tag],
		discriminator: { propertyName: tag },
		oneOf: variants,
	});
}

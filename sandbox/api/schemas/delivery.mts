import { Type, type Static } from '@sinclair/typebox';

/** Delivered, read, error. "Sent" is where a message begins and cannot be set. */
const StatusCode = Type.Unsafe<1 | 2 | -1>({ type: 'integer', enum: [1, 2, -1] });

export const DeliveryError = Type.Object({
	error_code: Type.Optional(Type.Integer({ minimum: 901, maximum: 905 })),
	error: Type.Optional(Type.String()),
});
export type DeliveryError = Static<typeof DeliveryError>;

/** As an edit carries it, inside `message` or beside it: the two documentations differ. */
export const DeliveryStatus = Type.Object({
	status_code: StatusCode,
	...DeliveryError.properties,
});
export type DeliveryStatus = Static<typeof DeliveryStatus>;

/** The old form (`msgid`, `delivery_status`), the new one (`status_code`), or both in one. */
export const DeliveryStatusBody = Type.Object({
	msgid: Type.Optional(Type.String({ minLength: 1 })),
	delivery_status: Type.Optional(StatusCode),
	status_code: Type.Optional(StatusCode),
	...DeliveryError.properties,
});
export type DeliveryStatusBody = Static<typeof DeliveryStatusBody>;

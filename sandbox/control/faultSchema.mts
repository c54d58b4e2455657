import { Type, type Static } from '@sinclair/typebox';

import { oneOf } from '../api/schemas/fields.mts';
import { hookKinds, requestKinds, type HookKind, type RequestKind } from '../faults/faults.mts';

const Ms = Type.Integer();
const When = Type.Optional(Type.Unsafe<'before' | 'after'>({ enum: ['before', 'after'] }));

const ofRequests = {
	on: Type.Optional(Type.Unsafe<RequestKind>({ enum: [...requestKinds] })),
	times: Type.Optional(Type.Integer({ minimum: 1 })),
};

const ofHooks = {
	on: Type.Optional(Type.Unsafe<HookKind>({ enum: [...hookKinds] })),
	times: ofRequests.times,
};

const Fault = oneOf('type', [
	Type.Object({
		type: Type.Literal('latency'),
		ms: Ms,
		upTo: Type.Optional(Ms),
		...ofRequests,
	}),
	Type.Object({
		type: Type.Literal('status'),
		status: Type.Integer({ minimum: 200, maximum: 599 }),
		headers: Type.Optional(Type.Record(Type.String(), Type.String())),
		body: Type.Optional(Type.Unsafe<string | object>({ type: ['string', 'object'] })),
		when: When,
		...ofRequests,
	}),
	Type.Object({ type: Type.Literal('drop'), when: When, ...ofRequests }),
	Type.Object({ type: Type.Literal('hang'), ...ofRequests }),
	Type.Object({ type: Type.Literal('skew'), ms: Ms, ...ofRequests }),
	Type.Object({ type: Type.Literal('hookDoubled'), ...ofHooks }),
	Type.Object({ type: Type.Literal('hookLate'), ms: Ms, ...ofHooks }),
	Type.Object({ type: Type.Literal('hookWithoutNewline'), ...ofHooks }),
]);

/** One fault or several. */
export const FaultList = Type.Array(Fault, { minItems: 1 });
export type FaultList = Static<typeof FaultList>;

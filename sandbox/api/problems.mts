import type { FastifyError } from 'fastify';
import type { FastifySchemaValidationError } from 'fastify/types/schema.js';

import { invalid, Refusal } from './refusal.mts';

/** Says what Fastify did not like: usually which field of the body, and why. */
export function refusalOf(error: FastifyError): Refusal {
	const [problem] = error.validation ?? [];
	if (problem) return invalid(...describe(problem), 'schema');
	return new Refusal(error.statusCode ?? 500, error.code ?? 'INTERNAL', error.message, 'server');
}

type Described = [field: string, problem: string];

function describe({
	keyword,
	instancePath,
	params,
	message = '',
}: FastifySchemaValidationError): Described {
	const parent = instancePath.slice(1).replaceAll('/', '.');
	const field = (key?: unknown) => [parent, key].filter(Boolean).join('.') || 'body';
	switch (keyword) {
		case 'required':
			return [field(params.missingProperty), 'is required'];
		case 'discriminator':
			return [field(params.tag), `must not be ${JSON.stringify(params.tagValue)}`];
		case 'enum':
			return [field(), `must be one of ${[params.allowedValues].flat().join(', ')}`];
		// The only `not` in the schemas is the key that must not be there.
		case 'not':
			return [field(), 'must not be present'];
		default:
			return [field(), message];
	}
}

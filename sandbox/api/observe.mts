import type { FastifyError, FastifyInstance, FastifyRequest } from 'fastify';

import type { Service } from '../service.mts';
import { pathOf } from './gate.mts';
import type { RequestRecord } from './record.mts';
import { invalid, Refusal } from './refusal.mts';

declare module 'fastify' {
	interface FastifyRequest {
		record: RequestRecord;
	}
}

let lastId = 0;

/** Keeps a record of every request from its arrival on, with the reason if it is refused. */
export function recordRequests(app: FastifyInstance, service: Service): void {
	app.addHook('onRequest', async (request) => {
		request.record = begin(request, service.now());
		service.requests.add(request.record);
	});

	app.addHook('preValidation', async (request) => {
		request.record.body = request.bytes.toString('utf8');
	});

	app.setErrorHandler<FastifyError | Refusal>((error, request, reply) => {
		const refusal = error instanceof Refusal ? error : toRefusal(error);
		const { check, detail } = refusal;
		Object.assign(request.record, { verdict: 'refused', check, detail });
		return reply.code(refusal.statusCode).send(refusal.body);
	});

	app.setNotFoundHandler((request, reply) => {
		const detail = `there is no ${request.method} ${pathOf(request)}`;
		Object.assign(request.record, { verdict: 'refused', check: 'path', detail });
		return reply.code(404).send();
	});
}

/** Completes the record. It is done before the answer leaves, so whoever has the answer finds it complete. */
export function recordAnswers(app: FastifyInstance, service: Service): void {
	app.addHook('onSend', async (request, reply, payload) => {
		const { record } = request;
		if (record.verdict === 'pending') record.verdict = 'accepted';
		if (!request.raw.socket.destroyed) {
			record.status = reply.statusCode;
			record.answer = typeof payload === 'string' ? payload : '';
		}
		finish(service, record);
	});
}

export function finish(service: Service, record: RequestRecord): void {
	record.ms = service.now() - record.at;
	service.events.emit('request', record);
}

function begin(request: FastifyRequest, at: number): RequestRecord {
	return {
		id: ++lastId,
		at,
		kind: request.routeOptions.config.kind,
		method: request.method,
		path: pathOf(request),
		query: request.raw.url?.split('?')[1] ?? '',
		headers: request.headers,
		body: '',
		verdict: 'pending',
	};
}

function toRefusal(error: FastifyError): Refusal {
	const [problem] = error.validation ?? [];
	if (!problem) {
		return new Refusal(error.statusCode ?? 500, error.code ?? 'INTERNAL', error.message, 'server');
	}
	const { allowedValues, missingProperty } = problem.params;
	const path = problem.instancePath.slice(1).replaceAll('/', '.');
	const field = [path, missingProperty].filter(Boolean).join('.') || 'body';
	if (missingProperty) return invalid(field, 'is required', 'schema');
	// The only `not` in the schemas is the key that must not be there.
	if (problem.keyword === 'not') return invalid(field, 'must not be present', 'schema');
	const values = allowedValues ? ` (${[allowedValues].flat().join(', ')})` : '';
	return invalid(field, `${problem.message}${values}`, 'schema');
}

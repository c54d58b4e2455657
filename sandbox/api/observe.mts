import type { FastifyError, FastifyInstance, FastifyRequest } from 'fastify';

import type { Service } from '../service.mts';
import { pathOf } from './gate.mts';
import type { RequestRecord } from './record.mts';
import { Refusal } from './refusal.mts';
import { refusalOf } from './problems.mts';

declare module 'fastify' {
	interface FastifyRequest {
		record: RequestRecord;
		/** On a clock that no fault and no test sets. */
		arrivedAt: number;
	}
}

/** Keeps a record of every request from its arrival on, with the reason if it is refused. */
export function recordRequests(app: FastifyInstance, service: Service): void {
	app.decorateRequest('record');
	app.decorateRequest('arrivedAt', 0);
	app.addHook('onRequest', async (request) => {
		request.arrivedAt = performance.now();
		request.record = begin(service, request);
		service.requests.add(request.record);
	});

	app.addHook('preValidation', async (request) => {
		request.record.body = request.bytes.toString('utf8');
	});

	app.setErrorHandler<FastifyError | Refusal>((error, request, reply) => {
		const refusal = error instanceof Refusal ? error : refusalOf(error);
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
		finish(service, request);
	});
}

export function finish(service: Service, { record, arrivedAt }: FastifyRequest): void {
	record.ms = Math.round(performance.now() - arrivedAt);
	service.events.emit('request', record);
}

function begin({ requests, now }: Service, request: FastifyRequest): RequestRecord {
	return {
		id: requests.nextId(),
		at: now(),
		kind: request.routeOptions.config.kind,
		method: request.method,
		path: pathOf(request),
		query: request.raw.url?.split('?')[1] ?? '',
		headers: request.headers,
		body: '',
		verdict: 'pending',
	};
}

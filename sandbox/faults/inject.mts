import { setTimeout as sleep } from 'node:timers/promises';

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

import { finish } from '../api/observe.mts';
import type { Service } from '../service.mts';
import type { RequestFault } from './faults.mts';

declare module 'fastify' {
	interface FastifyRequest {
		faults: RequestFault[];
		/** Milliseconds on the service's clock, which a fault may have put wrong. */
		serviceNow: number;
	}
}

type StatusFault = RequestFault & { type: 'status' };

/** Makes requests fail as the active faults say; also stamps answers with the service's clock. */
export function injectFaults(app: FastifyInstance, service: Service): void {
	app.decorateRequest('faults');
	app.decorateRequest('serviceNow', 0);

	app.addHook('onRequest', async (request, reply) => {
		request.faults = service.faults.takeForRequest(request.routeOptions.config.kind);
		const skews = request.faults.map((fault) => (fault.type === 'skew' ? fault.ms : 0));
		const skew = skews.reduce((sum, ms) => sum + ms, 0);
		request.serviceNow = service.now() + skew;
		if (skew !== 0) request.record.skew = skew;
		reply.header('date', new Date(request.serviceNow).toUTCString());
	});

	app.addHook('preValidation', async (request, reply) => {
		for (const fault of request.faults) {
			if (fault.type !== 'latency') continue;
			const { ms, upTo = ms } = fault;
			await sleep(ms + (upTo - ms) * Math.random());
		}
		const broken = request.faults.find(breaksConnection);
		const status = request.faults.find(answersBefore);
		if (broken) {
			reply.hijack();
			if (broken.type === 'drop') reset(request);
			markFaulted(request, broken.type);
			finish(service, request);
		} else if (status) {
			markFaulted(request, `status ${status.status}`);
			return reply
				.code(status.status)
				.headers(status.headers ?? {})
				.send(status.body ?? '');
		}
	});

	app.addHook('onSend', async (request, reply, payload) => {
		const status = request.faults.find(answersAfter);
		if (status) {
			markFaulted(request, `status ${status.status} after it was carried out`);
			return overwrite(reply, status);
		}
		if (request.faults.some((fault) => fault.type === 'drop' && fault.when === 'after')) {
			markFaulted(request, 'drop after it was carried out');
			reset(request);
		}
		return payload;
	});
}

function breaksConnection(fault: RequestFault): boolean {
	return fault.type === 'hang' || (fault.type === 'drop' && fault.when !== 'after');
}

function answersBefore(fault: RequestFault): fault is StatusFault {
	return fault.type === 'status' && fault.when !== 'after';
}

function answersAfter(fault: RequestFault): fault is StatusFault {
	return fault.type === 'status' && fault.when === 'after';
}

function markFaulted({ record }: FastifyRequest, detail: string): void {
	record.verdict = 'faulted';
	record.detail = detail;
}

function overwrite(reply: FastifyReply, { status, headers, body }: StatusFault): string {
	const isText = typeof body === 'string' || body === undefined;
	reply.code(status).removeHeader('content-length');
	reply.header('content-type', isText ? 'text/plain' : 'application/json').headers(headers ?? {});
	return isText ? (body ?? '') : JSON.stringify(body);
}

/** A reset, which a client cannot take for the end of an answer. */
function reset(request: FastifyRequest): void {
	request.raw.socket.resetAndDestroy();
}

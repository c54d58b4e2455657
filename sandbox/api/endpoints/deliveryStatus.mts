import type { FastifyInstance } from 'fastify';

import { saveMessage, type Service } from '../../service.mts';
import { connectionOf } from '../gate.mts';
import { invalid, notFound } from '../refusal.mts';
import { readDelivery, refuseStrayError } from '../rules/delivery.mts';
import { DeliveryStatusBody } from '../schemas/delivery.mts';

export function deliveryStatusEndpoint(app: FastifyInstance, service: Service): void {
	app.post<{ Body: DeliveryStatusBody; Params: { messageId: string } }>(
		'/:scopeId/:messageId/delivery_status',
		{ config: { kind: 'deliveryStatus' }, schema: { body: DeliveryStatusBody } },
		async (request, reply) => {
			const { body } = request;
			const { messageId } = request.params;
			const message = service.store.messages.get(messageId);
			if (message?.scopeId !== connectionOf(request).scopeId) throw notFound('message', messageId);
			if (message.direction === 'incoming') {
				throw invalid('msgid', 'is an incoming message; only outgoing ones are delivered');
			}
			if (body.msgid !== undefined && body.msgid !== messageId) {
				throw invalid('msgid', 'is not the one in the path');
			}
			saveMessage(service, { ...message, delivery: readBody(body) });
			return reply.send();
		},
	);
}

function readBody(body: DeliveryStatusBody) {
	const { status_code: newer, delivery_status: older } = body;
	if (newer !== undefined && older !== undefined && newer !== older) {
		throw invalid('delivery_status', 'and status_code differ');
	}
	if (newer !== undefined) refuseStrayError(newer, body);
	const code = newer ?? older;
	if (code === undefined) throw invalid('status_code', 'is required');
	return readDelivery(code, body);
}

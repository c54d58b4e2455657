import type { FastifyInstance, RouteOptions } from 'fastify';

import { requestKinds } from '../faults/faults.mts';
import { injectFaults } from '../faults/inject.mts';
import type { Service } from '../service.mts';
import { chatEndpoints } from './endpoints/chats.mts';
import { connectEndpoints } from './endpoints/connect.mts';
import { deliveryStatusEndpoint } from './endpoints/deliveryStatus.mts';
import { reactEndpoint } from './endpoints/react.mts';
import { sendEndpoint } from './endpoints/send.mts';
import { typingEndpoint } from './endpoints/typing.mts';
import { guard } from './gate.mts';
import { recordAnswers, recordRequests } from './observe.mts';

const BASE_PATH = '/v2/origin/custom';

/** The Chats API: everything a request passes, and the endpoints. */
export async function chatsApi(app: FastifyInstance, service: Service): Promise<void> {
	// In this order: a fault needs a record to write to, and the record must hold what a fault answered.
	recordRequests(app, service);
	injectFaults(app, service);
	recordAnswers(app, service);
	guard(app, service);
	app.addHook('onRoute', demandKind);

	await app.register(
		async (endpoints) => {
			connectEndpoints(endpoints, service);
			chatEndpoints(endpoints, service);
			sendEndpoint(endpoints, service);
			deliveryStatusEndpoint(endpoints, service);
			typingEndpoint(endpoints, service);
			reactEndpoint(endpoints, service);
		},
		{ prefix: BASE_PATH },
	);
}

/** Without a kind, an endpoint would be hit by no fault that is meant for it. */
function demandKind({ method, url, config }: RouteOptions): void {
	if (requestKinds.some((kind) => kind === config?.kind)) return;
	throw new Error(
		`${String(method)} ${url} needs a kind: name it in requestKinds (sandbox/faults/faults.mts), and give it to the route as config.kind.`,
	);
}

import type { FastifyInstance } from 'fastify';

import type { Control } from './control.mts';
import * as schemas from './managerSchemas.mts';

/** What people do in the CRM, over HTTP. */
export function managerRoutes(app: FastifyInstance, control: Control): void {
	app.post<{ Body: schemas.ManagerMessage }>(
		'/manager/message',
		{ schema: { body: schemas.ManagerMessage } },
		async ({ body }) => control.managerWrites(body),
	);
	app.post<{ Body: schemas.WriteFirst }>(
		'/manager/write-first',
		{ schema: { body: schemas.WriteFirst } },
		async ({ body }) => control.writeFirst(body),
	);
	app.post<{ Body: schemas.ManagerComment }>(
		'/manager/comment',
		{ schema: { body: schemas.ManagerComment } },
		async ({ body }) => control.managerComments(body),
	);
	app.post<{ Body: schemas.ManagerTyping }>(
		'/manager/typing',
		{ schema: { body: schemas.ManagerTyping } },
		async ({ body }) => control.managerTypes(body),
	);
	app.post<{ Body: schemas.ManagerReaction }>(
		'/manager/reaction',
		{ schema: { body: schemas.ManagerReaction } },
		async ({ body }) => control.managerReacts(body),
	);
}

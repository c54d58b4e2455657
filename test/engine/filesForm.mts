import type { IDataObject } from 'n8n-workflow';
import type { Job } from './harness.mts';
import { bodyOf } from './scene.mts';
import { runOnStage, scene } from './stage.mts';

/** A client's picture; what the form says goes before. */
const picture = {
	...{ resource: 'message', operation: 'send', direction: 'fromClient' },
	...{ conversationId: 'chat-1', senderId: 'client-1', senderName: 'Ann' },
	messageType: 'picture',
};

interface Form {
	[name: string]: unknown;
	options?: IDataObject;
}

export async function send({ options, ...form }: Form, job: Partial<Job> = {}) {
	const chosen = { maxRetries: 0, ...options };
	const parameters = { ...picture, ...form, options: chosen } as Job['parameters'];
	return await runOnStage({ parameters, ...job });
}

export async function refusalOf(form: Form, job?: Partial<Job>): Promise<string> {
	const { error } = await send(form, job);
	return `${String(error?.message)} | ${String(error?.description)}`;
}

export const bodies = () => scene.sandbox.requests.map((request) => bodyOf(request).payload);
export const messages = () => bodies().map((payload) => payload?.message as IDataObject);

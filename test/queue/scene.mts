import type { WorkflowNode } from '../../sandbox/n8n/workflow.mts';
import { knock } from '../e2e/knock.mts';
import {
	actionNode,
	calledAddress,
	openScene,
	publishChain,
	triggerNode,
	type Scene,
} from '../e2e/scene.mts';
import { tally } from '../e2e/tally.mts';

/** With a memory for everything that these tests send. */
export function openBusyScene(): Promise<Scene> {
	return openScene({}, { limit: 20_000 });
}

/**
 * Each hook has a message sent with the event's ID in it, so that the sandbox tells what became of it; after these
 * nodes, if any.
 */
export async function publishEcho(scene: Scene, ...before: WorkflowNode[]) {
	const trigger = triggerNode(scene);
	const echo = actionNode(scene, {
		...{ resource: 'message', operation: 'send', direction: 'fromClient' },
		...{ conversationId: 'echo', senderId: 'client-42', senderName: 'Ann' },
		...{ messageType: 'text', text: '={{ $json.eventId }}' },
	});
	const { id } = await publishChain(scene, 'echo', trigger, ...before, echo);
	return { id, url: calledAddress(scene, trigger) };
}

/** How often the sandbox was asked to take a message, whether it had it already or not. */
export function timesAsked({ sandbox }: Scene): number {
	return sandbox.requests.filter(({ body }) => String(body).includes('new_message')).length;
}

/** How many messages the sandbox keeps of each event. */
export function echoes({ sandbox }: Scene): Map<string, number> {
	const texts = sandbox.messages().map(({ content }) => content.text ?? '');
	return new Map(Object.entries(tally(texts)));
}

/** A connection that breaks is an answer that was not given. */
export const tryKnock: typeof knock = (...request) =>
	knock(...request).catch((error: unknown) => ({ status: 0, text: String(error) }));

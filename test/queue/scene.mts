import { knock } from '../e2e/knock.mts';
import {
	actionNode,
	hookAddress,
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

/** Sends a message with the event's ID in it, so that the sandbox tells what became of each hook. */
export function echoNode(scene: Scene) {
	return actionNode(scene, {
		...{ resource: 'message', operation: 'send', direction: 'fromClient' },
		...{ conversationId: 'echo', senderId: 'client-42', senderName: 'Ann' },
		...{ messageType: 'text', text: '={{ $json.eventId }}' },
	});
}

export async function publishEcho(scene: Scene) {
	const trigger = triggerNode(scene);
	const { id } = await publishChain(scene, 'echo', trigger, echoNode(scene));
	return { id, url: hookAddress(scene, trigger).replace(':scope_id', scene.scopeId) };
}

/** How many messages the sandbox keeps of each event. */
export function echoes({ sandbox }: Scene): Map<string, number> {
	const texts = sandbox.messages().map(({ content }) => content.text ?? '');
	return new Map(Object.entries(tally(texts)));
}

/** A connection that breaks is an answer that was not given. */
export const tryKnock: typeof knock = (...request) =>
	knock(...request).catch((error: unknown) => ({ status: 0, text: String(error) }));

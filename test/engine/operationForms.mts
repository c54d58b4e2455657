import type { INodeParameters } from 'n8n-workflow';
import { openScene, type Scene } from './scene.mts';

/** A channel in which client and manager have met: what the operations speak about. */
export interface World extends Scene {
	/** amoCRM's ids of the chat and of the client. */
	chatRefId: string;
	clientRefId: string;
	/** A message of the client, by amoCRM's id; its own is `m-1`. */
	clientMessage: string;
	/** A message that a manager wrote in amoCRM: it has no id of our own. */
	managerMessage: string;
	/** A chat that a manager started: neither chat nor client has an id of our own. */
	writeFirst: { chatRefId: string; clientRefId: string };
}

export const CHAT = 'chat-1';
export const CLIENT = 'client-1';

export async function openWorld(
	tell: (scene: Scene, form: INodeParameters) => Promise<void>,
): Promise<World> {
	const scene = await openScene();
	const { sandbox } = scene;
	await tell(scene, { ...fromClient, text: 'Hello', options: { messageId: 'm-1' } });
	const [told] = sandbox.messages();
	const { message } = await sandbox.managerWrites({ conversationId: CHAT, text: 'Hi' });
	const first = await sandbox.writeFirst({ phone: '+15550100000', text: 'Good day' });
	sandbox.clearRequests();
	return {
		...scene,
		chatRefId: message.chatId,
		clientRefId: String(message.receiverId),
		clientMessage: String(told?.id),
		managerMessage: message.id,
		writeFirst: {
			chatRefId: first.message.chatId,
			clientRefId: String(first.message.receiverId),
		},
	};
}

const client = { conversationId: CHAT, senderId: CLIENT, senderName: 'Ann' };
const receiver = { conversationId: CHAT, receiverId: CLIENT, receiverName: 'Ann' };

export const fromClient = { resource: 'message', operation: 'send', ...client };
export const fromManager = ({ userId }: Scene) => ({
	...{ resource: 'message', operation: 'send', direction: 'fromManager', ...receiver },
	senderRefId: userId,
});
export const fromBot = {
	...{ resource: 'message', operation: 'send', direction: 'fromBot' },
	...receiver,
};
export const edit = {
	...{ resource: 'message', operation: 'edit', conversationId: CHAT },
	externalMessageId: 'm-1',
};
export const comment = {
	...{ resource: 'comment', operation: 'send', ...client },
	postId: 'post-1',
	postUrl: 'https://social.example.com/p/1',
};
const newChat = { resource: 'chat', operation: 'create', conversationId: 'chat-2' };
export const create = { ...newChat, clientId: 'client-2', clientName: 'Bob' };
export const createForKnown = ({ clientRefId }: World) => ({
	...newChat,
	clientBy: 'amoCrmId',
	clientRefId,
});
export const history = ({ chatRefId }: World) => ({
	resource: 'chat',
	operation: 'getHistory',
	conversationRefId: chatRefId,
});
export const typing = {
	...{ resource: 'chat', operation: 'sendTyping', conversationId: CHAT },
	senderId: CLIENT,
};
const target = { conversationId: CHAT, externalMessageId: 'm-1', senderId: CLIENT };
export const reaction = { resource: 'reaction', operation: 'add', ...target, emoji: '👍' };
export const removal = { resource: 'reaction', operation: 'remove', ...target };
export const status = ({ managerMessage }: World) => ({
	resource: 'message',
	operation: 'updateStatus',
	messageId: managerMessage,
});

export const file = {
	mediaUrl: 'https://cdn.example.com/a.bin',
	options: { fileName: 'a.bin', fileSize: 5 },
};

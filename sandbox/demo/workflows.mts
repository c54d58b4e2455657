import {
	chain,
	node,
	type CredentialRef,
	type NewWorkflow,
	type WorkflowNode,
} from '../n8n/workflow.mts';

/** Fixed, so that the addresses stay the same from start to start. */
export const messengerPath = 'demo-messenger';
export const triggerId = 'c9c0f0b4-6f0e-4d5b-8a44-0f2b7f6f5a01';

const actionType = 'n8n-nodes-amocrm-chats.amoCrmChats';
const triggerType = 'n8n-nodes-amocrm-chats.amoCrmChatsTrigger';

/** What a demo workflow takes from the n8n it is put into. */
export interface Parts {
	credential: CredentialRef;
	/** The newest version of each node type. */
	versions: Record<string, number>;
}

/** What a messenger's own trigger would hand over: here anybody may post it. */
export interface ClientMessage {
	chatId: string;
	clientId: string;
	clientName: string;
	text: string;
}

export function incoming({ credential, versions }: Parts): NewWorkflow {
	const messenger = fixed(
		node(
			'Client writes',
			'n8n-nodes-base.webhook',
			{ path: messengerPath, httpMethod: 'POST', responseMode: 'lastNode', options: {} },
			{ typeVersion: 2, webhookId: 'c9c0f0b4-6f0e-4d5b-8a44-0f2b7f6f5a00' },
		),
	);
	const send = fixed(
		node(
			'Send to amoCRM',
			actionType,
			{
				resource: 'message',
				operation: 'send',
				direction: 'fromClient',
				conversationId: '={{ $json.body.chatId }}',
				senderId: '={{ $json.body.clientId }}',
				senderName: '={{ $json.body.clientName }}',
				messageType: 'text',
				text: '={{ $json.body.text }}',
			},
			{ credentials: { amoCrmChatsApi: credential }, typeVersion: versions[actionType] },
		),
	);
	return chain('Demo: a client writes', messenger, send);
}

export function answering({ credential, versions }: Parts): NewWorkflow {
	const credentials = { amoCrmChatsApi: credential };
	const trigger = fixed(
		node(
			'Manager answers',
			triggerType,
			{ events: ['message'] },
			{ credentials, webhookId: triggerId, typeVersion: versions[triggerType] },
		),
	);
	const deliver = fixed(node('Your messenger goes here', 'n8n-nodes-base.noOp'));
	const report = fixed(
		node(
			'Report as read',
			actionType,
			{
				resource: 'message',
				operation: 'updateStatus',
				messageId: "={{ $('Manager answers').item.json.messageId }}",
				status: 'read',
			},
			{ credentials, typeVersion: versions[actionType] },
		),
	);
	return chain('Demo: a manager answers', trigger, deliver, report);
}

/** Without random ids the same definition is the same text, which tells whether it has changed. */
function fixed(each: WorkflowNode): WorkflowNode {
	return { ...each, id: each.name.toLowerCase().replaceAll(' ', '-') };
}

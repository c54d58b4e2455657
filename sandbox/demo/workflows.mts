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
	/** Where the messenger takes what n8n brings for a client. */
	deliverUrl: string;
}

const who = { conversationId: '={{ $json.body.chatId }}', senderId: '={{ $json.body.clientId }}' };
const messageId = '={{ $json.body.messageId }}';
const reaction = { ...who, direction: 'fromClient', messageBy: 'messageId', messageId };

/** A branch for each kind of webhook that the messenger sends: resource, operation, parameters. */
const branches: Record<string, [name: string, resource: string, operation: string, form: object]> =
	{
		message: [
			'Send message',
			'message',
			'send',
			{
				...who,
				direction: 'fromClient',
				senderName: '={{ $json.body.clientName }}',
				// A client's first answer to a chat that the manager began tells both sides' ids to each other.
				senderDetails: { phone: '={{ $json.body.phone }}', refId: '={{ $json.body.clientRefId }}' },
				messageType: '={{ $json.body.messageType }}',
				text: '={{ $json.body.text }}',
				mediaUrl: '={{ $json.body.mediaUrl }}',
				options: {
					conversationRefId: '={{ $json.body.conversationRefId }}',
					fileName: '={{ $json.body.fileName }}',
					fileSize: '={{ $json.body.fileSize }}',
					messageId,
				},
			},
		],
		reaction: [
			'Add reaction',
			'reaction',
			'add',
			{ ...reaction, emoji: '={{ $json.body.emoji }}' },
		],
		unreaction: ['Remove reaction', 'reaction', 'remove', reaction],
		typing: ['Send typing', 'chat', 'sendTyping', who],
		read: ['Report as read', 'message', 'updateStatus', { messageId, status: 'read' }],
	};

/** Messenger → amoCRM. */
export function incoming(parts: Parts): NewWorkflow {
	const kinds = Object.keys(branches);
	const webhook = fixed('Messenger', 'n8n-nodes-base.webhook', {
		parameters: { path: messengerPath, httpMethod: 'POST', responseMode: 'lastNode', options: {} },
		typeVersion: 2,
		webhookId: 'c9c0f0b4-6f0e-4d5b-8a44-0f2b7f6f5a00',
	});
	const choice = fixed('What is it', 'n8n-nodes-base.switch', {
		parameters: { mode: 'rules', rules: { values: kinds.map(outputFor) }, options: {} },
		typeVersion: 3.2,
	});
	const ends = Object.values(branches).map(([name, resource, operation, form], index) =>
		fixed(name, actionType, {
			...ours(parts, actionType),
			parameters: { resource, operation, ...form },
			position: [480, (index - 2) * 180],
		}),
	);
	const workflow = chain('Demo: a client writes', webhook, choice);
	workflow.nodes.push(...ends, ...incomingNotes());
	workflow.connections[choice.name] = {
		main: ends.map(({ name }) => [{ node: name, type: 'main', index: 0 }]),
	};
	return workflow;
}

/** An output with a name, for one kind of webhook. */
function outputFor(kind: string) {
	return {
		conditions: conditions('={{ $json.body.event }}', kind),
		renameOutput: true,
		outputKey: branches[kind]?.[0],
	};
}

/** What the filter and the outputs of a switch have in common. */
function conditions(leftValue: string, rightValue: string) {
	return {
		options: { caseSensitive: true, leftValue: '', typeValidation: 'strict', version: 2 },
		conditions: [
			{
				id: `is-${rightValue}`,
				...{ leftValue, rightValue },
				operator: { type: 'string', operation: 'equals' },
			},
		],
		combinator: 'and',
	};
}

/** amoCRM → messenger, and what became of it. */
export function answering(parts: Parts): NewWorkflow {
	const trigger = fixed('amoCRM', triggerType, {
		...ours(parts, triggerType),
		parameters: { events: ['message', 'commentReply', 'reaction', 'typing'] },
		webhookId: triggerId,
	});
	const deliver = fixed('Deliver to messenger', 'n8n-nodes-base.httpRequest', {
		parameters: {
			method: 'POST',
			url: parts.deliverUrl,
			sendBody: true,
			specifyBody: 'json',
			jsonBody: '={{ JSON.stringify($json) }}',
			options: {},
		},
		typeVersion: 4.2,
		onError: 'continueRegularOutput',
	});
	const onlyMessages = fixed('Only messages', 'n8n-nodes-base.filter', {
		parameters: {
			conditions: conditions("={{ $('amoCRM').item.json.event }}", 'message'),
			options: {},
		},
		typeVersion: 2.2,
	});
	const report = fixed('Report what became of it', actionType, {
		...ours(parts, actionType),
		parameters: {
			resource: 'message',
			operation: 'updateStatus',
			messageId: "={{ $('amoCRM').item.json.messageId }}",
			status: "={{ $json.delivered ? 'delivered' : 'error' }}",
			errorCode: 905,
			errorText: 'The client has blocked the company',
		},
	});
	const workflow = chain('Demo: a manager answers', trigger, deliver, onlyMessages, report);
	workflow.nodes.push(...answeringNotes());
	return workflow;
}

function incomingNotes(): WorkflowNode[] {
	return [
		note('Messenger', {
			content:
				'## A client writes\nThe phone of the demonstration posts its webhook here. **Put the webhook or trigger of your messenger in its place.**',
			position: [-80, -340],
			width: 460,
		}),
		note('Branches', {
			content:
				'## What amoCRM is told\nOne branch for each kind of webhook: a message, a reaction added or removed, typing, and that the client has read an answer.\nThe ID of the message is the messenger’s, so a repeated webhook is one message.',
			position: [420, -600],
			width: 460,
			height: 200,
		}),
	];
}

function answeringNotes(): WorkflowNode[] {
	return [
		note('Trigger', {
			content:
				'## A manager answers\nThe trigger verifies the webhook and outputs one item for it: a message, an answer to a comment, a reaction, or typing.',
			position: [-80, -240],
			width: 280,
			height: 200,
		}),
		note('Delivery', {
			content:
				'## Deliver and report\nThe HTTP Request node brings it to the phone of the demonstration. **Put the API of your messenger in its place.**\nThe last node tells amoCRM what became of a message: ✓✓, or the reason why not.',
			position: [220, -240],
			width: 660,
			height: 200,
		}),
	];
}

interface Note {
	content: string;
	position: [x: number, y: number];
	width: number;
	height?: number;
}

function note(name: string, { position, height = 160, ...parameters }: Note): WorkflowNode {
	const more = { parameters: { height, ...parameters }, position };
	return fixed(`Note: ${name}`, 'n8n-nodes-base.stickyNote', more);
}

/** A node of this package, with the demonstration's credential. */
function ours({ credential, versions }: Parts, type: string): Partial<WorkflowNode> {
	return { credentials: { amoCrmChatsApi: credential }, typeVersion: versions[type] };
}

/** Without random ids the same definition is the same text, which tells whether it has changed. */
function fixed(name: string, type: string, { parameters, ...more }: Partial<WorkflowNode>) {
	const id = name.toLowerCase().replaceAll(' ', '-');
	return { ...node(name, type, parameters, more), id };
}

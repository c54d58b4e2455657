import { node, type CredentialRef, type WorkflowNode } from '../sandbox/n8n/workflow.mts';
import { formOfMessage, pathOf, type Target } from './load.mts';

export const credentialType = 'amoCrmChatsApi';

/** Nodes that send every item of their input; the items are the load's messages. */
export interface Contender {
	name: string;
	/** How many nodes a person has to set up. */
	nodes: WorkflowNode[];
}

export function contenders(target: Target, credential: CredentialRef): Contender[] {
	const credentials = { [credentialType]: credential };
	return [
		{ name: 'amoCRM Chats', nodes: [ours(credentials)] },
		{ name: 'Set + Crypto + Crypto + HTTP Request', nodes: byHand(target) },
		{ name: 'Code + HTTP Request', nodes: withCode(target) },
		{ name: 'for await node', nodes: [forAwait(target, credentials)] },
	];
}

function ours(credentials: WorkflowNode['credentials']): WorkflowNode {
	return node('Send', 'n8n-nodes-amocrm-chats.amoCrmChats', formOfMessage, { credentials });
}

/** As people do it today; `} }` because n8n reads three closing braces as the end of the expression. */
function byHand(target: Target): WorkflowNode[] {
	const body =
		"={{ JSON.stringify({ event_type: 'new_message', payload: { timestamp: Math.floor($json.time / 1000), " +
		'msec_timestamp: $json.time, msgid: $json.id, conversation_id: $json.chat, ' +
		'sender: { id: $json.client, name: $json.name }, ' +
		"message: { type: 'text', text: $json.text }, silent: false } }) }}";
	const date = "={{ $now.toUTC().toFormat('EEE, dd LLL yyyy HH:mm:ss') + ' +0000' }}";
	const signed = `={{ ['POST', $json.md5, 'application/json', $json.date, '${pathOf(target)}'].join('\\n') }}`;
	const assignments = [
		{ id: '1', name: 'body', type: 'string', value: body },
		{ id: '2', name: 'date', type: 'string', value: date },
	];
	return [
		node('Set', 'n8n-nodes-base.set', { assignments: { assignments } }, { typeVersion: 3.4 }),
		node('MD5', 'n8n-nodes-base.crypto', {
			...{ action: 'hash', type: 'MD5', value: '={{ $json.body }}', dataPropertyName: 'md5' },
		}),
		node('HMAC', 'n8n-nodes-base.crypto', {
			...{ action: 'hmac', type: 'SHA1', value: signed, dataPropertyName: 'signature' },
			secret: target.channel.secret,
		}),
		httpRequest(target),
	];
}

function withCode(target: Target): WorkflowNode[] {
	const jsCode = `const { createHash, createHmac } = require('crypto');
return $input.all().map(({ json }) => {
	const { chat, client, name, text, id, time } = json;
	const body = JSON.stringify({ event_type: 'new_message', payload: {
		timestamp: Math.floor(time / 1000), msec_timestamp: time, msgid: id, conversation_id: chat,
		sender: { id: client, name }, message: { type: 'text', text }, silent: false } });
	const date = new Date().toUTCString().replace('GMT', '+0000');
	const md5 = createHash('md5').update(body).digest('hex');
	const signed = ['POST', md5, 'application/json', date, '${pathOf(target)}'].join('\\n');
	const signature = createHmac('sha1', '${target.channel.secret}').update(signed).digest('hex');
	return { json: { body, date, md5, signature } };
});`;
	return [node('Code', 'n8n-nodes-base.code', { jsCode }, { typeVersion: 2 }), httpRequest(target)];
}

function httpRequest(target: Target): WorkflowNode {
	const header = (name: string, value: string) => ({ name, value });
	return node(
		'HTTP',
		'n8n-nodes-base.httpRequest',
		{
			method: 'POST',
			url: target.url + pathOf(target),
			sendHeaders: true,
			headerParameters: {
				parameters: [
					header('Date', '={{ $json.date }}'),
					header('Content-MD5', '={{ $json.md5 }}'),
					header('X-Signature', '={{ $json.signature }}'),
				],
			},
			sendBody: true,
			contentType: 'raw',
			rawContentType: 'application/json',
			body: '={{ $json.body }}',
			options: {},
		},
		{ typeVersion: 4.2 },
	);
}

function forAwait(target: Target, credentials: WorkflowNode['credentials']): WorkflowNode {
	const parameters = {
		url: target.url + pathOf(target),
		conversationId: '={{ $json.chat }}',
		senderId: '={{ $json.client }}',
		senderName: '={{ $json.name }}',
		text: '={{ $json.text }}',
		messageId: '={{ $json.id }}',
		time: '={{ $json.time }}',
	};
	return node('Loop', 'n8n-nodes-for-await.forAwait', parameters, { credentials });
}

import { items } from '../n8n/executions.mts';
import { PlainError, type Say } from '../n8n/project.mts';
import type { Sandbox } from '../sandbox.mts';
import type { Demo } from './setup.mts';
import { messengerPath, type ClientMessage } from './workflows.mts';

const question: ClientMessage = {
	chatId: 'demo-chat-1',
	clientId: 'demo-client-1',
	clientName: 'Ann',
	text: 'Hello! Is the blue one still there?',
};
const reply = 'It is. Shall I put it aside for you?';

/** The main job, once: a client's message into the CRM, a manager's answer out of it, its delivery reported. */
export async function roundTrip(sandbox: Sandbox, { client, answeringId }: Demo, say: Say) {
	const before = await client.lastExecution(answeringId);

	say(`  client   "${question.text}" to ${client.url}/webhook/${messengerPath}`);
	const answer = await fetch(`${client.url}/webhook/${messengerPath}`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify(question),
	});
	if (!answer.ok) broken(`the workflow answered ${answer.status} ${await answer.text()}`);
	const stored = sandbox.messages({ author: 'client' }).at(-1);
	if (stored?.content.text !== question.text)
		return broken('the sandbox has not stored the message');
	say(`  n8n      sent it signed; amoCRM keeps it as message ${stored.id}`);

	const { message, hook } = await sandbox.managerWrites({
		conversationId: question.chatId,
		text: reply,
	});
	say(`  manager  "${reply}"`);
	if (hook.status !== 200 || hook.answer !== '') {
		broken(`the hook was answered ${hook.status ?? hook.error} "${hook.answer ?? ''}"`);
	}
	say(`  n8n      verified the hook and answered 200 after ${hook.ms} ms`);

	const execution = await client.nextExecution(answeringId, before);
	const [event] = items(execution, 'Manager answers');
	if (execution.status !== 'success' || event?.messageId !== message.id) {
		broken(
			`the workflow ended with ${execution.data.resultData.error?.message ?? 'another event'}`,
		);
	}
	say(`  trigger  ${JSON.stringify({ conversationId: event?.conversationId, text: event?.text })}`);

	const status = sandbox.find(message.id)?.delivery.status;
	if (status !== 'read') broken(`amoCRM shows the answer as ${status}, not as read`);
	say('  n8n      reported it as read; amoCRM shows two coloured ticks');
}

function broken(what: string): never {
	throw new PlainError(`The round trip broke: ${what}.`);
}

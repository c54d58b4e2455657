import { setTimeout as sleep } from 'node:timers/promises';

import { PlainError, type Say } from '../n8n/project.mts';
import type { Sandbox } from '../sandbox.mts';
import type { Message } from '../state/model.mts';
import { demo } from './channel.mts';

const question = 'Hello! Is the blue one still there?';
const reply = 'It is. Shall I put it aside for you?';
const patienceMs = 15_000;

/** The main job, once: a client's message into the CRM, a manager's answer out of it, what became of it. */
export async function roundTrip(sandbox: Sandbox, say: Say): Promise<void> {
	const { messenger } = sandbox;
	const phone = messenger.book.phoneOf(demo.client);

	say(`  client   "${question}"`);
	const asked = await messenger.send(phone.id, { type: 'text', text: question });
	const stored = sandbox.find(asked.id);
	if (stored?.content.text !== question || stored.id !== asked.amojoId) {
		return broken(asked.problem ?? 'the sandbox has not stored the message');
	}
	say(`  n8n      sent it signed; amoCRM keeps it as message ${stored.id}`);

	const { message, hook } = await sandbox.managerWrites({
		conversationRefId: stored.chatId,
		text: reply,
	});
	say(`  manager  "${reply}"`);
	if (hook.status !== 200 || hook.answer !== '') {
		broken(`the hook was answered ${hook.status ?? hook.error} "${hook.answer ?? ''}"`);
	}
	say(`  n8n      verified the hook and answered 200 after ${hook.ms} ms`);

	await untilStatus(sandbox, message, 'delivered');
	const received = messenger.book.messages(phone.id).at(-1);
	if (received?.text !== reply) broken('the messenger has not got the answer');
	say('  n8n      brought it to the client, and reported it as delivered');

	await messenger.read(phone.id);
	await untilStatus(sandbox, message, 'read');
	say('  client   has read it; amoCRM shows two coloured ticks');
}

async function untilStatus(sandbox: Sandbox, { id }: Message, wanted: string): Promise<void> {
	const status = () => sandbox.find(id)?.delivery.status;
	for (const end = Date.now() + patienceMs; Date.now() < end; await sleep(50)) {
		if (status() === wanted) return;
	}
	broken(`amoCRM shows the answer as ${status()}, not as ${wanted}`);
}

function broken(what: string): never {
	throw new PlainError(`The round trip broke: ${what}.`);
}

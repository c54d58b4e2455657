// The least that sending can cost: Node's own HTTP client, each chat in its order. It runs in a process of its own,
// as n8n does. Its argument is a Task; it writes the milliseconds that it took.
import { createHash, createHmac } from 'node:crypto';
import { Agent as HttpAgent, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { bodyOf, messagesOf, pathOf, type Load, type Message, type Target } from './load.mts';

export interface Task {
	target: Target;
	load: Load;
	/** Requests at once. */
	limit: number;
	/** False: a new connection for each request, as n8n does it. */
	keepAlive: boolean;
	/** The certificate to trust, where the target is behind TLS. */
	ca?: string;
}

const { target, load, limit, keepAlive, ca } = JSON.parse(process.argv[2] ?? '') as Task;
const options = { keepAlive, maxSockets: limit };
const isTls = target.url.startsWith('https:');
const agent = isTls
	? new HttpsAgent({ ...options, ca, maxCachedSessions: keepAlive ? 100 : 0 })
	: new HttpAgent(options);
const request = isTls ? httpsRequest : httpRequest;
const url = target.url + pathOf(target);

const messages = messagesOf(load, `bare-${process.pid}`);
const chats = Array.from({ length: load.chats }, (_, chat) =>
	messages.filter((_message, index) => index % load.chats === chat),
);
const started = performance.now();
await Promise.all(chats.map(sendInOrder));
process.stdout.write(String(performance.now() - started));
agent.destroy();

async function sendInOrder(chat: Message[]): Promise<void> {
	for (const message of chat) await send(message);
}

function send(message: Message): Promise<void> {
	const body = JSON.stringify(bodyOf(message));
	const md5 = createHash('md5').update(body).digest('hex');
	const date = new Date().toUTCString().replace('GMT', '+0000');
	const signed = ['POST', md5, 'application/json', date, pathOf(target)].join('\n');
	const headers = {
		...{ Date: date, 'Content-Type': 'application/json', 'Content-MD5': md5 },
		'X-Signature': createHmac('sha1', target.channel.secret).update(signed).digest('hex'),
	};
	return new Promise((resolve, reject) => {
		request(url, { method: 'POST', agent, headers }, (answer) => {
			answer.resume().once('end', () => {
				if (answer.statusCode === 200) resolve();
				else reject(new Error(`The bare client was answered ${answer.statusCode}`));
			});
		})
			.once('error', reject)
			.end(body);
	});
}

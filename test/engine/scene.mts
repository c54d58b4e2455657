import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { startSandbox, type Sandbox } from '../../sandbox/sandbox.mts';

export const CREDENTIAL = 'amoCrmChatsApi';

export type RequestRecord = Sandbox['requests'][number];

/** A channel of the sandbox, connected to one account, and the credential for it. */
export interface Scene {
	sandbox: Sandbox;
	scopeId: string;
	channelId: string;
	accountId: string;
	userId: string;
	botId: string;
	secret: string;
	credential: ICredentialDataDecryptedObject;
	/** Texts that arrived, in their order. */
	texts: () => unknown[];
	/** The ids that the node gave to its messages, in the order of the requests. */
	sentIds: () => unknown[];
}

export async function openScene(): Promise<Scene> {
	const sandbox = await startSandbox();
	const channel = sandbox.addChannel();
	const account = sandbox.addAccount();
	const { scopeId } = sandbox.connect(channel.id, account.amojoId);
	return {
		sandbox,
		scopeId,
		channelId: channel.id,
		accountId: account.amojoId,
		userId: String(account.users[0]?.id),
		botId: channel.bot.id,
		secret: channel.secret,
		credential: {
			baseUrl: 'custom',
			customBaseUrl: sandbox.url,
			channelId: channel.id,
			channelSecret: channel.secret,
			accountId: account.amojoId,
			botId: channel.bot.id,
		},
		texts: () => sandbox.messages().map(({ content }) => content.text),
		sentIds: () => sandbox.requests.map((request) => bodyOf(request).payload?.msgid),
	};
}

export function bodyOf({ body }: RequestRecord): Record<string, Record<string, unknown>> {
	return JSON.parse(body) as Record<string, Record<string, unknown>>;
}

/** A text from a client; what differs comes from the item. Once refused, it is not repeated by itself. */
export const clientText = {
	resource: 'message',
	operation: 'send',
	direction: 'fromClient',
	conversationId: '={{ $json.chat ?? "chat-1" }}',
	senderId: 'client-1',
	senderName: 'Ann',
	messageType: 'text',
	text: '={{ $json.text }}',
	options: { maxRetries: 0 },
};

export const texts = (...words: string[]) => words.map((text) => ({ text }));

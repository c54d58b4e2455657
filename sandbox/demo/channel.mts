import type { Sandbox } from '../sandbox.mts';

/**
 * The same at every start, because n8n keeps the credential. Secret only in the sense of the protocol:
 * this channel exists nowhere but in the sandbox.
 */
export const demo = {
	channelId: '344a5002-f8ca-454d-af3d-396180102ac7',
	secret: '0123456789abcdef0123456789abcdef01234567',
	accountId: '52e591f7-c98f-4255-8495-827210138c81',
	bot: {
		id: '76fc2bea-902f-425c-9a3d-dcdac4766090',
		clientId: 'demo-bot',
		name: 'Demo bot',
	},
	/** By which n8n and the messenger recognize each other. */
	messengerKey: 'Bearer demo-messenger',
	/** Whose phone the demonstration plays. */
	client: 'Ann',
	manager: { id: 'fb0fb604-2a3c-4e0f-9f5d-4c1b0d9e7a11', name: 'Maria, the manager' },
} as const;

/** What support would have registered. It replaces what an earlier start has left. */
export function registerDemoChannel(sandbox: Sandbox, webhookUrl: string): void {
	const { channelId, secret, accountId, bot, manager } = demo;
	sandbox.addChannel({ id: channelId, secret, name: 'Demo messenger', bot, webhookUrl });
	sandbox.addAccount({ amojoId: accountId, name: 'Demo account', users: [manager] });
	sandbox.connect(channelId, accountId);
}

export function demoCredential(sandbox: Sandbox): Record<string, string> {
	return {
		baseUrl: 'custom',
		customBaseUrl: sandbox.url,
		channelId: demo.channelId,
		channelSecret: demo.secret,
		accountId: demo.accountId,
		botId: demo.bot.id,
	};
}

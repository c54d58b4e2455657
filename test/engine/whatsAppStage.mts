import { startWhatsApp, type WhatsApp } from '../../sandbox/messengers/whatsApp.mts';
import { runBridge, told, type BridgeJob } from './bridgeHarness.mts';
import { openScene, type Scene } from './scene.mts';

export const ann = { name: 'Ann Lee', waId: '15550100042' };
export const CHAT = '1060001:15550100042';

type Written = Parameters<Scene['sandbox']['managerWrites']>[0];

/** amoCRM and WhatsApp, and a Bridge between them. */
export class WhatsAppStage {
	private constructor(
		readonly scene: Scene,
		readonly whatsApp: WhatsApp,
		private readonly clock: { now: number },
	) {}

	static async open(): Promise<WhatsAppStage> {
		const clock = { now: Date.now() };
		const whatsApp = await startWhatsApp({ now: () => clock.now });
		return new WhatsAppStage(await openScene(), whatsApp, clock);
	}

	async run(direction: string, items: object[], rest: Partial<BridgeJob> = {}) {
		return await runBridge({
			...{ scene: this.scene, items: items as BridgeJob['items'] },
			...rest,
			caller: {
				headers: { authorization: `Bearer ${this.whatsApp.app.accessToken}` },
				...rest.caller,
			},
			parameters: {
				operation: direction,
				messenger: 'whatsApp',
				whatsAppGraphUrl: this.whatsApp.url,
				...rest.parameters,
			},
		});
	}

	async bringIn(update: object, rest?: Partial<BridgeJob>) {
		const outcome = await this.run('fromMessenger', [update], rest);
		expect(outcome.error).toBeUndefined();
		return outcome;
	}

	async bringOut(rest?: Partial<BridgeJob>) {
		return await this.run('toMessenger', [await told(this.scene)], rest);
	}

	async managerWrites(content: object) {
		const { sandbox } = this.scene;
		const written = { conversationId: CHAT, ...content } as Written;
		const { message } = await sandbox.managerWrites(written);
		return () => sandbox.find(message.id);
	}

	/** A manager answers, in a chat that Ann has begun. */
	async answer(content: object, rest?: Partial<BridgeJob>) {
		await this.bringIn(await this.whatsApp.clients.writes(ann, 'Hello'));
		const message = await this.managerWrites(content);
		return { ...(await this.bringOut(rest)), message };
	}

	/** A time in which nobody writes. */
	wait(hours: number): void {
		this.clock.now += hours * 3_600_000;
	}

	contents() {
		return this.scene.sandbox.messages().map(({ content }) => content);
	}

	/** What WhatsApp has taken, in its order. */
	bodies() {
		return this.whatsApp.accepted.map(({ body }) => body);
	}

	async close(): Promise<void> {
		await this.scene.sandbox.close();
		this.whatsApp.close();
	}
}

export const buttonsOf = (...texts: string[]) => ({
	mode: 'inline',
	buttons: texts.map((text) => [{ text }]),
});

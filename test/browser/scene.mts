import type { Page } from '../../sandbox/browser/chromium.mts';
import { incoming, openChannel } from '../sandbox/client.mts';
import { openReceiver } from '../sandbox/receiver.mts';
import type { Stage } from './stage.mts';

/** The moment of the machine, as the pages show what is new. */
export const now = () => {
	const msec_timestamp = Date.now();
	return { msec_timestamp, timestamp: Math.floor(msec_timestamp / 1000) };
};

/** A sandbox whose webhooks somebody takes, and its inbox. */
export async function openScene(stage: Stage) {
	const opened = await openChannel();
	const receiver = await openReceiver();
	opened.sandbox.setWebhook(opened.channel.id, receiver.url);
	let page: Page | undefined;
	return {
		...opened,
		receiver,
		get page(): Page {
			if (!page) throw new Error('the inbox was not visited yet');
			return page;
		},
		async visit(hash = '', options?: object): Promise<Page> {
			page = await stage.visit(`${opened.sandbox.url}/${hash}`, options);
			await page.getByText('Live').waitFor();
			return page;
		},
		/** From a client called Ann, unless told otherwise. */
		arrive: (over: object = {}) => opened.send(incoming({ ...now(), silent: false, ...over })),
		async close(): Promise<void> {
			receiver.close();
			await opened.sandbox.close();
		},
	};
}

export type Scene = Awaited<ReturnType<typeof openScene>>;

import { openReceiver } from '../receiver.mts';

/** A webhook that answers with these statuses first, and with 200 from then on. */
export async function openWebhook(...statuses: number[]) {
	const receiver = await openReceiver(() => statuses.shift() ?? 200);
	return { ...receiver, url: receiver.url.replace(':scope_id', 'messenger') };
}

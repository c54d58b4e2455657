import { createHmac } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

import { Courier, type Delivery } from '../standIn/courier.mts';
import type { Fields } from '../standIn/values.mts';
import type { GraphError } from './errors.mts';
import type { Accepted, World } from './world.mts';

export interface Hook {
	object: 'whatsapp_business_account';
	entry: Array<{ id: string; changes: Change[] }>;
}

export interface Change {
	field: string;
	value: Fields;
}

export interface Subscription {
	callbackUrl: string;
	fields: string[];
}

export type Status = 'sent' | 'delivered' | 'read' | 'played' | 'failed';

/** Milliseconds before a hook comes again: soon, then ever more seldom. */
export const whatsAppPause = (attempts: number) => Math.min(1000 * 4 ** (attempts - 1), 3_600_000);

/** Long enough for the answer that accepted a message to be read first. */
const MS_BEFORE_LATE_STATUS = 20;

/** The app's one subscription, and the hooks on their way to it. */
export class Hooks {
	subscription?: Subscription;
	private readonly courier: Courier;
	private readonly late = new Set<Promise<void>>();
	private count = 0;

	constructor(
		private readonly world: World,
		pause: (attempts: number) => number | undefined,
	) {
		this.courier = new Courier({
			isTaken: (status) => status === 200,
			pause: (_failed, attempts) => pause(attempts),
		});
	}

	get deliveries(): readonly Delivery[] {
		return this.courier.deliveries;
	}

	/** One hook, of one change or several; only fields that the app subscribed are sent. */
	async bring(...changes: Change[]): Promise<Hook> {
		const { businessAccountId: id, appSecret } = this.world.app;
		const { callbackUrl: url = '', fields = [] } = this.subscription ?? {};
		const hook = hookOf(id, changes);
		const wanted = changes.filter(({ field }) => fields.includes(field));
		if (wanted.length === 0) return hook;
		const body = escaped(hookOf(id, wanted));
		const signature = createHmac('sha256', appSecret).update(body).digest('hex');
		const headers = {
			'content-type': 'application/json',
			'user-agent': 'facebookexternalua',
			'x-hub-signature-256': `sha256=${signature}`,
		};
		// Hooks come in any order: none waits for another.
		await this.courier.deliver({ lane: String(++this.count), url, headers, body });
		return hook;
	}

	/** A change of the field `messages`, which most are. */
	bringMessages(value: Fields): Promise<Hook> {
		return this.bring({ field: 'messages', value: this.valueOf(value) });
	}

	valueOf(value: Fields): Fields {
		const { displayPhoneNumber: display_phone_number, phoneNumberId } = this.world.app;
		const metadata = { display_phone_number, phone_number_id: phoneNumberId };
		return { messaging_product: 'whatsapp', metadata, ...value };
	}

	/** What became of a message: it brings back what was sent along with it. */
	report({ id, to, body }: Accepted, status: Status, error?: GraphError): Promise<Hook> {
		const { client, groupId } = this.world.find(to) ?? {};
		const data = body.biz_opaque_callback_data;
		const phone = client?.hidesPhone ? undefined : (client?.waId ?? (client ? undefined : to));
		const recipient = groupId ?? phone;
		const report = {
			...{ id, status, timestamp: this.world.seconds() },
			...(recipient && { recipient_id: recipient }),
			...(client?.userId && { recipient_user_id: client.userId }),
			...(data !== undefined && { biz_opaque_callback_data: data }),
			...(status === 'sent' && { pricing: { billable: false, category: 'service' } }),
			...(error && { errors: [error.inStatus] }),
		};
		return this.bringMessages({ statuses: [report] });
	}

	reportLater(message: Accepted, error: GraphError): void {
		const task = sleep(MS_BEFORE_LATE_STATUS).then(async () => {
			await this.report(message, 'failed', error);
		});
		this.late.add(task);
		void task.finally(() => this.late.delete(task));
	}

	async settled(): Promise<void> {
		await Promise.all(this.late);
		await this.courier.settled();
	}

	close(): void {
		this.courier.close();
	}
}

const hookOf = (id: string, changes: Change[]): Hook => ({
	...{ object: 'whatsapp_business_account', entry: [{ id, changes }] },
});

/** Meta escapes slashes and everything beyond ASCII, and signs it so: who parses and writes again has other bytes. */
function escaped(hook: Hook): string {
	const escape = (sign: string) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`;
	return JSON.stringify(hook)
		.replace(/[\u007f-\uffff]/g, escape)
		.replaceAll('/', '\\/');
}

import { Courier, type Delivery } from '../standIn/courier.mts';
import { isVisitable } from '../standIn/visit.mts';
import { numberAt, textAt, type Fields } from '../standIn/values.mts';
import { listOf } from './address.mts';
import { badRequest } from './refusal.mts';

const UNLESS_NAMED = ['chat_member', 'message_reaction', 'message_reaction_count'];

export type Update = Fields & { update_id: number };

interface Webhook {
	url: string;
	secret: string;
	/** When it was set last, or an empty list: all kinds but those that must be named. */
	kinds: string[];
}

/** Milliseconds before a refused update comes again: the second try soon, each later one after twice the time. */
export const telegramPause = (attempts: number) =>
	attempts === 1 ? 0 : Math.min(1000 * 2 ** (attempts - 1), 60_000);

/** The bot's one webhook, and the updates on their way to it. */
export class Updates {
	/** All that were ever tried, with their attempts. */
	readonly deliveries: Delivery[] = [];
	webhook?: Webhook;
	private courier: Courier;
	private pending: Array<Pick<Delivery, 'lane' | 'body'>> = [];
	private lastId = 700_000_000;
	private kinds: string[] = [];

	constructor(private readonly pause: (attempts: number) => number | undefined) {
		this.courier = this.newCourier();
	}

	/** Telegram keeps the order within a chat. Without a webhook, updates wait for one. */
	async publish(kind: string, content: Fields, lane: string): Promise<Update> {
		const update = { update_id: ++this.lastId, [kind]: content };
		if (!this.wants(kind)) return update;
		const parcel = { lane, body: JSON.stringify(update) };
		if (this.webhook) await this.send(this.webhook, parcel);
		else this.pending.push(parcel);
		return update;
	}

	settled(): Promise<void> {
		return this.courier.settled();
	}

	close(): void {
		this.courier.close();
	}

	set(fields: Fields): string {
		const url = textAt(fields, 'url') ?? '';
		if (url === '') return this.remove(fields);
		if (!isVisitable(url)) {
			throw badRequest('bad webhook: An HTTPS URL must be provided for webhook');
		}
		const secret = textAt(fields, 'secret_token') ?? '';
		if (secret.length > 256) throw badRequest('secret token is too long');
		if (/[^\w-]/.test(secret)) throw badRequest('secret token contains unallowed characters');
		this.kinds = (listOf(fields, 'allowed_updates') ?? this.kinds).map(String);
		this.takeBack(fields);
		const webhook = { url, secret, kinds: this.kinds };
		this.webhook = webhook;
		// Not awaited: setWebhook is answered before the first update comes.
		for (const parcel of this.pending.splice(0)) void this.send(webhook, parcel);
		return 'Webhook was set';
	}

	remove(fields: Fields): string {
		const had = this.webhook !== undefined;
		this.takeBack(fields);
		this.webhook = undefined;
		return had ? 'Webhook was deleted' : 'Webhook is already deleted';
	}

	info(): Fields {
		const waiting = this.waiting().length + this.pending.length;
		const info = {
			url: this.webhook?.url ?? '',
			has_custom_certificate: false,
			pending_update_count: waiting,
		};
		const named = this.kinds.length > 0 && { allowed_updates: this.kinds };
		if (!this.webhook) return { ...info, ...named };
		const status = this.waiting()[0]?.attempts.at(-1)?.status;
		const error = status && `Wrong response from the webhook: ${status}`;
		const failed = error && {
			last_error_date: Math.floor(Date.now() / 1000),
			last_error_message: error,
		};
		return { ...info, max_connections: 40, ip_address: '127.0.0.1', ...named, ...failed };
	}

	private wants(kind: string): boolean {
		return this.kinds.length > 0 ? this.kinds.includes(kind) : !UNLESS_NAMED.includes(kind);
	}

	private waiting(): Delivery[] {
		return this.courier.deliveries.filter(({ state }) => state === 'waiting');
	}

	/** What was not taken waits for the next webhook, unless it is to be forgotten. */
	private takeBack(fields: Fields): void {
		const isForgotten =
			fields.drop_pending_updates === true || textAt(fields, 'drop_pending_updates') === 'true';
		this.pending = isForgotten ? [] : [...this.waiting(), ...this.pending];
		this.courier.close();
		this.courier = this.newCourier();
	}

	private async send({ url, secret }: Webhook, parcel: Pick<Delivery, 'lane' | 'body'>) {
		const headers = {
			'content-type': 'application/json',
			...(secret && { 'x-telegram-bot-api-secret-token': secret }),
		};
		await this.courier.deliver({ ...parcel, url, headers });
	}

	private newCourier(): Courier {
		return new Courier({
			isTaken: (status) => status >= 200 && status <= 299,
			pause: ({ retryAfter }, attempts) => retryAfter ?? this.pause(attempts),
			onStart: (delivery) => this.deliveries.push(delivery),
		});
	}
}

/** The update's own chat, so that what belongs together arrives in order. */
export const laneOf = (chat: Fields) => String(numberAt(chat, 'id') ?? 'bot');

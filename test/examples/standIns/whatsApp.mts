import { createHmac, randomUUID } from 'node:crypto';
import { fieldsOf, standInFor, type Call, type Reply } from '../outside/standIn.mts';

interface App {
	clientId: string;
	clientSecret: string;
	accessToken: string;
	phoneNumberId: string;
}

type Fields = Record<string, unknown>;

export interface SentByNumber {
	id: string;
	body: Fields & { to: string; type: string };
}

interface Subscription {
	callback_url: string;
	verify_token: string;
	fields: string;
}

/** What each type of message must have, beside `to` and `type`. */
const required: Record<string, string> = {
	text: 'body',
	image: 'link',
	video: 'link',
	audio: 'link',
	document: 'link',
	sticker: 'link',
	reaction: 'message_id',
};

const appToken = 'app-token';

/** Meta's Graph API, as far as the example goes; refuses what it refuses. */
export async function startWhatsApp(app: App) {
	let subscription: Subscription | undefined;
	const sent: SentByNumber[] = [];
	const known = new Set<string>();
	const blocked = new Set<string>();
	const lost = new Set<string>();
	const stored = new Map<string, { type: string; bytes: Uint8Array }>();

	async function answer(call: Call): Promise<Reply> {
		const { headers, method } = call;
		const path = call.path.replace(/\/{2,}/g, '/').replace(/^\/v\d+\.\d/, '');
		if (path === '/oauth/access_token') {
			const { client_id: id, client_secret: secret } = await fieldsOf(call);
			const right = id === app.clientId && secret === app.clientSecret;
			return right ? { body: { access_token: appToken } } : refusal(400, 190, 'Invalid client');
		}
		if (path === `/${app.clientId}/subscriptions`) {
			if (headers.authorization !== `Bearer ${appToken}`) return refusal(401, 190, 'No app token');
			return { body: await subscriptions(method, await fieldsOf(call)) };
		}
		if (headers.authorization !== `Bearer ${app.accessToken}`) {
			return refusal(401, 190, 'Authentication Error');
		}
		if (path === `/${app.phoneNumberId}/messages` && method === 'POST') {
			return take((await fieldsOf(call)) as SentByNumber['body']);
		}
		const [, id = ''] = path.split('/').slice(-2);
		const file = stored.get(id);
		if (!file) return refusal(400, 100, 'Unsupported get request');
		if (lost.has(headers.host ?? '')) return refusal(404, 100, 'Media has expired');
		if (headers.host === 'lookaside.fbsbx.com') return { type: file.type, body: file.bytes };
		const url = `https://lookaside.fbsbx.com/media/${id}`;
		return { body: { url, mime_type: file.type, id, messaging_product: 'whatsapp' } };
	}

	async function subscriptions(method: string, fields: Fields): Promise<object> {
		if (method === 'GET') return { data: [] };
		if (method === 'DELETE') subscription = undefined;
		else await verify((subscription = fields as unknown as Subscription));
		return { success: true };
	}

	function take(body: SentByNumber['body']): Reply {
		const { to, type } = body;
		const content = (body[type] ?? {}) as Fields;
		const field = required[type];
		if (body.messaging_product !== 'whatsapp' || !field || content[field] === undefined) {
			return refusal(400, 100, `Invalid parameter: ${type}`);
		}
		if (type === 'audio' && content.caption !== undefined) {
			return refusal(400, 100, 'Unexpected key "caption" on param "audio"');
		}
		if (blocked.has(to)) return refusal(400, 131026, 'Message undeliverable');
		const quoted = (body.context as Fields | undefined)?.message_id ?? content.message_id;
		if (quoted !== undefined && !known.has(String(quoted))) {
			return refusal(400, 131009, 'Parameter value is not valid');
		}
		const id = newId();
		sent.push({ id, body });
		return {
			body: { messaging_product: 'whatsapp', contacts: [{ wa_id: to }], messages: [{ id }] },
		};
	}

	function newId(): string {
		const id = `wamid.${randomUUID()}==`;
		known.add(id);
		return id;
	}

	async function bring(value: object): Promise<void> {
		const change = { field: 'messages', value: { messaging_product: 'whatsapp', ...value } };
		const entry = [{ id: 'business', changes: [change] }];
		const body = JSON.stringify({ object: 'whatsapp_business_account', entry });
		const hash = createHmac('sha256', app.clientSecret).update(body).digest('hex');
		const answered = await fetch(subscription?.callback_url ?? '', {
			method: 'POST',
			headers: { 'content-type': 'application/json', 'x-hub-signature-256': `sha256=${hash}` },
			body,
		});
		if (!answered.ok) throw new Error(`the webhook answered ${answered.status}`);
	}

	const standIn = await standInFor(['graph.facebook.com', 'lookaside.fbsbx.com'], answer);
	return {
		sent,
		blocked,
		/** The hosts that know of no file for now. */
		lost,
		close: standIn.close,
		isListening: () => subscription !== undefined,
		keep(type: string, bytes: Uint8Array): string {
			const id = randomUUID();
			stored.set(id, { type, bytes });
			return id;
		},
		async clientWrites(from: string, name: string, content: object): Promise<string> {
			const id = newId();
			const timestamp = String(Math.floor(Date.now() / 1000));
			const contacts = [{ wa_id: from, profile: { name } }];
			await bring({ contacts, messages: [{ id, from, timestamp, ...content }] });
			return id;
		},
		/** What became of a message: each status carries what was sent along with it. */
		async reports({ id, body }: SentByNumber, status: string, errors?: object[]): Promise<void> {
			const { biz_opaque_callback_data, to } = body;
			await bring({
				statuses: [{ id, status, recipient_id: to, biz_opaque_callback_data, errors }],
			});
		},
	};
}

export type WhatsApp = Awaited<ReturnType<typeof startWhatsApp>>;

/** Meta asks the address whether it wants this before it says yes. */
async function verify({ callback_url: url, verify_token: token }: Subscription): Promise<void> {
	const challenge = randomUUID();
	const question = new URLSearchParams({
		...{ 'hub.mode': 'subscribe', 'hub.challenge': challenge, 'hub.verify_token': token },
	});
	const text = await (await fetch(`${url}?${question.toString()}`)).text();
	if (text !== challenge) throw new Error(`the webhook answered the challenge with ${text}`);
}

function refusal(status: number, code: number, message: string): Reply {
	const error = { message: `(#${code}) ${message}`, type: 'OAuthException', code };
	return { status, body: { error } };
}

import { fieldsOf, standInFor, type Call, type Reply } from '../outside/standIn.mts';

interface Person {
	id: number;
	first_name: string;
	last_name?: string;
	username?: string;
}

export interface SentByBot {
	method: string;
	chatId: number;
	messageId: number;
	fields: Record<string, unknown>;
}

interface Webhook {
	url: string;
	secret: string;
	updates: string[];
}

class Refused extends Error {
	constructor(
		readonly code: number,
		description: string,
	) {
		super(description);
	}
}

/** The emoji that bots may react with are a fixed list; these are of it. */
const reactions = ['👍', '👎', '❤', '🔥', '🥰', '👏', '😁', '🤔', '🤯', '😱', '😢', '🎉', '👌'];
const files: Record<string, string> = {
	sendPhoto: 'photo',
	sendVideo: 'video',
	sendAudio: 'audio',
	sendDocument: 'document',
};

/** Telegram's Bot API and its clients' phones, as far as the examples go; refuses what Telegram refuses. */
export async function startTelegram(token: string, bot: Person) {
	let webhook: Webhook | undefined;
	let counter = 0;
	const sent: SentByBot[] = [];
	const known = new Set<string>();
	const blocked = new Set<number>();
	const stored = new Map<string, Uint8Array>();

	const methods: Record<string, (fields: Record<string, unknown>) => unknown> = {
		getWebhookInfo: () => ({ url: webhook?.url ?? '', has_custom_certificate: false }),
		setWebhook({ url, secret_token: secret, allowed_updates: updates }) {
			webhook = { url: String(url), secret: String(secret), updates: updates as string[] };
			return true;
		},
		deleteWebhook() {
			webhook = undefined;
			return true;
		},
		getFile({ file_id: id }) {
			const path = [...stored.keys()].find((each) => each.startsWith(`${String(id)}/`));
			if (!path) throw new Refused(400, 'Bad Request: file is too big');
			return { file_id: id, file_path: path };
		},
		sendMessage: (fields) => take('sendMessage', fields),
		...Object.fromEntries(
			Object.keys(files).map((method) => [method, (fields: object) => take(method, { ...fields })]),
		),
		sendChatAction: (fields) => take('sendChatAction', fields) && true,
		setMessageReaction: (fields) => take('setMessageReaction', fields) && true,
	};

	function take(method: string, fields: Record<string, unknown>) {
		const chatId = Number(fields.chat_id);
		if (!chatId) throw new Refused(400, 'Bad Request: chat_id is empty');
		if (![...known].some((id) => id.startsWith(`${chatId}:`))) {
			throw new Refused(400, 'Bad Request: chat not found');
		}
		if (blocked.has(chatId)) throw new Refused(403, 'Forbidden: bot was blocked by the user');
		check(method, fields);
		const quoted = Number(fields.reply_to_message_id ?? fields.message_id ?? 0);
		if (quoted > 0 && !known.has(`${chatId}:${quoted}`)) {
			throw new Refused(400, 'Bad Request: message to be replied not found');
		}
		const messageId = method.startsWith('send') && method !== 'sendChatAction' ? ++counter : 0;
		if (messageId) known.add(`${chatId}:${messageId}`);
		sent.push({ method, chatId, messageId, fields });
		return { message_id: messageId, date: now(), from: bot, chat: privateChat(chatId) };
	}

	async function answer(call: Call): Promise<Reply> {
		const [, file] = call.path.split(`/file/bot${token}/`);
		const bytes = file === undefined ? undefined : stored.get(file);
		if (bytes) return { type: 'application/octet-stream', body: bytes };
		const [, name = ''] = call.path.split(`/bot${token}/`);
		const method = methods[name];
		if (!method) return refusal(new Refused(404, 'Not Found'));
		try {
			const fields = { ...Object.fromEntries(call.query), ...(await fieldsOf(call)) };
			return { body: { ok: true, result: method(fields) } };
		} catch (error) {
			if (error instanceof Refused) return refusal(error);
			throw error;
		}
	}

	const standIn = await standInFor(['api.telegram.org'], answer);

	/** Brings an update as Telegram does: only kinds that were asked for, with the secret. */
	async function bring(kind: string, content: object): Promise<void> {
		if (!webhook) throw new Error('the bot has no webhook');
		// Reactions come only to those who name them.
		const wanted = webhook.updates.length > 0 ? webhook.updates : ['message', 'edited_message'];
		if (!wanted.includes(kind)) return;
		const answered = await fetch(webhook.url, {
			method: 'POST',
			headers: {
				'content-type': 'application/json',
				'x-telegram-bot-api-secret-token': webhook.secret,
			},
			body: JSON.stringify({ update_id: ++counter, [kind]: content }),
		});
		if (!answered.ok) throw new Error(`the webhook answered ${answered.status}`);
	}

	return {
		sent,
		blocked,
		close: standIn.close,
		lastSent: () => sent.at(-1),
		isListening: () => webhook !== undefined,
		/** Keeps a file for getFile; without bytes it is one that bots may not have. */
		keep(id: string, name: string, bytes?: Uint8Array): string {
			if (bytes) stored.set(`${id}/${name}`, bytes);
			return id;
		},
		async clientWrites(from: Person, content: object): Promise<string> {
			const messageId = ++counter;
			known.add(`${from.id}:${messageId}`);
			await bring('message', { ...messageOf(from, messageId), ...content });
			return `${from.id}:${messageId}`;
		},
		async clientEdits(from: Person, id: string, content: object): Promise<void> {
			const message = messageOf(from, Number(id.split(':')[1]));
			await bring('edited_message', { ...message, edit_date: now(), ...content });
		},
		async clientReacts(user: Person, id: string, emoji?: string): Promise<void> {
			await bring('message_reaction', {
				...{ chat: privateChat(user.id), message_id: Number(id.split(':')[1]), user, date: now() },
				old_reaction: emoji ? [] : [{ type: 'emoji', emoji: '👍' }],
				new_reaction: emoji ? [{ type: 'emoji', emoji }] : [],
			});
		},
	};
}

export type Telegram = Awaited<ReturnType<typeof startTelegram>>;

function check(method: string, fields: Record<string, unknown>): void {
	const { text, parse_mode: mode, action, reaction } = fields;
	const file = files[method];
	if (file !== undefined && !(fields[file] instanceof File)) {
		throw new Refused(400, `Bad Request: there is no ${file} in the request`);
	}
	if (method === 'sendMessage' && !String(text ?? '').trim()) {
		throw new Refused(400, 'Bad Request: message text is empty');
	}
	const withoutEntities = String(text).replace(/&(amp|lt|gt|quot);|<\/?(b|i|u|s|a|code|pre)>/g, '');
	if (mode === 'HTML' && /[<>&]/.test(withoutEntities)) {
		throw new Refused(400, "Bad Request: can't parse entities");
	}
	if (method === 'sendChatAction' && action !== 'typing') {
		throw new Refused(400, 'Bad Request: wrong parameter action in request');
	}
	const chosen = (reaction ?? []) as Array<{ type: string; emoji: string }>;
	if (chosen.some(({ type, emoji }) => type !== 'emoji' || !reactions.includes(emoji))) {
		throw new Refused(400, 'Bad Request: REACTION_INVALID');
	}
}

function messageOf(from: Person, messageId: number) {
	return { message_id: messageId, from, chat: privateChat(from.id), date: now() };
}

const privateChat = (id: number) => ({ id, type: 'private' });
const now = () => Math.floor(Date.now() / 1000);

function refusal({ code, message }: Refused): Reply {
	return { status: code, body: { ok: false, error_code: code, description: message } };
}

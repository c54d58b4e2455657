import type { Sent } from '../standIn/fields.mts';
import { isFields, numberAt, textAt, type Fields } from '../standIn/values.mts';
import { addressee, listOf } from './address.mts';
import { reactionEmoji } from './emoji.mts';
import { badRequest, Refusal } from './refusal.mts';
import { sendingMethods, sendMessageBy } from './send.mts';
import type { Updates } from './updates.mts';
import type { KeptFile, World } from './world.mts';

const MOST_DOWNLOADED = 20 * 1024 * 1024;
const MS_OFFERED = 60 * 60 * 1000;

const ACTIONS = [
	...['typing', 'choose_sticker', 'find_location', 'upload_photo', 'upload_document'],
	...['record_video', 'upload_video', 'record_voice', 'upload_voice'],
	...['record_video_note', 'upload_video_note'],
];

export interface Bot {
	world: World;
	updates: Updates;
	allowedHosts: readonly string[];
}

interface Answer {
	result: unknown;
	description?: string;
}

type Method = (bot: Bot, sent: Sent) => Promise<Answer> | Answer;

/** By their names in lower case: Telegram does not mind the case. */
const methods = new Map<string, { name: string; run: Method }>();

function define(name: string, run: Method): void {
	methods.set(name.toLowerCase(), { name, run });
}

for (const name of sendingMethods) {
	define(name, async ({ world, allowedHosts }, sent) => ({
		result: await sendMessageBy(world, name, sent, allowedHosts),
	}));
}
define('getMe', ({ world }) => ({
	result: {
		...{ ...world.bot, is_bot: true, can_join_groups: true, can_read_all_group_messages: false },
		...{ supports_inline_queries: false, can_connect_to_business: true, has_main_web_app: false },
	},
}));
define('setWebhook', ({ updates }, { fields }) => ({
	result: true,
	description: updates.set(fields),
}));
define('deleteWebhook', ({ updates }, { fields }) => ({
	result: true,
	description: updates.remove(fields),
}));
define('getWebhookInfo', ({ updates }) => ({ result: updates.info() }));
define('getFile', ({ world }, { fields }) => ({ result: offerFile(world, fields) }));
define('sendChatAction', ({ world }, { fields }) => {
	const room = addressee(world, fields);
	if (!ACTIONS.includes(textAt(fields, 'action') ?? '')) {
		throw badRequest('wrong parameter action in request');
	}
	world.accept({ method: 'sendChatAction', chatId: room.chat.id, fields });
	return { result: true };
});
define('setMessageReaction', ({ world }, { fields }) => ({ result: react(world, fields) }));
define('answerCallbackQuery', ({ world }, { fields }) => {
	if (!world.queries.delete(textAt(fields, 'callback_query_id') ?? '')) {
		throw badRequest('query is too old and response timeout expired or query ID is invalid');
	}
	if ((textAt(fields, 'text') ?? '').length > 200) throw badRequest('MESSAGE_TOO_LONG');
	world.accept({ method: 'answerCallbackQuery', fields });
	return { result: true };
});

/** As the documentation writes it; undefined when there is none. */
export const methodName = (name: string) => methods.get(name.toLowerCase())?.name;

export async function perform(bot: Bot, name: string, sent: Sent): Promise<Answer> {
	const method = methods.get(name.toLowerCase());
	if (!method) throw new Refusal(404, 'Not Found: method not found');
	return method.run(bot, sent);
}

function react(world: World, fields: Fields): true {
	// [?] The documentation knows no reactions on behalf of a business account.
	if (fields.business_connection_id) throw badRequest('BUSINESS_CONNECTION_NOT_ALLOWED');
	const room = addressee(world, fields);
	const messageId = numberAt(fields, 'message_id') ?? 0;
	if (!room.messages.has(messageId)) throw badRequest('message to react not found');
	const reactions = listOf(fields, 'reaction') ?? [];
	if (reactions.length > 1) throw badRequest('REACTIONS_TOO_MANY');
	for (const reaction of reactions) {
		if (!isFields(reaction)) throw badRequest("can't parse reaction types: expected an Object");
		if (reaction.type === 'custom_emoji' || reaction.type === 'paid') {
			throw badRequest('REACTION_INVALID');
		}
		if (reaction.type !== 'emoji') throw badRequest('invalid reaction type specified');
		const emoji = textAt(reaction, 'emoji')?.replace(/\uFE0F/g, '') ?? '';
		if (!reactionEmoji.has(emoji)) throw badRequest('REACTION_INVALID');
	}
	world.accept({ method: 'setMessageReaction', chatId: room.chat.id, messageId, fields });
	return true;
}

function offerFile(world: World, fields: Fields): Fields {
	const id = textAt(fields, 'file_id') ?? '';
	const file = world.files.get(id.replace(/-s$/, ''));
	if (!file) throw badRequest(id === '' ? 'file_id is empty' : 'invalid file_id');
	if (file.size > MOST_DOWNLOADED) throw badRequest('file is too big');
	file.offeredAt = world.now();
	return {
		file_id: id,
		file_unique_id: file.uniqueId,
		file_size: file.size,
		file_path: pathOf(file),
	};
}

const pathOf = ({ kind, uniqueId, name }: KeptFile) =>
	`${kind}s/file_${uniqueId.slice(1)}${/\.\w+$/.exec(name)?.[0] ?? ''}`;

/** A file under the path that getFile gave, for an hour. */
export function offeredFile(world: World, path: string): KeptFile | undefined {
	return [...world.files.values()].find(
		(file) => pathOf(file) === path && world.now() - (file.offeredAt ?? 0) < MS_OFFERED,
	);
}

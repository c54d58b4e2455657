/** @import { Message } from '../../state/model.mts' */
/** @import { ChatView, InboxView } from '../../inbox/views.mts' */

/** @param {ChatView} chat */
export function clientName({ client, integrationId }) {
	return client?.name ?? client?.phone ?? integrationId ?? 'Client';
}

/**
 * Anybody by the Chats API's id.
 * @param {InboxView} view
 * @param {ChatView} chat
 * @param {string | undefined} id
 */
export function personName(view, chat, id) {
	if (id === chat.clientId || id === chat.client?.clientId) return clientName(chat);
	const users = view.accounts.flatMap((account) => account.users);
	const bots = view.channels.map(({ bot }) => bot);
	return [...users, ...bots].find((person) => person.id === id)?.name ?? 'Somebody';
}

/** @param {string} name */
export function initials(name) {
	const words = name.trim().split(/\s+/).slice(0, 2);
	return words.map((word) => [...word][0]?.toUpperCase() ?? '').join('');
}

/** @type {Record<string, string>} */
const KINDS = {
	picture: 'Picture',
	video: 'Video',
	voice: 'Voice message',
	audio: 'Audio',
	sticker: 'Sticker',
	location: 'Location',
	contact: 'Contact',
	file: 'File',
};

/**
 * A message in a few words.
 * @param {Message['content'] | undefined} content
 */
export function summary(content) {
	if (!content) return '';
	return content.text || content.file_name || KINDS[content.type] || content.type;
}

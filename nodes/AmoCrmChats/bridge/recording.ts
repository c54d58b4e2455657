import type { Operation } from '../actions/operation';
import { edit } from '../actions/message/edit.operation';
import { send } from '../actions/message/send.operation';
import { updateStatus } from '../actions/message/updateStatus.operation';
import { add } from '../actions/reaction/add.operation';
import { remove } from '../actions/reaction/remove.operation';
import { sendTyping } from '../actions/chat/sendTyping.operation';
import type { Content, Incoming, Person, Verdict, Where } from '../messengers/messenger';
import { compact, type JsonObject } from '../shared/json';
import { chatIdOf, messageIdOf, type IdSpelling } from './ids';
import type { Choices } from './bridgeForm';

/** What is to be done in amoCRM: an operation of the action node, and its form filled in. */
export interface Recording {
	operation: Operation;
	values: JsonObject;
}

type Event<Kind> = Extract<Incoming, { event: Kind }>;

/** What an event of a messenger becomes in amoCRM, or why it becomes nothing. */
export function recordingOf(
	event: Incoming,
	choices: Choices,
	spelling: IdSpelling,
): Recording | string {
	if (event.event === 'other') return event.why;
	if (event.event === 'status') return statusOf(event);
	if (event.isGroup === true && !choices.groups) return 'A group, which is left out';
	const isOwn = event.from === 'manager';
	if (isOwn && choices.ownMessages === 'skip') return "Written in the messenger's own app";
	const chatId = chatIdOf(spelling, event.account, event.chat);
	if (event.event === 'message') {
		if (event.nonce !== undefined) return 'The echo of what the Bridge sent';
		return { operation: send, values: messageOf(event, chatId, choices, spelling) };
	}
	if (event.event === 'typing') {
		if (isOwn) return "Typed in the messenger's own app";
		const values = { conversationId: chatId, senderId: event.person?.id ?? chatId };
		return { operation: sendTyping, values };
	}
	const known = {
		conversationId: chatId,
		messageBy: 'externalMessageId',
		externalMessageId: messageIdOf(spelling, chatId, event.message),
	};
	if (event.event === 'reaction') return reactionOf(event, known, choices);
	const content: Content =
		event.event === 'edit' ? event.content : { type: 'text', text: choices.deletedText };
	return { operation: edit, values: { ...known, ...editedOf(content) } };
}

function statusOf({ nonce, verdict }: Event<'status'>): Recording | string {
	if (verdict.status === 'sent') return 'Accepted, which amoCRM shows already';
	if (nonce === undefined) return 'The messenger does not name the message of amoCRM';
	return { operation: updateStatus, values: deliveryOf(nonce, verdict) };
}

/** The form of Update Status. */
export function deliveryOf(messageId: string, verdict: Verdict): JsonObject {
	const { status, errorCode, errorText } = verdict;
	return compact({ messageId, status, errorCode, errorText });
}

function reactionOf(
	{ emoji, person, chat, from }: Event<'reaction'>,
	known: JsonObject,
	{ managerRefId }: Choices,
): Recording | string {
	if (from === 'manager' && managerRefId === undefined) {
		return "Reacted in the messenger's own app, by nobody whom amoCRM knows";
	}
	const whose: JsonObject =
		from === 'client'
			? { direction: 'fromClient', clientBy: 'ownId', senderId: person?.id ?? chat }
			: { direction: 'fromManager', senderRefId: managerRefId ?? null };
	const values: JsonObject = { ...known, ...whose, chatBy: 'conversationId' };
	if (emoji !== undefined) values.emoji = emoji;
	return { operation: emoji === undefined ? remove : add, values };
}

function messageOf(
	event: Event<'message'>,
	chatId: string,
	choices: Choices,
	spelling: IdSpelling,
): JsonObject {
	const { content, message, time, callback, silent, chatRef, source = choices.sourceId } = event;
	const idOf = (own: string) => messageIdOf(spelling, chatId, own);
	return {
		...participantsOf(event, choices),
		...contentOf(content),
		conversationId: chatId,
		options: compact({
			...fileFactsOf(content),
			messageId: message === undefined ? undefined : idOf(message),
			timestamp: time,
			callbackData: callback,
			silent,
			conversationRefId: chatRef,
			sourceId: source,
			replyTo: replyOf(event, idOf),
			forward: forwardOf(event),
			sharedPost: content.post && {
				post: compact({ url: content.post.url, previewLink: content.post.preview }),
			},
		}),
	};
}

/** Who wrote to whom. What the owner wrote in the messenger's own app has the client as its receiver. */
function participantsOf(where: Where, { ownMessages, managerRefId }: Choices): JsonObject {
	const { from, person, chat } = where;
	const role = from === 'client' ? 'sender' : 'receiver';
	const client = {
		[`${role}Id`]: person?.id ?? chat,
		[`${role}Name`]: nameOf(person) ?? chat,
		[`${role}Details`]: compact({
			avatar: person?.avatar,
			email: person?.email,
			phone: person?.phone,
			profileLink: person?.link,
			refId: person?.ref,
		}),
	};
	if (from === 'client') return { direction: 'fromClient', ...client };
	if (ownMessages === 'fromBot') return { direction: 'fromBot', ...client };
	return compact({ direction: 'fromManager', ...client, senderRefId: managerRefId });
}

function nameOf(person: Person | undefined): string | undefined {
	return person?.name ?? person?.phone;
}

/** Without its file, which an edit leaves as it is. */
function editedOf({ type, text, location, contact }: Content): JsonObject {
	return contentOf({ type, ...compact({ text, location, contact }) });
}

function contentOf({ type, text, location, contact, media }: Content): JsonObject {
	return compact({
		messageType: type,
		text,
		...location,
		contactName: contact?.name,
		contactPhone: contact?.phone,
		...(media && 'url' in media.from ? { mediaSource: 'url', mediaUrl: media.from.url } : {}),
		...(media && 'field' in media.from
			? { mediaSource: 'binary', binaryPropertyName: media.from.field }
			: {}),
	});
}

function fileFactsOf({ media }: Content): JsonObject {
	if (media === undefined) return {};
	return compact({ fileName: media.name, fileSize: media.size, mediaDuration: media.seconds });
}

type IdOf = (message: string) => string;

function replyOf({ replyTo, person, time }: Event<'message'>, idOf: IdOf): JsonObject | undefined {
	if (replyTo === undefined) return undefined;
	if ('message' in replyTo) {
		return {
			message: { quoteBy: 'externalMessageId', externalMessageId: idOf(replyTo.message) },
		};
	}
	const { text, name = person?.name ?? '?' } = replyTo;
	return { message: describedOf({ text, name, time }) };
}

function forwardOf({ forwarded, content, time }: Event<'message'>): JsonObject | undefined {
	if (forwarded === undefined) return undefined;
	const text = forwarded.text ?? content.text ?? `(${content.type})`;
	const name = forwarded.name ?? '?';
	return { message: describedOf({ text, name, time: forwarded.time ?? time }) };
}

/** A message that amoCRM does not have. */
function describedOf(quoted: { text: string; name: string; time: number | undefined }): JsonObject {
	return compact({
		quoteBy: 'content',
		messageType: 'text',
		text: quoted.text,
		senderName: quoted.name,
		timestamp: quoted.time,
	});
}

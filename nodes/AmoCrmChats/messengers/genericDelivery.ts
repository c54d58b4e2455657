import { compact, compactOrNone, isoTime, numberAt, textAt, type JsonObject } from '../shared/json';
import { DELIVERY_ERRORS } from '../shared/wire';
import type { Answer, Call, Content, Outgoing, Setup, Verdict } from './messenger';
import { refused, verdictWithoutAnswer } from './verdicts';

export const ERROR_CODES = [901, 902, 903, 904, 905] as const;
type ErrorCode = (typeof ERROR_CODES)[number];

/** One request a message: what became of it, its answer says. */
export function write(event: Outgoing, setup: Setup, answers: readonly Answer[]): Call | Verdict {
	const [answer] = answers;
	if (answer) {
		const { chat, ...verdict } = judge(answer);
		return { ...verdict, ...compact({ chat: chat === event.chat ? undefined : chat }) };
	}
	const url = textAt(setup, 'url');
	if (url === undefined || !/^https?:\/\/[^\s/]+/i.test(url)) {
		return refused(
			902,
			"Enter your messenger's address, such as https://shop.example/chat, as URL",
		);
	}
	const { media } = event.content ?? {};
	if (media && !('url' in media.from)) return refused(905, 'The file has no public address');
	return { method: 'POST', url, body: bodyOf(event) };
}

/** An answer without a body, or with one of something else, accepts the message. */
export function judge(answer: Answer): Verdict {
	const { status, body } = answer;
	if (status === undefined) return verdictWithoutAnswer(answer);
	// Many say 0 where nothing failed.
	const given = numberAt(body, 'errorCode') || undefined;
	const told = textAt(body, 'status');
	const words = textAt(body, 'errorText');
	const isAccepted = status >= 200 && status <= 299;
	const isError = told === 'error' || words !== undefined;
	if (given !== undefined || (isAccepted && isError)) {
		return failed(
			ERROR_CODES.find((code) => code === given),
			words ?? wordsIn(body),
		);
	}
	if (!isAccepted)
		return verdictOfStatus(status, words ?? wordsIn(body), numberAt(body, 'retryAfter'));
	return {
		status: told === 'delivered' || told === 'read' ? told : 'sent',
		...compact({
			message: textAt(body, 'externalMessageId'),
			chat: textAt(body, 'conversationId') ?? textAt(body, 'chatId'),
		}),
	};
}

export function failed(code: ErrorCode = 905, words?: string): Verdict {
	const silent = code === 905 ? 'The messenger does not say why' : DELIVERY_ERRORS[code];
	return refused(code, words ?? silent);
}

const SHORT_WAIT_S = 5;

/** As web frameworks name what is wrong. */
function wordsIn(body: unknown): string | undefined {
	return textAt(body, 'error.message') ?? textAt(body, 'error') ?? textAt(body, 'message');
}

function verdictOfStatus(status: number, told?: string, retryAfter = SHORT_WAIT_S): Verdict {
	const words = told ?? `The messenger answered ${status}`;
	// It knows by the message ID what it has already.
	if (status === 429 || status >= 500)
		return { ...refused(903, words), retry: Math.max(1, retryAfter) };
	if (status === 401 || status === 403) return refused(902, words, 'Check the credential.');
	if (status === 404 || status === 405)
		return refused(902, words, 'Check the URL of the messenger.');
	return refused(905, words);
}

function bodyOf(event: Outgoing): JsonObject {
	const { chat, content, target, emoji } = event;
	const isMessage = event.event === 'message';
	const isReaction = event.event === 'reaction';
	return compact({
		event: event.event,
		conversationId: chat,
		writeFirst: isMessage && chat === undefined ? true : undefined,
		conversationRefId: event.chatRef,
		messageId: event.nonce === '' ? undefined : event.nonce,
		part: event.part > 0 ? event.part : undefined,
		externalMessageId: isReaction ? target?.message : undefined,
		emoji: isReaction ? (emoji ?? '') : undefined,
		...(content ? contentOf(content) : {}),
		replyTo: isMessage && target ? quotedOf(target) : undefined,
		buttons: event.buttons?.map((row) => row.map((button) => compact({ ...button }))),
		listMessage: event.list,
		template: event.template,
		sender: event.sender && compactOrNone({ name: event.sender.name }),
		receiver: receiverOf(event),
		timestamp: isoTime(event.time),
	});
}

function contentOf({ type, text, media, location, contact }: Content) {
	return {
		messageType: type,
		text,
		mediaUrl: media && 'url' in media.from ? media.from.url : undefined,
		fileName: media?.name,
		fileSize: media?.size,
		mediaDuration: media?.seconds,
		...location,
		contactName: contact?.name,
		contactPhone: contact?.phone,
	};
}

function quotedOf({ message, text }: NonNullable<Outgoing['target']>) {
	return compact({ externalMessageId: message, text });
}

function receiverOf({ receiver, phone }: Outgoing): JsonObject | undefined {
	return compactOrNone({ id: receiver?.id, name: receiver?.name, phone, refId: receiver?.ref });
}

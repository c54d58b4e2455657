import { at, compact, numberAt, textAt } from '../shared/json';
import type { Answer, Verdict } from './messenger';
import { refused, verdictWithoutAnswer } from './verdicts';

interface Outcome {
	errorCode: NonNullable<Verdict['errorCode']>;
	advice?: string;
}

/** By what the description contains. */
const BY_WORDS: ReadonlyArray<[RegExp, Outcome]> = [
	[
		/bot was blocked by the user/i,
		{ errorCode: 901, advice: 'Only the client can unblock the bot.' },
	],
	[/user is deactivated/i, { errorCode: 901, advice: 'The client left Telegram.' }],
	[
		/bot was kicked|bot is not a member|group chat was deleted/i,
		{ errorCode: 901, advice: 'The bot is no longer in the group.' },
	],
	[
		/chat not found|can't initiate conversation|have no access to the user|PEER_(ID_)?INVALID/i,
		{ errorCode: 904, advice: 'The client has to write to this bot first.' },
	],
	[
		/BUSINESS_PEER_USAGE_MISSING/i,
		{ errorCode: 905, advice: 'More than 24 hours have passed since the client wrote.' },
	],
	[
		/BUSINESS_CONNECTION_|business connection not found/i,
		{
			errorCode: 902,
			advice: 'Connect the bot to the business account, with the right to answer.',
		},
	],
	[/VOICE_MESSAGES_FORBIDDEN/i, { errorCode: 905, advice: 'The client takes no voice messages.' }],
];

const BY_CODE: Readonly<Record<number, Outcome>> = {
	401: { errorCode: 902, advice: 'Check the token of the bot.' },
	404: { errorCode: 902, advice: 'Check the token of the bot, and the Bot API URL.' },
	409: { errorCode: 902, advice: 'Another program uses this bot.' },
};

/** Bots get no receipts: accepted is all that Telegram tells. */
export function judge(answer: Answer): Verdict {
	const { status, body } = answer;
	if (status === undefined) return verdictWithoutAnswer(answer);
	if (at(body, 'ok') === true) {
		const message = textAt(body, 'result.message_id');
		// Of a message that Telegram puts off, the number is 0 until it is sent.
		return { status: 'sent', ...compact({ message: message === '0' ? undefined : message }) };
	}
	const code = numberAt(body, 'error_code') ?? status;
	const words = textAt(body, 'description') ?? `Telegram answered ${status}`;
	if (code === 429)
		return { ...refused(903, words), retry: numberAt(body, 'parameters.retry_after') ?? 5 };
	// A server that stops, and a proxy, may have passed the message on; it would arrive twice.
	if (code >= 500 || code < 400) return { ...refused(903, words), isUncertain: true };
	const [, known] = BY_WORDS.find(([pattern]) => pattern.test(words)) ?? [];
	const { errorCode, advice } = known ?? BY_CODE[code] ?? { errorCode: 905 };
	return refused(errorCode, words, advice);
}

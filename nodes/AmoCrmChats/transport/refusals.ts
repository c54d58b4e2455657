import { DateTime } from 'luxon';
import { numberAt, textAt, type Json } from '../shared/json';
import { codeOf, isRefusedInBody, isSuccess, type Answer } from './answer';
import { wordsOf } from './words';

/** What happened, and what to do about it. */
export interface Explanation {
	message: string;
	description: string;
}

/** A signature is valid for 15 minutes. */
const MAX_SKEW_MINUTES = 15;

/** Says what an answer means to the person who built the workflow, with the API's own words at the end. */
export function explainRefusal(refusal: Answer, now: DateTime): Explanation {
	const { message, description } = explain(refusal, now);
	const words = wordsOf(refusal.body);
	return {
		message,
		description: words === '' ? description : `${description} The API said: ${words}`,
	};
}

function explain(refusal: Answer, now: DateTime): Explanation {
	const type = textAt(refusal.body, 'error_type');
	if (type === 'ORIGIN_NOT_REGISTERED') return unknownChannel;
	if (type === 'ORIGIN_INVALID_SIGNATURE') return wrongSignature(refusal, now);
	const code = codeOf(refusal);
	switch (code) {
		case 400:
			return {
				message: 'amoCRM did not accept the data of the request',
				description: 'Compare the fields of this item with the reason below.',
			};
		case 403:
			return type === undefined ? blockedOr(wrongSignature(refusal, now)) : forbidden;
		case 404:
			return {
				message: 'amoCRM does not know the message, the chat, the channel or the account',
				description:
					"Fields called amoCRM … ID take what the trigger and Send return as messageId and conversationRefId; your own IDs are found once a message was sent with them. Also check the credential's Channel ID, Account ID and Host.",
			};
		case 429:
			return {
				message: 'amoCRM received too many requests',
				description: `${waitOf(refusal.body)} Send fewer messages at once.`,
			};
		case 453:
			return {
				message: 'amoCRM did not recognize the sender of an outgoing message',
				description: 'Set Sender amoCRM User ID to the amojo_id of a CRM user, or choose From Bot.',
			};
		default:
			if (isSuccess(code)) return isRefusedInBody(refusal.body) ? notDone : notTheApi;
			return code >= 500 ? unavailable(code) : unexpected(code);
	}
}

/** All good answers of the API are JSON or empty; a login page or a proxy answers 200 with words. */
const notTheApi: Explanation = {
	message: 'What answers at this host is not the Chats API',
	description: "Check the credential's Host, and any proxy between n8n and amoCRM.",
};

const notDone: Explanation = {
	message: 'amoCRM answered that it did not carry out the request',
	description: 'Compare the fields of this item with the reason below.',
};

const unknownChannel: Explanation = {
	message: 'amoCRM does not know this channel',
	description:
		'Check the credential: its Channel ID and Account ID, and that its Host is the platform where the channel was registered. If the account was just reinstalled, run the operation Channel: Connect first.',
};

const forbidden: Explanation = {
	message: 'amoCRM does not allow this',
	description:
		'The signature is right. While a channel is private, only the accounts named at its registration may use it: ask amoCRM support to add the account, or check the Account ID.',
};

function wrongSignature({ date }: Answer, now: DateTime): Explanation {
	const skew = skewOf(date, now);
	if (skew !== undefined && Math.abs(skew) > MAX_SKEW_MINUTES) {
		return {
			message: 'amoCRM refused the signature: the clock of this n8n server is wrong',
			description: `It is ${Math.round(Math.abs(skew))} minutes ${skew > 0 ? 'ahead of' : 'behind'} amoCRM, and a signature is valid for ${MAX_SKEW_MINUTES}. Set the clock of the server, preferably by time synchronization (NTP).`,
		};
	}
	return {
		message: 'amoCRM refused the signature of the request',
		description:
			'Copy the Channel Secret into the credential again (40 characters, from the letter of amoCRM support; not the secret of the OAuth integration), and check that Channel ID and Account ID belong to it.',
	};
}

/** After many 429 answers the service blocks the address with a bare 403. */
function blockedOr({ message, description }: Explanation): Explanation {
	return {
		message,
		description: `${description} If it worked before and many requests were sent just now, amoCRM may have blocked this server for a while: wait, and send more slowly.`,
	};
}

function unavailable(status: number): Explanation {
	return {
		message: `amoCRM is not available at the moment (status ${status})`,
		description: 'Nothing is wrong with the request. Try again later.',
	};
}

function unexpected(status: number): Explanation {
	return {
		message: `amoCRM answered with the unexpected status ${status}`,
		description:
			status >= 300 && status < 400
				? "The request was redirected, which a signature does not survive. Check the credential's Host."
				: "Check the credential's Host and the fields of this item.",
	};
}

function waitOf(body: Json | undefined): string {
	const seconds = numberAt(body, 'retry_after');
	return seconds === undefined ? 'Wait a little.' : `It asks to wait ${seconds} seconds.`;
}

/** Minutes by which this machine's clock is ahead of the service's. */
function skewOf(date: string | undefined, now: DateTime): number | undefined {
	if (date === undefined) return undefined;
	const theirs = DateTime.fromHTTP(date).isValid
		? DateTime.fromHTTP(date)
		: DateTime.fromRFC2822(date);
	return theirs.isValid ? now.diff(theirs).as('minutes') : undefined;
}

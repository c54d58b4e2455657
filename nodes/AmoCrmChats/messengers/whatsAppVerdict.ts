import { at, compact, isObject, numberAt, textAt } from '../shared/json';
import type { Answer, Verdict } from './messenger';
import { refused, verdictWithoutAnswer } from './verdicts';

interface Outcome {
	errorCode: NonNullable<Verdict['errorCode']>;
	retry?: number;
	advice?: string;
}

const NOT_REACHED: Outcome = {
	errorCode: 904,
	advice: 'The number may not be on WhatsApp, or use an old version of it.',
};
const SWITCHED_OFF: Outcome = {
	errorCode: 902,
	advice: 'Check the access token, the phone number and the payment at Meta.',
};
const REFUSED: Outcome = { errorCode: 905 };
/** The pair of numbers may talk again after six seconds; other limits count by the minute, or by the hour. */
const PAIR_LIMIT: Outcome = { errorCode: 903, retry: 6 };
const RATE_LIMIT: Outcome = { errorCode: 903, retry: 60 };
const PASSING: Outcome = { errorCode: 903, retry: 5 };

const OUTCOMES = new Map<number, Outcome>([
	[131021, { errorCode: 904 }],
	[131026, NOT_REACHED],
	[131030, { errorCode: 904, advice: "Add the number to the app's test numbers at Meta." }],
	[131062, { errorCode: 904, advice: 'Such a message needs the phone number of the client.' }],
	[
		131047,
		{
			errorCode: 905,
			advice: 'More than 24 hours have passed since the client wrote: send a template.',
		},
	],
	...[0, 3, 10, 190, 368, 131005, 131031, 131037, 131042, 131045, 131057, 131064, 133010].map(
		(code): [number, Outcome] => [code, SWITCHED_OFF],
	),
	[131056, PAIR_LIMIT],
	...[4, 80007, 130429, 133016].map((code): [number, Outcome] => [code, RATE_LIMIT]),
	...[1, 2, 131000, 131016, 135000].map((code): [number, Outcome] => [code, PASSING]),
]);

/** What one answer says of a message; accepted is not delivered. */
export function judge(answer: Answer): Verdict {
	const { status, body } = answer;
	if (status === undefined) return verdictWithoutAnswer(answer);
	const error = at(body, 'error');
	if (isObject(error)) return verdictOfError(error, status);
	if (status >= 200 && status < 300) {
		return { status: 'sent', ...compact({ message: textAt(firstAt(body, 'messages'), 'id') }) };
	}
	return verdictOfStatus(status);
}

/** Who was written to, as WhatsApp names the chat from now on. */
export function chatOf(answer: Answer): string | undefined {
	const contact = firstAt(answer.body, 'contacts');
	return textAt(contact, 'user_id') ?? textAt(contact, 'wa_id');
}

/** An error of the API or of a status. Meta advises to rely on the code and on `details`. */
export function verdictOfError(error: unknown, status = 400): Verdict {
	const code = numberAt(error, 'code');
	const { errorCode, retry, advice } = outcomeOf(code, status);
	const words =
		textAt(error, 'error_data.details') ??
		textAt(error, 'message') ??
		textAt(error, 'title') ??
		'WhatsApp refused the message';
	const bare = words.replace(/^\(#\d+\) /, '').replace(/\.$/, '');
	const told = code === undefined ? bare : `${bare} (${code})`;
	return { ...refused(errorCode, told, advice), ...compact({ retry }) };
}

function outcomeOf(code: number | undefined, status: number): Outcome {
	const known = code === undefined ? undefined : OUTCOMES.get(code);
	if (known) return known;
	if (code !== undefined && code >= 200 && code <= 299) return SWITCHED_OFF;
	return status >= 500 ? PASSING : REFUSED;
}

/** Not in Meta's words, so maybe a proxy's: the request may have gone through. */
function verdictOfStatus(status: number): Verdict {
	const words = `WhatsApp answered ${status}`;
	if (status === 429 || status === 503) return { ...refused(903, words), retry: 60 };
	if (status >= 500) return { ...refused(903, words), isUncertain: true };
	return status === 401 || status === 403
		? refused(902, words, SWITCHED_OFF.advice)
		: refused(905, words);
}

function firstAt(body: unknown, path: string): unknown {
	const list = at(body, path);
	const [first]: unknown[] = Array.isArray(list) ? list : [];
	return first;
}

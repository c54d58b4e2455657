import { arrayAt, at, isObject, textAt, type Json } from '../shared/json';
import type { AmojoRequest } from '../shared/wire';
import { codeOf, isSuccess, type Answer } from './answer';

const STATUSES = [400, 409, 422];

/** Where refusals have words of their own. Elsewhere stands what was sent: the client's "already" says nothing. */
const WORDS = ['error_type', 'code', 'error', 'title', 'path', 'field', 'error_description'];
const MORE_WORDS = ['message', 'detail', 'description', 'reason'];
const LISTS = ['errors', 'validation-errors'];

/** Longer than any sentence of a refusal. */
const LONGEST_STATEMENT = 1000;

/** A shorter ID may stand in a text by chance, as a number does. */
const SHORTEST_TELLING_ID = 6;

/** Any of these, as whole words. */
const words = (...parts: string[]) => new RegExp(`\\b(${parts.join('|')})\\b`);

const ID = words(
	'(msg|message) ?ids?',
	'messages? with (a|an|that|the|the given|the same|this|such|such an) ids?',
	'ids? of (a|the|this) message',
);
const TAKEN = words(
	'duplicat(es?|ed|ion)',
	'(must|should|has to|needs to) be unique',
	'(not|non|isn t) unique',
	'unique constraint',
	'already( been| be)? (an?|exists?|existing|used|in use|taken|known|present|have|has|there)',
	'already( been)? (registered|received|accepted|processed|saved|stored|added|created|imported|sent)',
	'already$',
	'exists?|in use|(is|was|been) (used|taken)',
);
/** Said of the message itself, and of no part of it. */
const MESSAGE_IS_THERE = words(
	'duplicated? messages?(?= *$| (is|was|with|in|for|found|detected|received|ignored|rejected)\\b)',
	'message (is |was )?(a )?duplicated?',
	'message (already exists|exists already|is already (known|there|present))',
	'message (has |was )?already( been)? (received|accepted|processed|saved|stored)',
);

/** The opposite: an ID that is not there, or should be, or that cannot be one. */
const NOT_THERE = words(
	'(not|no|never|none|doesn t|don t|didn t|isn t|wasn t|unknown)(?! (unique|accepted|allowed))( \\S+){0,6}? (exists?|known|found|used|taken|there|present)',
	'(not|no|never) (a )?duplicat\\w+',
	'(must|should|whether|if|ensure|sure|check|verify)( \\S+){0,6}? exists?',
);
const UNFIT = words(
	'required|empty|blank|missing|too (long|short)|longer|shorter|characters?|format',
);

/** What else can be there already, or closed, while the message never arrived. */
const SOMETHING_ELSE = words(
	'(conversation|chat|talk|dialog|contact|lead|deal|source|channel|account|integration|scope)s?',
	'(user|sender|receiver|recipient|client|customer|phone|email|profile|name|signature)s?',
	'(text|file|attachment|template|quote|forward|post|reaction)s?|media|status(es)?',
	'reply|replies|quoted|forwarded',
);

/**
 * Whether a refusal says that amoCRM has the message of this request already. How it says so is documented only as
 * "is not accepted", so the words are all there is to go by, and reading too much into them would lose a message:
 * they must speak of this message's ID, or call the message a duplicate, before they name anything else. What
 * cannot be decided is none.
 */
export function isAlreadyKnown(refusal: Answer, request: AmojoRequest): boolean {
	const { status, body } = refusal;
	const codes = [codeOf(refusal), ...(isSuccess(status) ? [] : [status])];
	const messageId = textAt(request.body, 'payload.msgid');
	const isNew = textAt(request.body, 'event_type') === 'new_message';
	if (messageId === undefined || !isNew || !codes.every((code) => STATUSES.includes(code)))
		return false;
	return statementsIn(body).some((statement) =>
		saysSo(plainWords(statement.slice(0, LONGEST_STATEMENT), messageId)),
	);
}

function saysSo(statement: string): boolean {
	const elsewhere = statement.search(SOMETHING_ELSE);
	let start = 0;
	return statement.split(/[.;,()!?]/).some((clause) => {
		const end = start + endOfClaim(clause);
		start += clause.length + 1;
		return !Number.isNaN(end) && (elsewhere === -1 || elsewhere >= end);
	});
}

/** Where the clause has said both what it speaks of and that it is there; NaN if it does not. */
function endOfClaim(clause: string): number {
	if (NOT_THERE.test(clause) || UNFIT.test(clause)) return Number.NaN;
	const parts = ID.test(clause) ? [ID, TAKEN] : [MESSAGE_IS_THERE];
	const ends = parts.map((part) => {
		const found = part.exec(clause);
		return found === null ? Number.NaN : found.index + found[0].length;
	});
	return Math.max(...ends);
}

/** Lower case, words apart from each other; the ID itself, which may contain any word, becomes "msgid". */
function plainWords(statement: string, messageId: string): string {
	const named =
		messageId.length < SHORTEST_TELLING_ID
			? statement
			: statement.split(messageId).reduce((before, after) => {
					const isPart = /[\w-]$/.test(before) || /^[\w-]/.test(after);
					return `${before}${isPart ? messageId : ' msgid '}${after}`;
				});
	return named
		.replace(/([a-z])([A-Z])/g, '$1 $2')
		.toLowerCase()
		.replace(/\.(?=\S)/g, ' ')
		.replace(/[^\p{L}\p{N}.;,()!?]+/gu, ' ')
		.trim();
}

/** What a refusal says, one text for each object of it that says something. */
function statementsIn(body: Json | undefined): string[] {
	if (typeof body === 'string') return [body];
	if (Array.isArray(body)) return body.flatMap(statementsIn);
	if (!isObject(body)) return [];
	const words = [...WORDS, ...MORE_WORDS].flatMap((key) => textAt(body, key) ?? []);
	const inner = LISTS.flatMap((key) => arrayAt(body, key)).flatMap(statementsIn);
	const nested = at(body, 'error');
	const own = words.length > 0 ? [words.join(' : ')] : [];
	return [...own, ...inner, ...(isObject(nested) ? statementsIn(nested) : [])];
}

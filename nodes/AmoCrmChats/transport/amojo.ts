import {
	NodeApiError,
	NodeOperationError,
	type ICredentialDataDecryptedObject,
	type IExecuteFunctions,
	type IHookFunctions,
	type IHttpRequestOptions,
	type INode,
	type IN8nHttpFullResponse,
	type JsonObject,
} from 'n8n-workflow';
import { DateTime } from 'luxon';
import { hostOf, problemsOf } from '../shared/channelCredential';
import { trimmedAt } from '../shared/json';
import { API_PATH, type AmojoAnswer, type AmojoRequest } from '../shared/wire';
import { isAlreadyKnown } from './alreadyKnown';
import { inTime, isRefusedInBody, isSuccess, readAnswer, type Answer } from './answer';
import { explainSilence, troubleOfSilence } from './noAnswer';
import { explainRefusal } from './refusals';
import { persist, type RetryOptions } from './retry';
import { troubleOf, type Trouble } from './trouble';
import { excerptOf, wordsOf } from './words';

export const CREDENTIAL = 'amoCrmChatsApi';

/** Long enough for a slow answer, short enough that one lost packet does not stall a run. */
const TIMEOUT_MS = 20_000;

/** An execution, or the trigger while its workflow is published. */
type Sender = IExecuteFunctions | IHookFunctions;

/** What a run needs to send requests: read once, not per message. */
export interface Connection {
	baseUrl: string;
	credential: ICredentialDataDecryptedObject;
	/** Milliseconds until a request must have its whole answer. */
	timeout: number;
}

/** One try at a request: the answer, or what went wrong. */
type Exchange = { answer: AmojoAnswer; trouble?: undefined } | Failed;

interface Failed {
	failure: NodeApiError;
	trouble: Trouble;
	/** The service says that it has this message already. */
	isAlreadyKnown: boolean;
}

export function connectionOf(
	node: INode,
	credential: ICredentialDataDecryptedObject,
	timeout = TIMEOUT_MS,
): Connection {
	const isCustom = credential.baseUrl === 'custom';
	const host = trimmedAt(credential, isCustom ? 'customBaseUrl' : 'baseUrl');
	// URL alone takes localhost:8787 for an address of the scheme "localhost".
	if (!/^https?:\/\//i.test(host) || !URL.canParse(host)) {
		throw new NodeOperationError(node, `'Host' of the credential is not a web address`, {
			description:
				'Choose a host in the amoCRM / Kommo Chats API credential, or enter Custom Host with https:// in front.',
		});
	}
	const baseUrl = hostOf(credential);
	if (baseUrl !== undefined) return { baseUrl, credential, timeout };
	const problem = problemsOf(credential).find(({ name }) => /baseUrl$/i.test(name));
	throw new NodeOperationError(node, problem?.message ?? `'Host' of the credential is wrong`, {
		description: problem?.description,
	});
}

/** What a request came to. */
export interface Answered {
	answer: AmojoAnswer;
	/** It was refused because an earlier request had brought the same message: nobody learns what that one's answer said. */
	wasKnown: boolean;
}

/**
 * Sends one request, signed by the credential; with `retry` again and again, each time with a signature of its
 * own and the same message ID. Every failure is a NodeApiError that says what to do.
 */
export async function askAmojo(
	context: Sender,
	connection: Connection,
	request: AmojoRequest,
	itemIndex: number,
	retry?: RetryOptions,
): Promise<Answered> {
	const attempt = async () => await exchange(context, connection, request, itemIndex);
	const result = retry === undefined ? await attempt() : await persist(attempt, retry);
	if (result.trouble === undefined) return { answer: result.answer, wasKnown: false };
	const mayHaveArrivedBefore = 'mayHaveArrivedBefore' in result && result.mayHaveArrivedBefore;
	const isDone = result.isAlreadyKnown && (mayHaveArrivedBefore || request.knownIsDone);
	if (isDone) return { answer: undefined, wasKnown: true };
	throw result.failure;
}

async function exchange(
	context: Sender,
	connection: Connection,
	request: AmojoRequest,
	itemIndex: number,
): Promise<Exchange> {
	let reason: unknown;
	const cancel =
		'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal() : undefined;
	const answer = await inTime(connection.timeout, cancel, async (signal) => {
		try {
			return await readAnswer(await signedCall(context, connection, request, signal), signal);
		} catch (error) {
			reason = signal.aborted ? signal.reason : error;
			return undefined;
		}
	});
	if (answer !== undefined) return judge(context, request, answer, itemIndex);
	const failure = new NodeApiError(context.getNode(), reasonOf(reason), {
		...explainSilence(reason, new URL(connection.baseUrl).host),
		itemIndex,
	});
	return { failure, trouble: troubleOfSilence(reason), isAlreadyKnown: false };
}

async function signedCall(
	context: Sender,
	{ baseUrl, credential, timeout }: Connection,
	request: AmojoRequest,
	signal: AbortSignal,
): Promise<IN8nHttpFullResponse> {
	const options: IHttpRequestOptions = {
		method: request.method,
		url: `${baseUrl}${API_PATH}${request.path}`,
		qs: request.query,
		body: request.body,
		// It ends a silence only; the signal ends an answer that drips as well.
		timeout,
		abortSignal: signal,
		// n8n would read an answer of any length.
		encoding: 'stream',
		returnFullResponse: true,
		// The answer to a refusal is needed whole; n8n's own error would hide most of it.
		ignoreHttpStatusErrors: true,
		// A redirect would repeat the request with the signature of another path.
		disableFollowRedirect: true,
	};
	// In an execution n8n replaces the signal by what it gets from whoever calls its helper.
	const caller: Sender = Object.create(context, {
		getExecutionCancelSignal: { value: () => signal },
	});
	return await context.helpers.httpRequestWithAuthentication.call(caller, CREDENTIAL, options, {
		// Without it n8n reads and decrypts the credential from its database for every request.
		credentialsDecrypted: { id: '', name: '', type: CREDENTIAL, data: credential },
	});
}

function judge(
	context: Sender,
	request: AmojoRequest,
	answer: Answer,
	itemIndex: number,
): Exchange {
	const { status, body } = answer;
	const isGood = isSuccess(status) && typeof body !== 'string' && !isRefusedInBody(body);
	if (isGood) return { answer: body };
	const now = DateTime.utc();
	// n8n stores what it is given here with the execution, so it is no more than what is shown.
	const failure = new NodeApiError(
		context.getNode(),
		{ status, body: wordsOf(body) },
		{ ...explainRefusal(answer, now), httpCode: String(status), itemIndex },
	);
	const isKnown = isAlreadyKnown(answer, request);
	return { failure, trouble: troubleOf(answer, now), isAlreadyKnown: isKnown };
}

/** NodeApiError returns another NodeApiError unchanged, so only the plain facts are passed on. */
function reasonOf(error: unknown): JsonObject {
	return error instanceof Error ? { name: error.name, message: excerptOf(error.message) } : {};
}

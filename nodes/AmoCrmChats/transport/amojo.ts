import type {
	ICredentialDataDecryptedObject,
	IExecuteFunctions,
	IHookFunctions,
	IHttpRequestOptions,
	INode,
	IN8nHttpFullResponse,
	JsonObject,
} from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import { DateTime } from 'luxon';
import { trimmedAt, type Json } from '../shared/json';
import { API_PATH, type AmojoAnswer, type AmojoRequest } from '../shared/wire';
import { isAlreadyKnown } from './alreadyKnown';
import { explainRefusal } from './refusals';
import { explainSilence, troubleOfSilence } from './noAnswer';
import { persist, type RetryOptions } from './retry';
import { troubleOf, type Trouble } from './trouble';

export const CREDENTIAL = 'amoCrmChatsApi';

/** Long enough for a slow answer, short enough that one lost packet does not stall a run. */
const TIMEOUT_MS = 20_000;

/** An execution, or the trigger while its workflow is published. */
type Sender = IExecuteFunctions | IHookFunctions;

/** What a run needs to send requests: read once, not per message. */
export interface Connection {
	baseUrl: string;
	credential: ICredentialDataDecryptedObject;
	/** Milliseconds that a request waits for its answer. */
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
	return { baseUrl: host.replace(/\/+$/, ''), credential, timeout };
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
	{ baseUrl, credential, timeout }: Connection,
	request: AmojoRequest,
	itemIndex: number,
): Promise<Exchange> {
	const options: IHttpRequestOptions = {
		method: request.method,
		url: `${baseUrl}${API_PATH}${request.path}`,
		qs: request.query,
		body: request.body,
		timeout,
		returnFullResponse: true,
		// The answer to a refusal is needed whole; n8n's own error would hide most of it.
		ignoreHttpStatusErrors: true,
		// A redirect would repeat the request with the signature of another path.
		disableFollowRedirect: true,
	};
	let answer: IN8nHttpFullResponse;
	try {
		answer = await context.helpers.httpRequestWithAuthentication.call(
			context,
			CREDENTIAL,
			options,
			{
				// Without it n8n reads and decrypts the credential from its database for every request.
				credentialsDecrypted: { id: '', name: '', type: CREDENTIAL, data: credential },
			},
		);
	} catch (error) {
		const failure = new NodeApiError(context.getNode(), reasonOf(error), {
			...explainSilence(error, new URL(options.url).host),
			itemIndex,
		});
		return { failure, trouble: troubleOfSilence(error), isAlreadyKnown: false };
	}
	return judge(context, request, answer, itemIndex);
}

function judge(
	context: Sender,
	request: AmojoRequest,
	{ statusCode, body, headers }: IN8nHttpFullResponse,
	itemIndex: number,
): Exchange {
	const content = body === '' || body === null || body === undefined ? undefined : (body as Json);
	const isText = typeof content === 'string' && content.trim() !== '';
	if (statusCode >= 200 && statusCode < 300 && !isText) return { answer: content };
	const refusal = { status: statusCode, body: content, date: headerOf(headers, 'date') };
	const now = DateTime.utc();
	const plain = { status: statusCode, body: content } as JsonObject;
	const failure = new NodeApiError(context.getNode(), plain, {
		...explainRefusal(refusal, now),
		httpCode: String(statusCode),
		itemIndex,
	});
	const trouble = troubleOf(refusal, headerOf(headers, 'retry-after'), now);
	return { failure, trouble, isAlreadyKnown: isAlreadyKnown(refusal, request) };
}

function headerOf(headers: IN8nHttpFullResponse['headers'], name: string): string | undefined {
	const value = headers[name];
	return typeof value === 'string' ? value : undefined;
}

/** NodeApiError returns another NodeApiError unchanged, so only the plain facts are passed on. */
function reasonOf(error: unknown): JsonObject {
	return error instanceof Error ? { name: error.name, message: error.message } : {};
}

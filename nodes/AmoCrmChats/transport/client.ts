import type {
	ICredentialDataDecryptedObject,
	IExecuteFunctions,
	IHttpRequestOptions,
	INode,
	IN8nHttpFullResponse,
	JsonObject,
} from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import { DateTime } from 'luxon';
import type { Json } from '../shared/json';
import { API_PATH, type AmojoAnswer, type AmojoRequest } from '../shared/wire';
import { explainRefusal } from './errors';
import { explainSilence } from './networkErrors';

export const CREDENTIAL = 'amoCrmChatsApi';

/** Long enough for a slow answer, short enough that one lost packet does not stall a run. */
const TIMEOUT_MS = 20_000;

/** What a run needs to send requests: read once, not per message. */
export interface Connection {
	baseUrl: string;
	credential: ICredentialDataDecryptedObject;
}

export function connectionOf(node: INode, credential: ICredentialDataDecryptedObject): Connection {
	const { baseUrl, customBaseUrl } = credential;
	const host = String((baseUrl === 'custom' ? customBaseUrl : baseUrl) ?? '').trim();
	// URL alone takes localhost:8787 for an address of the scheme "localhost".
	if (!/^https?:\/\//i.test(host) || !URL.canParse(host)) {
		throw new NodeOperationError(node, `'Host' of the credential is not a web address`, {
			description:
				'Choose a host in the amoCRM Chats API credential, or enter Custom Host with https:// in front.',
		});
	}
	return { baseUrl: host.replace(/\/+$/, ''), credential };
}

/** Sends one request, signed by the credential. Every failure is a NodeApiError that says what to do. */
export async function send(
	context: IExecuteFunctions,
	{ baseUrl, credential }: Connection,
	request: AmojoRequest,
	itemIndex: number,
): Promise<AmojoAnswer> {
	const options: IHttpRequestOptions = {
		method: request.method,
		url: `${baseUrl}${API_PATH}${request.path}`,
		qs: request.query,
		body: request.body,
		timeout: TIMEOUT_MS,
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
		throw new NodeApiError(context.getNode(), reasonOf(error), {
			...explainSilence(error, new URL(options.url).host),
			itemIndex,
		});
	}
	return accept(context, answer, itemIndex);
}

function accept(
	context: IExecuteFunctions,
	{ statusCode, body, headers }: IN8nHttpFullResponse,
	itemIndex: number,
): AmojoAnswer {
	const content = body === '' || body === null || body === undefined ? undefined : (body as Json);
	if (statusCode >= 200 && statusCode < 300) return content;
	const date = typeof headers.date === 'string' ? headers.date : undefined;
	throw new NodeApiError(context.getNode(), { status: statusCode, body: content } as JsonObject, {
		...explainRefusal({ status: statusCode, body: content, date }, DateTime.utc()),
		httpCode: String(statusCode),
		itemIndex,
	});
}

/** NodeApiError returns another NodeApiError unchanged, so only the plain facts are passed on. */
function reasonOf(error: unknown): JsonObject {
	return error instanceof Error ? { name: error.name, message: error.message } : {};
}

import type {
	ICredentialDataDecryptedObject,
	ICredentialTestFunction,
	ICredentialTestFunctions,
	INodeCredentialTestResult,
} from 'n8n-workflow';
import { hostOf, inWords, problemsOf } from '../shared/channelCredential';
import { at, isObject, numberAt, textAt } from '../shared/json';
import { connectWithoutAccount } from '../transport/connectWithoutAccount';
import { explainSilence, troubleOfSilence } from '../transport/noAnswer';

const WRONG_SECRET =
	'The channel is known, but the signature does not match: copy the Channel Secret again from the letter that amoCRM support sent (40 characters, not the secret of the OAuth integration), and check that the clock of the n8n server is right.';
const UNKNOWN_CHANNEL =
	'No such channel at this host: check the Channel ID, and that Host is the platform where the channel was registered (amocrm.ru, amocrm.com or kommo.com).';
const OTHER_HOST = 'Choose one of the three hosts, or correct Custom Host.';

/**
 * Connect without an account changes nothing, and its documented answers tell the cases apart: 403 wrong
 * signature, 404 unknown channel, 400 (account missing) when all is well. This is a function and not a
 * declared request, since n8n calls every answer good that no rule on its body refuses, 1.x looks at no
 * status, and 2.x shows bare codes (ECONNREFUSED) where nothing answers.
 */
export const testChannel: ICredentialTestFunction = async function (this, { data }) {
	return await tryToConnect(this, data ?? {});
};

async function tryToConnect(
	context: ICredentialTestFunctions,
	credential: ICredentialDataDecryptedObject,
): Promise<INodeCredentialTestResult> {
	const host = hostOf(credential);
	const problems = problemsOf(credential);
	if (host === undefined || problems.length > 0) {
		return bad(inWords(problems));
	}
	try {
		const answer = await connectWithoutAccount(context, credential, host);
		return verdictOn(answer, host);
	} catch (error) {
		const { message, description } = explainSilence(error, new URL(host).host);
		const { mayRepeat, mayHaveArrived } = troubleOfSilence(error);
		// What to do about a message that may have arrived would be out of place here.
		const advice = mayRepeat && mayHaveArrived ? 'Try again in a minute.' : description;
		return bad(`${message}. ${advice}`);
	}
}

function verdictOn(answer: unknown, host: string): INodeCredentialTestResult {
	const status = numberAt(answer, 'statusCode') ?? 0;
	const body = at(answer, 'body');
	if (isRefusalOfApi(body, status)) {
		if (status === 400) return { status: 'OK', message: 'Connection successful!' };
		if (status === 403) return bad(WRONG_SECRET);
		if (status === 404) return bad(UNKNOWN_CHANNEL);
	}
	if (status === 429) return bad(`${host} receives too many requests. Try again in a minute.`);
	if (status >= 500) {
		return bad(`${host} is not available at the moment (status ${status}). Try again later.`);
	}
	if (status === 403) {
		return bad(
			`${host} refused the request without the words of the Chats API (status 403). ${OTHER_HOST} If the host is right, a firewall or proxy stands in between, or amoCRM has blocked this server for a while after too many requests.`,
		);
	}
	return bad(
		`What answers at ${host} is not the Chats API (status ${status}${targetOf(answer)}). ${OTHER_HOST}`,
	);
}

/** The API says its status again in the body, with a type of the error. */
function isRefusalOfApi(body: unknown, status: number): boolean {
	if (!isObject(body)) return false;
	const code = numberAt(body, 'error_code');
	return code === undefined ? textAt(body, 'error_type') !== undefined : code === status;
}

/** Only the host of a redirect is told: the rest of the address may be a secret. */
function targetOf(answer: unknown): string {
	const location = textAt(answer, 'headers.location') ?? '';
	return URL.canParse(location) ? `, a redirect to ${new URL(location).host}` : '';
}

function bad(message: string): INodeCredentialTestResult {
	return { status: 'Error', message };
}

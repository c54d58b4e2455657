import type { ICredentialDataDecryptedObject, ICredentialTestFunctions } from 'n8n-workflow';
import { accountIn } from '../shared/channelCredential';
import { trimmedAt } from '../shared/json';
import { signOptions } from '../shared/signature';
import { API_PATH } from '../shared/wire';

const TIMEOUT_MS = 20_000;

/**
 * The whole answer, whatever its status; throws where there is none. It is signed here, since n8n gives the test
 * of a credential a single helper, which knows no credentials.
 */
export async function connectWithoutAccount(
	context: ICredentialTestFunctions,
	credential: ICredentialDataDecryptedObject,
	host: string,
): Promise<unknown> {
	const uri = `${host}${API_PATH}/${accountIn(credential).channelId}/connect`;
	const request = { method: 'POST', uri, body: '{}', timeout: TIMEOUT_MS };
	return await context.helpers.request({
		...signOptions(request, trimmedAt(credential, 'channelSecret'), new Date()),
		json: true,
		simple: false,
		resolveWithFullResponse: true,
	});
}

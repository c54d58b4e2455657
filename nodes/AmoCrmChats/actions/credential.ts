import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { trimmedAt } from '../shared/json';
import type { Account } from './parameters';

const KOMMO = 'https://amojo.kommo.com';
/** This machine, where nobody listens on the way. */
const LOOPBACK = /^http:\/\/(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?\/?$/i;

export function accountIn(credential: ICredentialDataDecryptedObject): Account {
	return {
		channelId: trimmedAt(credential, 'channelId'),
		accountId: trimmedAt(credential, 'accountId'),
		botId: trimmedAt(credential, 'botId'),
		isKommo: trimmedAt(credential, 'baseUrl') === KOMMO,
	};
}

/** Rules 3 and 4: what is doubtful about a credential although requests may be sent with it. */
export function doubtsAbout(credential: ICredentialDataDecryptedObject): string[] {
	const doubts: string[] = [];
	if (!/^[0-9a-f]{40}$/i.test(trimmedAt(credential, 'channelSecret'))) {
		doubts.push(
			"'Channel Secret' of the credential is not 40 hexadecimal digits, which secrets of amoCRM are",
		);
	}
	const host = trimmedAt(credential, 'customBaseUrl');
	const isCustom = trimmedAt(credential, 'baseUrl') === 'custom';
	if (isCustom && /^http:/i.test(host) && !LOOPBACK.test(host)) {
		doubts.push(
			"'Custom Host' of the credential starts with http://, so messages travel readable for others",
		);
	}
	return doubts;
}

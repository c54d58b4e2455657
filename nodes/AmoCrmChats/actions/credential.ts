import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import type { Account } from './parameters';

const KOMMO = 'https://amojo.kommo.com';
/** This machine, where nobody listens on the way. */
const LOOPBACK = /^http:\/\/(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?\/?$/i;

export function accountOf(credential: ICredentialDataDecryptedObject): Account {
	const text = (name: string) => textOf(credential, name);
	return {
		channelId: text('channelId'),
		accountId: text('accountId'),
		botId: text('botId'),
		isKommo: text('baseUrl') === KOMMO,
	};
}

/** Rules 3 and 4: what is doubtful about a credential although requests may be sent with it. */
export function doubtsAbout(credential: ICredentialDataDecryptedObject): string[] {
	const doubts: string[] = [];
	if (!/^[0-9a-f]{40}$/i.test(textOf(credential, 'channelSecret'))) {
		doubts.push(
			"'Channel Secret' of the credential is not 40 hexadecimal digits, which secrets of amoCRM are",
		);
	}
	const host = textOf(credential, 'customBaseUrl');
	const isCustom = textOf(credential, 'baseUrl') === 'custom';
	if (isCustom && /^http:/i.test(host) && !LOOPBACK.test(host)) {
		doubts.push(
			"'Custom Host' of the credential starts with http://, so messages travel readable for others",
		);
	}
	return doubts;
}

function textOf(credential: ICredentialDataDecryptedObject, name: string): string {
	return String(credential[name] ?? '').trim();
}

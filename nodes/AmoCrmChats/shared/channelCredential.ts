import { trimmedAt } from './json';

/** The account that requests are made for, as the credential names it; empty strings where it says nothing. */
export interface Account {
	channelId: string;
	accountId: string;
	botId: string;
	/** Whose rules hold: Kommo's differ from amoCRM's in few points. */
	isKommo?: boolean;
}

const KOMMO = 'https://amojo.kommo.com';
/** This machine, where nobody listens on the way. */
const LOOPBACK = /^http:\/\/(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?\/?$/i;

export function accountIn(credential: object): Account {
	return {
		channelId: trimmedAt(credential, 'channelId'),
		accountId: trimmedAt(credential, 'accountId'),
		botId: trimmedAt(credential, 'botId'),
		isKommo: trimmedAt(credential, 'baseUrl') === KOMMO,
	};
}

/** Rules 3 and 4: what is doubtful about a credential although requests may be sent with it. */
export function doubtsAbout(credential: object): string[] {
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

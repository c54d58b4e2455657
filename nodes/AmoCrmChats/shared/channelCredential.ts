import { trimmedAt, isUuid, spelledAsAmoCrm } from './json';

/** The account that requests are made for, as the credential names it; empty strings where it says nothing. */
export interface Account {
	channelId: string;
	accountId: string;
	botId: string;
	/** Kommo's rules differ from amoCRM's in a few points. */
	isKommo?: boolean;
}

/** What the credential says of the channel whose webhooks the trigger receives. */
export interface Channel extends Account {
	secret: string;
	/** The first thing because of which no webhook can be accepted. */
	problem?: CredentialProblem;
}

/** A field of the credential that cannot be right as it is. */
export interface CredentialProblem {
	/** As the credential stores it. */
	name: CredentialField;
	/** Names the field and what is wrong; never the value, which may be a secret in the wrong place. */
	message: string;
	/** What to do about it. */
	description: string;
	/** It is unlike what amoCRM gives out, and could be right all the same. */
	isDoubt: boolean;
}

type CredentialField =
	'baseUrl' | 'customBaseUrl' | 'channelId' | 'channelSecret' | 'accountId' | 'botId';

/** What the form offers first, and what a credential means that names no host at all. */
export const DEFAULT_HOST = 'https://amojo.amocrm.ru';
const KOMMO = 'https://amojo.kommo.com';
/** This machine, where nobody listens on the way. */
const LOOPBACK = /^http:\/\/(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?\/?$/i;
const WEB_ADDRESS = /^https?:\/\//i;
/** Where accounts live; the Chats API has the hosts `amojo.` of the same domains. */
const ACCOUNT_HOST = /(?<!^amojo)(^|\.)(amocrm\.(ru|com)|kommo\.com)$/;

const SECRET = /^[0-9a-f]{40}$/i;
/** A JSON web token, which the account's own API takes, begins with '{"' in Base64. */
const TOKEN = /^eyJ[\w-]*\./;

export function accountIn(credential: object): Account {
	return {
		channelId: spelledAsAmoCrm(trimmedAt(credential, 'channelId')),
		accountId: spelledAsAmoCrm(trimmedAt(credential, 'accountId')),
		botId: spelledAsAmoCrm(trimmedAt(credential, 'botId')),
		isKommo: trimmedAt(credential, 'baseUrl') === KOMMO,
	};
}

export function channelIn(credential: object): Channel {
	return {
		...accountIn(credential),
		secret: trimmedAt(credential, 'channelSecret'),
		problem: problemsOf(credential).find(
			({ name, isDoubt }) => !isDoubt && ['channelId', 'channelSecret', 'accountId'].includes(name),
		),
	};
}

/** What is doubtful about a credential although requests may be sent with it. */
export function doubtsAbout(credential: object): string[] {
	const doubts: string[] = [];
	if (!SECRET.test(trimmedAt(credential, 'channelSecret'))) {
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

/** The only host that requests go to, with scheme and port ('https://amojo.amocrm.ru'); undefined where none is named. */
export function hostOf(credential: object): string | undefined {
	const address = typedHost(credential);
	return problemOfHost(address) === undefined ? new URL(address).origin : undefined;
}

/** Every field that cannot be right, in the order of the form. Empty when requests can be sent. */
export function problemsOf(credential: object): CredentialProblem[] {
	const isCustom = trimmedAt(credential, 'baseUrl') === 'custom';
	const { channelId, accountId, botId } = accountIn(credential);
	const problems = [
		problem(
			isCustom ? 'customBaseUrl' : 'baseUrl',
			isCustom ? 'Custom Host' : 'Host',
			problemOfHost(typedHost(credential)),
		),
		problem(
			'channelId',
			'Channel ID',
			problemOfId(channelId, 'before') ?? (channelId === '' ? ['is empty', ''] : undefined),
			'Enter the UUID of the channel from the letter that amoCRM support sent.',
		),
		problem(
			'channelSecret',
			'Channel Secret',
			problemOfSecret(trimmedAt(credential, 'channelSecret')),
			'Enter the 40 hexadecimal digits that came with the channel ID in the letter of amoCRM support.',
		),
		problem(
			'accountId',
			'Account ID',
			/^\d+$/.test(accountId)
				? ['is the number of the account', '']
				: problemOfId(accountId, 'after'),
			'Enter the amojo_id of the account, a UUID: GET /api/v4/account?with=amojo_id shows it, and APP.constant("account").amojo_id in the browser console of the account.',
		),
		problem(
			'botId',
			'Bot ID',
			problemOfId(botId),
			'Enter the UUID of the channel bot from the letter that amoCRM support sent, or leave the field empty.',
		),
	];
	return problems.filter((found) => found !== undefined);
}

/** The problems as one text, for where n8n shows no more than that. */
export function inWords(problems: CredentialProblem[]): string {
	return problems.map(({ message, description }) => `${message}. ${description}`).join(' ');
}

/** What is wrong, and what to do about just that; with '' the general advice of the field fits. */
type Fault = [what: string, advice: string, isDoubt?: boolean];

function problem(
	name: CredentialField,
	label: string,
	fault: Fault | undefined,
	advice = '',
): CredentialProblem | undefined {
	if (fault === undefined) return undefined;
	const message = `'${label}' of the credential ${fault[0]}`;
	return { name, message, description: fault[1] || advice, isDoubt: fault[2] ?? false };
}

function typedHost(credential: object): string {
	const chosen = 'baseUrl' in credential ? trimmedAt(credential, 'baseUrl') : DEFAULT_HOST;
	return chosen === 'custom' ? trimmedAt(credential, 'customBaseUrl') : chosen;
}

function problemOfHost(address: string): Fault | undefined {
	// URL alone takes localhost:8787 for an address of the scheme "localhost".
	if (!WEB_ADDRESS.test(address) || !URL.canParse(address)) {
		return [
			address === '' ? 'is empty' : 'is not a web address',
			'Choose one of the three hosts, or enter Custom Host with https:// in front.',
		];
	}
	const { origin, hostname, pathname, search, hash, username, password } = new URL(address);
	const isAccount = ACCOUNT_HOST.test(hostname);
	const advice = isAccount
		? `Choose https://amojo.${hostname.split('.').slice(-2).join('.')}, where the Chats API of this account is.`
		: `Enter ${origin} alone.`;
	if (username !== '' || password !== '') return ['contains a login', advice];
	if (isAccount) return ['is the address of an account, not of the Chats API', advice];
	if (/[^/]/.test(pathname)) return ['has a path, which the node adds by itself', advice];
	if (search !== '' || hash !== '' || /[?#]/.test(address))
		return ['has a query behind it', advice];
	return undefined;
}

/** `half` says which part of a scope ID (`<channel ID>_<account ID>`) would be right. */
function problemOfId(id: string, half?: 'before' | 'after'): Fault | undefined {
	if (id === '' || isUuid(id)) return undefined;
	if (id.split('_').every((part) => isUuid(part))) {
		const advice = half === undefined ? '' : `Enter only the part ${half} the underscore.`;
		return ['is a scope ID', advice];
	}
	return [TOKEN.test(id) ? 'is a token, not an ID' : 'is not a UUID', ''];
}

function problemOfSecret(secret: string): Fault | undefined {
	if (SECRET.test(secret)) return undefined;
	if (secret === '') return ['is empty', ''];
	if (secret.length === 64) {
		return ['has 64 characters, as the secret of an OAuth integration has', ''];
	}
	if (TOKEN.test(secret)) return ['is a token, not a secret', ''];
	if (isUuid(secret)) return ['is an ID, not a secret', ''];
	if (secret.split('_').every(isUuid)) return ['is a scope ID, not a secret', ''];
	return ['is not 40 hexadecimal digits', '', true];
}

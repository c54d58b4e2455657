import { randomInt } from 'node:crypto';

import type { Reply } from '../standIn/server.mts';
import { isVisitable } from '../standIn/visit.mts';
import { parsedJson, textAt, type Fields } from '../standIn/values.mts';
import { GraphError, invalidToken, noSuchObject, WrongParameter } from './errors.mts';
import type { Hooks } from './hooks.mts';
import type { App } from './world.mts';

const WABA = 'whatsapp_business_account';

const appTokenOf = ({ appId, appSecret }: App) => `${appId}|${appSecret}`;

/** `/oauth/access_token`: the app's own token, by its secret. */
export function giveAppToken(app: App, fields: Fields): Reply {
	const isRight = fields.client_id === app.appId && fields.client_secret === app.appSecret;
	if (!isRight) throw new WrongParameter('Error validating client secret.');
	if (fields.grant_type !== 'client_credentials') throw new WrongParameter('Invalid grant type.');
	return { body: { access_token: appTokenOf(app), token_type: 'bearer' } };
}

interface Order {
	app: App;
	hooks: Hooks;
	method: string;
	fields: Fields;
	token: string;
}

/** `/<app ID>/subscriptions`: where the app gets its hooks, and of which fields. */
export async function subscriptions({ app, hooks, method, fields, token }: Order): Promise<Reply> {
	if (token !== appTokenOf(app)) return invalidToken();
	if (method === 'GET') return { body: { data: subscribed(hooks) } };
	if (method !== 'POST' && method !== 'DELETE') return noSuchObject(method, app.appId);
	if (fields.object !== WABA) throw new WrongParameter(`Param object must be ${WABA}.`);
	if (method === 'DELETE') hooks.subscription = undefined;
	else await subscribe(hooks, fields);
	return { body: { success: true } };
}

function subscribed({ subscription }: Hooks): object[] {
	if (!subscription) return [];
	const { callbackUrl: callback_url, fields } = subscription;
	const named = fields.map((name) => ({ name, version: 'v26.0' }));
	return [{ object: WABA, callback_url, active: true, fields: named }];
}

async function subscribe(hooks: Hooks, fields: Fields): Promise<void> {
	const callbackUrl = textAt(fields, 'callback_url') ?? '';
	const token = textAt(fields, 'verify_token');
	if (!isVisitable(callbackUrl)) throw new WrongParameter('Param callback_url must be https.');
	if (!token) throw new WrongParameter('The parameter verify_token is required.');
	await verify(callbackUrl, token);
	hooks.subscription = { callbackUrl, fields: namesIn(fields.fields) };
}

/** A list, or one written as JSON or with commas. */
function namesIn(given: unknown): string[] {
	const list = typeof given === 'string' ? (parsedJson(given) ?? given.split(',')) : given;
	const names = Array.isArray(list) ? list.map(String).filter((name) => name !== '') : [];
	if (names.length === 0) throw new WrongParameter('The parameter fields is required.');
	return names;
}

/** Meta asks the address whether it wants this before it says yes. */
async function verify(callbackUrl: string, token: string): Promise<void> {
	const challenge = String(randomInt(1_000_000_000));
	const url = new URL(callbackUrl);
	url.searchParams.set('hub.mode', 'subscribe');
	url.searchParams.set('hub.challenge', challenge);
	url.searchParams.set('hub.verify_token', token);
	const response = await fetch(url, { redirect: 'manual' }).catch(() => undefined);
	const text = await response?.text();
	if (response?.status === 200 && text === challenge) return;
	throw new GraphError(2200, `The URL answered ${response?.status ?? 'nothing'}: ${text ?? ''}`);
}

import { readFields } from './standIn/fields.mts';
import { UnreadableBody } from './standIn/multipart.mts';
import { openServer, type Call, type Reply } from './standIn/server.mts';
import { Clients } from './whatsApp/clients.mts';
import { GraphError, invalidToken, noSuchObject, WrongParameter } from './whatsApp/errors.mts';
import { Hooks, whatsAppPause, type Status } from './whatsApp/hooks.mts';
import { ATTACHMENTS, Lookaside, uploadMedia } from './whatsApp/media.mts';
import { takeMessage, type BusinessNumber } from './whatsApp/messages.mts';
import { giveAppToken, subscriptions } from './whatsApp/subscriptions.mts';
import { World, type App } from './whatsApp/world.mts';

export interface WhatsAppOptions {
	app?: Partial<App>;
	/** Where it may fetch links from: hosts with their port, such as 127.0.0.1:8080. */
	allowedHosts?: string[];
	/** Origin of media addresses, for tests that lead lookaside.fbsbx.com here. */
	mediaOrigin?: string;
	/** Codes that come as a failed status after the message was accepted, as Meta does with most of them. */
	late?: number[];
	testRecipients?: string[];
	now?: () => number;
	/** Milliseconds before the attempt that follows so many; undefined gives the hook up. */
	pause?: (attempts: number) => number | undefined;
}

const standInApp: App = {
	...{ accessToken: 'EAAStandIn', appId: '7010001', appSecret: 'app-secret' },
	...{ businessAccountId: '5010001', phoneNumberId: '1060001', displayPhoneNumber: '15550100000' },
};

const UNDELIVERABLE = 131026;
const MEDIA_NOT_TAKEN = 131053;

interface Parts extends BusinessNumber {
	lookaside: Lookaside;
}

/** WhatsApp's Cloud API on this machine, with the host of its media and the phones of its clients. */
export async function startWhatsApp(options: WhatsAppOptions = {}) {
	const { allowedHosts = [], now = Date.now, pause = whatsAppPause } = options;
	const late = new Set(options.late ?? [UNDELIVERABLE, MEDIA_NOT_TAKEN]);
	const app = { ...standInApp, ...options.app };
	const world = new World(app, now);
	const hooks = new Hooks(world, pause);
	const server = await openServer({
		nameOf: (call) => nameOf(app, call),
		answer: (call) => answer(parts, call),
	});
	const lookaside = new Lookaside(world, options.mediaOrigin ?? server.url);
	const parts = { world, hooks, allowedHosts, late, lookaside, ...testers(options) };
	return {
		...{ url: server.url, port: server.port, faults: server.faults, calls: server.calls },
		...{ app, allowedHosts, clients: new Clients(world, hooks, lookaside) },
		...controlOf(world, hooks),
		/** Every hook was taken, or given up. */
		settled: () => hooks.settled(),
		close: () => {
			hooks.close();
			server.close();
		},
	};
}

export type WhatsApp = Awaited<ReturnType<typeof startWhatsApp>>;

function controlOf(world: World, hooks: Hooks) {
	return {
		/** What was sent and taken, in its order; reading and typing as well. */
		accepted: world.accepted,
		templates: world.templates,
		/** What the next messages are refused with, at once or by a status. */
		refuse(code: number, wanted: { to?: string; times?: number; late?: boolean } = {}): void {
			const { to, times = 1, late: isLate = false } = wanted;
			world.refusing.push({ error: new GraphError(code), to, times, isLate });
		},
		/** A status of a message, brought to the webhook. */
		reports(id: string, status: Status, code?: number) {
			const message = world.accepted.find((each) => each.id === id);
			if (!message) throw new Error(`the message ${id} was not sent`);
			return hooks.report(message, status, code === undefined ? undefined : new GraphError(code));
		},
		/** Hooks on their way, with the answers of each attempt. */
		deliveries: hooks.deliveries,
		/** Any change of any field, or several in one hook. */
		bring: hooks.bring.bind(hooks),
		subscription: () => hooks.subscription,
	};
}

const testers = ({ testRecipients }: WhatsAppOptions) => testRecipients && { testRecipients };

/** Old versions are answered as the oldest one that lives. */
const withoutVersion = (path: string) => path.replace(/\/{2,}/g, '/').replace(/^\/v\d+\.\d+/, '');

function nameOf({ appId, phoneNumberId }: App, call: Call): string {
	const path = withoutVersion(call.path);
	const names: Record<string, string> = {
		[ATTACHMENTS]: 'download',
		'/oauth/access_token': 'token',
		[`/${appId}/subscriptions`]: 'subscriptions',
		[`/${phoneNumberId}/messages`]: 'messages',
		[`/${phoneNumberId}/media`]: 'upload',
	};
	return names[path] ?? 'media';
}

async function answer(parts: Parts, call: Call): Promise<Reply> {
	try {
		return await route(parts, call);
	} catch (error) {
		if (error instanceof GraphError || error instanceof WrongParameter) return error.reply;
		if (error instanceof UnreadableBody) {
			return new WrongParameter(`The body is ${error.message}.`).reply;
		}
		throw error;
	}
}

async function route(parts: Parts, call: Call): Promise<Reply> {
	const { world, hooks, lookaside } = parts;
	const { app } = world;
	const { method, query } = call;
	const name = nameOf(app, call);
	const sent = readFields(call);
	const token = bearerOf(call) ?? String(sent.fields.access_token ?? '');
	if (name === 'token') return giveAppToken(app, sent.fields);
	if (name === 'subscriptions') {
		return subscriptions({ app, hooks, method, fields: sent.fields, token });
	}
	if (token !== app.accessToken) return invalidToken();
	if (name === 'download') return lookaside.download(query);
	const [id = ''] = withoutVersion(call.path).split('/').slice(1);
	if (name === 'media') return lookaside.describe(method, id);
	if (method !== 'POST') return noSuchObject(method, id);
	if (name === 'upload') return uploadMedia(world, sent);
	const message = Object.entries(sent.fields).filter(([key]) => key !== 'access_token');
	return takeMessage(parts, Object.fromEntries(message));
}

const bearerOf = ({ headers: { authorization } }: Call) =>
	/^Bearer (.+)$/.exec(authorization ?? '')?.[1];

import { readFields } from './standIn/fields.mts';
import { UnreadableBody } from './standIn/multipart.mts';
import { openServer, type Call, type Reply } from './standIn/server.mts';
import { Clients } from './telegram/clients.mts';
import { methodName, offeredFile, perform, type Bot } from './telegram/methods.mts';
import { badRequest, Refusal } from './telegram/refusal.mts';
import { telegramPause, Updates } from './telegram/updates.mts';
import { World, type Person } from './telegram/world.mts';

export interface TelegramOptions {
	/** `<bot's ID>:<35 characters>`, as BotFather gives it. */
	token?: string;
	bot?: Person;
	/** Where it may fetch files from: hosts with their port, such as 127.0.0.1:8080. */
	allowedHosts?: string[];
	now?: () => number;
	/** Milliseconds before the attempt that follows so many; undefined gives the update up. */
	pause?: (attempts: number) => number | undefined;
}

const TOKEN = `123456789:${'AAH-stand_in'.padEnd(35, 'x')}`;
const WELL_FORMED = /^\d+:[\w-]{30,}$/;
const ADDRESS = /^\/(file\/)?bot([^/]*)\/(.*)$/;

/** Telegram's Bot API on this machine, with the phones of its clients. */
export async function startTelegram(options: TelegramOptions = {}) {
	const { token = TOKEN, allowedHosts = [], now = Date.now, pause = telegramPause } = options;
	const bot = options.bot ?? { id: 123456789, first_name: 'Shop', username: 'shop_bot' };
	const world = new World(bot, now);
	const updates = new Updates(pause);
	const parts = { world, updates, allowedHosts };
	const server = await openServer({
		nameOf: ({ path }) => nameOf(path),
		answer: (call) => answer(parts, token, call),
	});
	return {
		...{ url: server.url, port: server.port, faults: server.faults, calls: server.calls },
		...{ token, bot, allowedHosts },
		clients: new Clients(world, updates),
		/** What the bot sent and Telegram took, in its order. */
		accepted: world.accepted,
		/** Updates on their way to the webhook, with the answers of each attempt. */
		deliveries: updates.deliveries,
		webhook: () => updates.webhook,
		/** Every update was taken, or given up. */
		settled: () => updates.settled(),
		close: () => {
			updates.close();
			server.close();
		},
	};
}

export type Telegram = Awaited<ReturnType<typeof startTelegram>>;

/** Faults know calls by the method, or `file`. */
function nameOf(path: string): string {
	const [, file, , rest = ''] = ADDRESS.exec(path) ?? [];
	return file ? 'file' : (methodName(rest) ?? rest);
}

async function answer(bot: Bot, token: string, call: Call): Promise<Reply> {
	try {
		const [, isFile, given = '', rest = ''] = ADDRESS.exec(call.path) ?? [];
		// A token of another form is no address at all.
		if (!WELL_FORMED.test(given)) throw new Refusal(404, 'Not Found');
		if (given !== token) throw new Refusal(401, 'Unauthorized');
		if (isFile) return download(bot, rest);
		if (!['GET', 'POST'].includes(call.method)) throw new Refusal(404, 'Not Found');
		return { body: { ok: true, ...(await perform(bot, rest, readFields(call))) } };
	} catch (error) {
		if (error instanceof Refusal) return error.reply;
		if (error instanceof UnreadableBody) return badRequest(`can't parse: ${error.message}`).reply;
		throw error;
	}
}

function download({ world }: Bot, path: string): Reply {
	const file = offeredFile(world, path);
	if (!file) throw new Refusal(404, 'Not Found');
	return { type: 'application/octet-stream', body: file.bytes };
}

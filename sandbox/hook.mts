import { parseArgs } from 'node:util';
import { signHook } from './api/signature.mts';
import { samples } from './hooks/samples.mts';
import { run } from './n8n/command.mts';
import { PlainError } from './n8n/project.mts';

const usage = `npm run hook -- <url> --secret <channel secret> --channel <channel ID> --account <account ID> [--kind <kind>] [--forge]

<url> is the address that the trigger shows, test or production; :scope_id in it is replaced.
--account  the amojo ID of the account (a UUID); with --channel it makes the scope ID
--kind     one of ${Object.keys(samples).join(', ')};
           without it a sample of each kind is sent
--forge    signs with another secret: the answer must be 401
The secret may also stand in the variable AMOCRM_CHATS_SECRET, which keeps it out of the shell's history.`;

interface Order {
	url: string;
	secret: string;
	accountId: string;
	kinds: string[];
}

await run(async (say) => {
	const order = read(process.argv.slice(2));
	for (const kind of order.kinds) {
		const { status, text, ms } = await post(order, kind);
		say(`${kind.padEnd(10)} ${status} in ${ms} ms${text === '' ? '' : `: ${text.slice(0, 200)}`}`);
	}
});

function read(args: string[]): Order {
	const { values, positionals } = parse(args);
	const [address] = positionals;
	const secret = values.secret ?? process.env.AMOCRM_CHATS_SECRET;
	if (!address || !secret || !values.channel || !values.account) throw new PlainError(usage);
	const { kind, account } = values;
	if (kind !== undefined && !Object.hasOwn(samples, kind)) {
		throw new PlainError(`There is no kind '${kind}'.\n\n${usage}`);
	}
	const scopeId = `${values.channel}_${account}`;
	return {
		url: address.replace(':scope_id', scopeId),
		secret: values.forge ? `${secret}, forged` : secret,
		accountId: account,
		kinds: kind === undefined ? Object.keys(samples) : [kind],
	};
}

function parse(args: string[]) {
	const text = { type: 'string' } as const;
	try {
		return parseArgs({
			args,
			allowPositionals: true,
			options: {
				...{ secret: text, channel: text, account: text, kind: text },
				forge: { type: 'boolean' },
			},
		});
	} catch (error) {
		throw new PlainError(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
	}
}

async function post({ url, secret, accountId }: Order, kind: string) {
	const body = JSON.stringify(samples[kind]?.({ accountId, now: Date.now() }));
	const started = performance.now();
	try {
		const response = await fetch(url, {
			method: 'POST',
			headers: { 'content-type': 'application/json', 'x-signature': signHook(secret, body) },
			// As production sends it: the signature does not cover the newline.
			body: `${body}\n`,
		});
		const text = await response.text();
		return { status: response.status, text, ms: Math.round(performance.now() - started) };
	} catch (error) {
		const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
		throw new PlainError(`${url} did not answer: ${String(cause)}`);
	}
}

import { parseArgs } from 'node:util';

import { startSandbox } from './sandbox.mts';

const DEFAULT_PORT = '8787';

const { values } = parseArgs({ options: { port: { type: 'string', default: DEFAULT_PORT } } });
const port = Number(values.port);

if (!Number.isInteger(port) || port < 0 || port > 65535) {
	fail(`--port is a number from 0 to 65535, not "${values.port}".`);
}

const sandbox = await startSandbox({ port }).catch((error: NodeJS.ErrnoException) =>
	fail(
		error.code === 'EADDRINUSE'
			? `Port ${port} is taken: choose another one with --port.`
			: `The sandbox could not start: ${error.message}`,
	),
);

const channel = sandbox.addChannel();
const account = sandbox.addAccount();

console.log(`The sandbox of the Chats API listens on ${sandbox.url}

  Base URL          ${sandbox.url}
  Channel ID        ${channel.id}
  Channel secret    ${channel.secret}
  Account ID        ${account.amojoId}
  Bot ID            ${channel.bot.id}
  User ID           ${account.users[0]?.id}

Set where its hooks go:
  curl -X PUT ${sandbox.url}/sandbox/channels/${channel.id}/webhook \\
    -H 'Content-Type: application/json' -d '{"url":"http://127.0.0.1:5678/webhook/…/:scope_id"}'

Ctrl+C stops it.`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
	process.once(signal, () => void sandbox.close());
}

function fail(sentence: string): never {
	console.error(sentence);
	process.exit(1);
}

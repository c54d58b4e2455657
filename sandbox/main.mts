import { parseArgs } from 'node:util';

import { ownLab, shown } from './n8n/project.mts';
import { startSandbox } from './sandbox.mts';

const DEFAULT_PORT = '8787';

const { values } = parseArgs({
	options: { port: { type: 'string', default: DEFAULT_PORT }, file: { type: 'string' } },
});
const port = Number(values.port);

if (!Number.isInteger(port) || port < 0 || port > 65535) {
	fail(`--port is a number from 0 to 65535, not "${values.port}".`);
}
// Two sandboxes on two ports are two.
const file = values.file ?? ownLab(`sandbox-${port}.sqlite`);

const sandbox = await startSandbox({ port, file }).catch((error: NodeJS.ErrnoException) =>
	fail(
		error.code === 'EADDRINUSE'
			? `Port ${port} is taken: choose another one with --port.`
			: `The sandbox could not start: ${error.message}`,
	),
);

const [channel = sandbox.addChannel()] = sandbox.channels();
const [account = sandbox.addAccount()] = sandbox.accounts();

console.log(`The inbox: ${sandbox.url}

  Base URL          ${sandbox.url}
  Channel ID        ${channel.id}
  Channel secret    ${channel.secret}
  Account ID        ${account.amojoId}
  Bot ID            ${channel.bot.id}
  User ID           ${account.users[0]?.id}
  Token             ${sandbox.token}   (X-Sandbox-Token, for raw webhooks by scripts; new at every start)

Under Setup in the inbox: where webhooks go, other channels and accounts, reset.
State: ${shown(file)} (another one with --file). Ctrl+C stops it.`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
	process.once(signal, () => void sandbox.close());
}

function fail(sentence: string): never {
	console.error(sentence);
	process.exit(1);
}

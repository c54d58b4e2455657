import { join } from 'node:path';

import { registerDemoChannel } from './demo/channel.mts';
import { roundTrip } from './demo/round-trip.mts';
import { login, setUpDemo } from './demo/setup.mts';
import { triggerId } from './demo/workflows.mts';
import { run } from './n8n/command.mts';
import { ensureN8n } from './n8n/install.mts';
import { packedPackage } from './n8n/package.mts';
import { demandPort } from './n8n/ports.mts';
import { endAll } from './n8n/processes.mts';
import { logFile, ownLab, shown } from './n8n/project.mts';
import { releases } from './n8n/releases.mts';
import { startN8n } from './n8n/server.mts';
import { startSandbox } from './sandbox.mts';

const usualPort = 5678;
const n8nPort = Number(process.env.N8N_PORT ?? usualPort);
const sandboxPort = Number(process.env.SANDBOX_PORT ?? 8787);
const once = process.argv.includes('--once');

await run(async (say) => {
	await demandPort(n8nPort, 'n8n', 'N8N_PORT');
	await demandPort(sandboxPort, 'the sandbox', 'SANDBOX_PORT');
	const packed = await packedPackage(say);
	const installed = await ensureN8n(releases[2], say);

	// Another port is another n8n, with data of its own.
	const name = n8nPort === usualPort ? 'start' : `start-${n8nPort}`;
	const log = logFile(name);
	say(`Starting n8n ${installed.release.version} with ${packed.name} ${packed.version}`);
	const userFolder = ownLab(name);
	const sandbox = await startSandbox({
		port: sandboxPort,
		file: join(userFolder, 'sandbox.sqlite'),
	});
	say(`\nThe inbox: ${sandbox.url}\n`);
	const n8n = await startN8n({ installed, userFolder, log, port: n8nPort, packages: [packed] });
	registerDemoChannel(sandbox, `${n8n.url}/webhook/${triggerId}/${triggerId}/:scope_id`);
	const workflow = await setUpDemo(n8n.url, sandbox);

	say('A message in, an answer out:');
	await roundTrip(sandbox, say);
	if (once) {
		await sandbox.close();
		await endAll();
		return;
	}
	say(`
inbox      ${sandbox.url}/#panel=phone   (the sandbox: amoCRM’s side, and the client’s phone beside it)
n8n        ${n8n.url}   (e-mail ${login.email}, password ${login.password})
           ${workflow}   (the bridge between them)

Open the inbox, write on the phone, and answer as the manager.

n8n’s log: ${shown(log)}. Its data and the sandbox’s: ${shown(userFolder)}. Ctrl-C stops everything.`);
});

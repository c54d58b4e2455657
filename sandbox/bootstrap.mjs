// The project's commands begin here, on a fresh clone too: nothing but Node's own modules.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const [command, ...args] = process.argv.slice(2);

const tsx = (...script) => [process.execPath, '--import', 'tsx', ...script];
const steps = {
	/** Only what is installed before each of the others. */
	tools: [],
	start: [tsx('sandbox/start.mts', ...args)],
	sandbox: [tsx('sandbox/main.mts', ...args)],
	bench: [tsx('bench/main.mts', ...args)],
	test: [
		tsx('sandbox/n8n/prepare.mts', ...args),
		[process.execPath, 'node_modules/jest/bin/jest.js', ...args],
	],
	soak: [
		tsx('sandbox/n8n/prepare.mts', '--selectProjects', 'queue'),
		tsx('test/queue/soak.mts', ...args),
	],
}[command];

process.exitCode = await main();

async function main() {
	const tooOld = nodeProblem(process.versions.node);
	if (tooOld) return stop(tooOld);
	if (!steps)
		return stop(
			'Say what to do: node sandbox/bootstrap.mjs tools, start, sandbox, bench, test or soak',
		);
	for (const folder of ['.', 'sandbox']) {
		if (isInstalled(folder)) continue;
		const code = await install(folder);
		if (code !== 0) return code;
	}
	for (const step of steps) {
		const code = await run(step, root);
		if (code !== 0) return code;
	}
	return 0;
}

function nodeProblem(version) {
	const [major, minor] = version.split('.').map(Number);
	if (major > 20 || (major === 20 && minor >= 15)) return undefined;
	return `This needs Node 20.15 or newer; the running one is ${version}.`;
}

/** npm leaves in node_modules a list of what is in it; an interrupted npm leaves none. */
function isInstalled(folder) {
	const wanted = packagesOf(join(root, folder, 'package-lock.json')) ?? {};
	const found = packagesOf(join(root, folder, 'node_modules/.package-lock.json'));
	if (!found) return false;
	return Object.entries(wanted).every(
		([path, { version, optional }]) => path === '' || optional || found[path]?.version === version,
	);
}

function packagesOf(file) {
	try {
		return JSON.parse(readFileSync(file, 'utf8')).packages;
	} catch {
		return undefined;
	}
}

async function install(folder) {
	const where = folder === '.' ? 'this project' : folder;
	console.log(`Installing the development tools of ${where} (npm ci): a minute or so`);
	const started = Date.now();
	const seconds = () => Math.round((Date.now() - started) / 1000);
	const ticking = setInterval(() => console.log(`  npm ci: ${seconds()} s`), 10_000);
	// Nothing here needs an install script, and one dependency's would compile what is never loaded.
	const flags = [
		'--ignore-scripts',
		'--include=dev',
		'--no-audit',
		'--no-fund',
		'--loglevel=error',
	];
	const code = await run([...npm(), 'ci', ...flags], join(root, folder));
	clearInterval(ticking);
	if (code === 0) console.log(`  npm ci: done in ${seconds()} s`);
	else if (code < 128) {
		stop(`npm could not install what ${where} needs (see above); run the same command again.`);
	}
	return code;
}

/** `npm start` tells which npm it is; without it the one on PATH is taken. */
function npm() {
	const cli = process.env.npm_execpath;
	return cli?.endsWith('npm-cli.js') ? [process.execPath, cli] : ['npm'];
}

/** The child ends itself on a signal, in its own way; this process only passes it on and waits. */
function run([file, ...rest], cwd) {
	const child = spawn(file, rest, { cwd, stdio: 'inherit' });
	const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
	const passOn = (signal) => child.kill(signal);
	for (const signal of signals) process.on(signal, passOn);
	return new Promise((done) => {
		child.once('error', (error) => done(stop(`${file} could not be started: ${error.message}`)));
		child.once('exit', (code, signal) => {
			for (const name of signals) process.off(name, passOn);
			done(code ?? 128 + constants.signals[signal]);
		});
	});
}

function stop(sentence) {
	console.error(sentence);
	return 1;
}

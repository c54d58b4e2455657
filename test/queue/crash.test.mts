import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { deployFile, readServices } from '../../sandbox/cluster/compose.mts';
import type { ExecutionSummary } from '../../sandbox/n8n/executions.mts';
import { ensureN8n, type Installed } from '../../sandbox/n8n/install.mts';
import { packedPackage } from '../../sandbox/n8n/package.mts';
import { freePort } from '../../sandbox/n8n/ports.mts';
import { logFile, ownLab } from '../../sandbox/n8n/project.mts';
import { releases } from '../../sandbox/n8n/releases.mts';
import { N8nClient } from '../../sandbox/n8n/rest.mts';
import { startN8n, type RunningN8n } from '../../sandbox/n8n/server.mts';
import { chain, node } from '../../sandbox/n8n/workflow.mts';
import { knockAll, statusesOf } from '../e2e/knock.mts';
import {
	credentialType,
	calledAddress,
	openScene,
	triggerNode,
	type Scene,
} from '../e2e/scene.mts';
import { owner } from '../e2e/shared.mts';
import { signedHooks } from '../e2e/signedHooks.mts';

jest.setTimeout(300_000);

const HOOKS = 20;
const userFolder = ownLab(`crash-${process.pid}`);
let installed: Installed;
let running: RunningN8n;
let scene: Scene;
let port: number;

/** With a key of its own, so read once. */
const single = readServices(deployFile('single/compose.yaml')).n8n;

/** Beside the cluster the n8n of deploy/single, which these tests may kill; only its folders and address are others. */
async function boot(): Promise<void> {
	const packages = [await packedPackage(() => {})];
	const data = join(userFolder, 'data');
	const url = `http://127.0.0.1:${port}/`;
	const here = {
		...{ WEBHOOK_URL: url, N8N_EDITOR_BASE_URL: url },
		DB_SQLITE_DATABASE: join(data, 'database.sqlite'),
		N8N_STORAGE_PATH: join(data, 'storage'),
		N8N_SSRF_ALLOWED_IP_RANGES: '127.0.0.1/32',
	};
	await mkdir(data, { recursive: true });
	running = await startN8n({
		...{ installed, userFolder, port, packages, log: logFile('crash') },
		command: single?.command,
		env: { ...single?.env, ...here },
	});
	expect(existsSync(here.DB_SQLITE_DATABASE)).toBe(true);
}

beforeAll(async () => {
	scene = await openScene();
	installed = await ensureN8n(releases[2], () => {});
	port = await freePort();
	await boot();
	scene.n8n = new N8nClient(running.url);
	await scene.n8n.logIn(owner);
	scene.credential = await scene.n8n.createCredential(
		scene.channelId,
		credentialType,
		scene.credentialData,
	);
});
afterAll(async () => {
	await running.stop();
	await scene.sandbox.close();
	await rm(userFolder, { recursive: true, force: true, maxRetries: 3 });
});

/** What n8n knows, after a crash right behind the last 200 and a restart, of so many answered hooks. */
async function survivors(options: object, beforeBoot = async () => {}) {
	const trigger = triggerNode(scene, { options });
	// Long enough that none has ended when n8n dies.
	const wait = node('Wait', 'n8n-nodes-base.wait', { amount: 10 }, { typeVersion: 1.1 });
	const workflow = await scene.n8n.createWorkflow(chain('crash', trigger, wait));
	await scene.n8n.publish(workflow.id);
	const url = calledAddress(scene, trigger);
	const replies = await knockAll(url, signedHooks(scene, HOOKS), HOOKS);
	await running.kill();
	expect(statusesOf(replies)).toEqual({ 200: HOOKS });
	await beforeBoot();
	await boot();
	return ended(workflow.id);
}

/**
 * Cuts the first execution's nodes out of n8n's journal, as if n8n had died between its start and its first node: a
 * moment that a run hits now and then. With n8n's default recovery such an execution is shown as running for ever.
 */
async function forgetFirstNodes(): Promise<void> {
	const journal = join(userFolder, '.n8n/n8nEventLog.log');
	const lines = (await readFile(journal, 'utf8')).split('\n');
	const started = lines.find((line) => line.includes('"n8n.workflow.started"'));
	if (!started) return; // n8n died before it had written down anything.
	const { executionId } = (JSON.parse(started) as { payload: { executionId: string } }).payload;
	const isItsNode = (line: string) =>
		line.includes('"n8n.node.') && line.includes(`"executionId":"${executionId}"`);
	await writeFile(journal, lines.filter((line) => !isItsNode(line)).join('\n'));
}

/** The executions of the workflow, once none of them is under way. */
async function ended(workflowId: string): Promise<ExecutionSummary[]> {
	for (const end = Date.now() + 90_000; ; await sleep(500)) {
		const found = await scene.n8n.executions(workflowId);
		const open = found.filter(({ status }) => ['new', 'running', 'waiting'].includes(status));
		if (open.length === 0) return found;
		if (Date.now() > end) throw new Error(`${open.length} executions have not ended`);
	}
}

const report = (how: string, found: ExecutionSummary[]) =>
	console.log(
		`${how}: ${found.length} of ${HOOKS} survive: ${found.map(({ status }) => status).join()}`,
	);

test('a crash after the 200: what was stored before it can be run again, all of it', async () => {
	const found = await survivors({}, forgetFirstNodes);
	report('answered when stored', found);
	expect(found).toHaveLength(HOOKS);
	// What had not begun n8n runs by itself when it boots.
	const lost = found.filter(({ status }) => status !== 'success');
	expect(lost.map(({ status }) => status)).toEqual(Array(lost.length).fill('crashed'));
	const retry = ({ id }: ExecutionSummary) =>
		scene.n8n.request('POST', `/rest/executions/${id}/retry`, { loadWorkflow: false });
	await Promise.all(lost.map(retry));
	const [{ workflowId = '' } = {}] = found;
	const done = (await ended(workflowId)).filter(({ status }) => status === 'success');
	expect(done).toHaveLength(HOOKS);
});

test('a crash after the 200 of Respond: Immediately forgets what was not stored yet', async () => {
	const found = await survivors({ respond: 'immediately' });
	report('answered immediately', found);
	expect(found.length).toBeLessThan(HOOKS);
});

import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { loadBuilt, type Built } from './built.mts';
import { runNode, type Job } from './harness.mts';
import { CHAT, fromClient, openWorld, type World } from './operationForms.mts';
import { bodyOf } from './scene.mts';

let built: Built;
/** Each run is an execution of its own, or its message would be taken for an earlier one's second try. */
let executions = 0;

/** A new one for each test. */
export let world: World;

/** Says that the tests of this file need a world of their own each. */
export function openWorldStage(): void {
	beforeAll(async () => {
		built = await loadBuilt();
	});
	beforeEach(async () => {
		world = await openWorld(
			async ({ credential }, parameters) =>
				void (await runNode(built, {
					...{ credential, parameters, items: [{}] },
					executionId: String(++executions),
				})),
		);
	});
	afterEach(() => world.sandbox.close());
}

/** One run of the action node, with the world's credential and one empty item unless the job says otherwise. */
export async function runInWorld(job: Partial<Job> & Pick<Job, 'parameters'>) {
	const executionId = String(++executions);
	return await runNode(built, { credential: world.credential, items: [{}], executionId, ...job });
}

/** Runs the form; the sandbox must have taken its only request. */
export async function accepted(parameters: INodeParameters) {
	const { outputs, error, task } = await runInWorld({ parameters });
	expect(error).toBeUndefined();
	expect(world.sandbox.requests.map(({ verdict, detail }) => [verdict, detail])).toEqual([
		['accepted', undefined],
	]);
	const [request] = world.sandbox.requests;
	const body = request && request.body !== '' ? bodyOf(request) : undefined;
	return { items: (outputs[0] ?? []).map(({ json }) => json), body, hints: task?.hints };
}

export async function outputOf(parameters: INodeParameters): Promise<IDataObject[]> {
	const { outputs, error } = await runInWorld({ parameters });
	expect(unknownAddresses()).toEqual([]);
	expect(error).toBeUndefined();
	return (outputs[0] ?? []).map(({ json }) => json);
}

/** What the sandbox's half of a new operation is missing, in sentences. */
const unknownAddresses = () =>
	world.sandbox.requests
		.filter(({ check }) => check === 'path')
		.map(
			({ method, path }) =>
				`The sandbox has no ${method} ${path}: write it in sandbox/api/endpoints/ and call it in sandbox/api/server.mts`,
		);

/** Messages with all parts that history can have. */
export async function fillHistory(): Promise<void> {
	const { sandbox } = world;
	const conversationId = CHAT;
	await sandbox.managerWrites({
		...{ conversationId, text: 'Look', media: 'https://cdn.example.com/a.jpg' },
		...{ thumbnail: 'https://cdn.example.com/t.jpg', fileName: 'a.jpg', fileSize: 5 },
		mediaGroupId: 'group-1',
	});
	await sandbox.managerWrites({ conversationId, location: { lon: 37.6, lat: 55.7 } });
	await sandbox.managerWrites({ conversationId, contact: { name: 'A', phone: '1' } });
	await runInWorld({
		parameters: {
			...{ ...fromClient, text: 'Hi' },
			senderDetails: {
				...{ avatar: 'https://cdn.example.com/ann.png' },
				...{ phone: '+15550100000', email: 'ann@example.com' },
			},
		},
	});
}

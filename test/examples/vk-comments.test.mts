import { openScene, postJson, type Scene } from '../e2e/scene.mts';
import { openExample, type Example } from './example.mts';
import { startVk, type Vk } from './standIns/vk.mts';

let scene: Scene;
let vk: Vk;
let example: Example;

beforeAll(async () => {
	scene = await openScene();
	vk = await startVk();
	example = await openExample(scene, 'vk-comments', {
		credentials: { httpQueryAuth: { name: 'access_token', value: vk.token } },
		values: { '<CONFIRMATION STRING>': 'c0ffee', '<SECRET KEY>': 's3cret' },
	});
});
afterAll(async () => {
	await scene.n8n.unpublish(example.id);
	vk.close();
	await scene.sandbox.close();
});

const place = { owner_id: -77, post_id: 5 };
const comment = { ...place, id: 12, from_id: 345, date: 1_700_000_000, text: 'How much?' };
const call = async (body: object) => {
	const answer = await postJson(example.webhook('VK Callback'), { group_id: 77, ...body });
	return answer.text();
};
const bring = async (object: object, secret = 's3cret') => {
	expect(await call({ type: 'wall_reply_new', secret, object })).toBe('ok');
	expect((await example.nextExecution()).status).toBe('success');
};

test('VK is answered with the confirmation string', async () => {
	expect(await call({ type: 'confirmation' })).toBe('c0ffee');
	await example.nextExecution();
});

test('a comment arrives with its author and post', async () => {
	await bring(comment);
	expect(scene.sandbox.find('-77_12')?.content).toMatchObject({
		text: 'How much?',
		post: { id: '-77_5', url: 'https://vk.com/wall-77_5' },
	});
	expect(scene.sandbox.participants()).toContainEqual(
		expect.objectContaining({ name: 'Анна Ли', profileLink: 'https://vk.com/id345' }),
	);
});

test.each(['refuses', 'is down'] as const)('a comment arrives also while VK %s', async (how) => {
	vk.willFail(how);
	const id = how === 'refuses' ? 20 : 21;
	await bring({ ...comment, id, from_id: id });
	vk.willFail();
	expect(scene.sandbox.find(`-77_${id}`)?.content.text).toBe('How much?');
	expect(scene.sandbox.participants()).toContainEqual(
		expect.objectContaining({ name: `VK ${id}` }),
	);
});

test("the community's own comments and forged calls are left out", async () => {
	const before = scene.sandbox.messages().length;
	await bring({ ...comment, id: 13, from_id: -77 });
	await bring({ ...comment, id: 14 }, 'guessed');
	expect(scene.sandbox.messages()).toHaveLength(before);
});

test("a manager's answer appears under the comment", async () => {
	const { message } = await scene.sandbox.managerComments({ messageId: '-77_12', text: '5 & up?' });
	await example.nextExecution();
	expect(vk.published).toEqual([
		expect.objectContaining({
			...{ owner_id: '-77', post_id: '5', from_group: '77' },
			...{ message: '5 & up?', reply_to_comment: '12' },
		}),
	]);
	expect(scene.sandbox.find(message.id)?.delivery.status).toBe('delivered');
});

test('what VK is too busy for the manager sees', async () => {
	vk.willFail('is down');
	const { message } = await scene.sandbox.managerComments({ messageId: '-77_12', text: 'Hi' });
	await example.nextExecution();
	vk.willFail();
	expect(scene.sandbox.find(message.id)?.delivery).toMatchObject({ status: 'error' });
	expect(scene.sandbox.find(message.id)?.delivery.error).toContain('503');
});

test('what VK refuses the manager sees', async () => {
	vk.closeComments();
	const { message } = await scene.sandbox.managerComments({ messageId: '-77_12', text: 'Hi' });
	await example.nextExecution();
	expect(scene.sandbox.find(message.id)?.delivery).toMatchObject({
		...{ status: 'error', errorCode: 905 },
		error: 'Access to adding comment denied',
	});
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openScene, type Scene } from '../e2e/scene.mts';
import { folder, openExample, type Example } from './example.mts';
import { standInFor, type StandIn } from './outside/standIn.mts';

let scene: Scene;
let files: StandIn;
let example: Example;

beforeAll(async () => {
	scene = await openScene();
	files = await standInFor(['example.com'], () => ({ type: 'application/pdf', body: '%PDF-' }));
	example = await openExample(scene, 'history-import');
});
afterAll(async () => {
	await scene.n8n.unpublish(example.id);
	files.close();
	await scene.sandbox.close();
});

async function upload(): Promise<void> {
	const csv = readFileSync(join(folder, 'history-import.csv'));
	const form = new FormData();
	form.set('field-0', new Blob([new Uint8Array(csv)], { type: 'text/csv' }), 'history.csv');
	const url = example.webhook('Upload').replace('/webhook/', '/form/');
	expect((await fetch(url, { method: 'POST', body: form })).status).toBe(200);
	await example.succeeds();
}

test('the sample stands in its chats: in order, at its times, with one lead for each chat', async () => {
	await upload();
	const { sandbox } = scene;
	expect(
		sandbox
			.chats()
			.map(({ integrationId }) => integrationId)
			.sort(),
	).toEqual(['ann', 'boris']);
	const ids = ['ann-1', 'ann-2', 'ann-3', 'boris-1', 'boris-2'];
	const messages = ids.map((id) => sandbox.find(id));
	expect(messages.map((each) => each?.author)).toEqual([
		...['client', 'bot', 'client', 'client', 'bot'],
	]);
	expect(messages[0]?.sentAt).toBe(Date.parse('2024-04-30T18:20:00+03:00'));
	expect(messages[2]?.content.text).toBe('Thank you, it fits!');
	expect(messages[4]?.content).toMatchObject({
		...{ type: 'file', text: 'Счёт на оплату', media: 'https://example.com/invoice.pdf' },
		file_size: 5,
	});
	expect(messages.filter((each) => each?.silent === false).length).toBe(2);
	expect(sandbox.participants()).toContainEqual(
		expect.objectContaining({ name: 'Ann Lee', phone: '+15550100001' }),
	);
});

test('imported again, nothing is doubled', async () => {
	await upload();
	expect(scene.sandbox.messages()).toHaveLength(5);
});

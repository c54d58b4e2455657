import { incoming, openChannel } from './client.mts';

let opened: Awaited<ReturnType<typeof openChannel>>;
beforeEach(async () => {
	opened = await openChannel();
	await opened.send(incoming());
});
afterEach(() => opened.sandbox.close());

const type = (body: object) => opened.call('POST', `/${opened.scopeId}/typing`, body);
const body = { conversation_id: 'chat-42', sender: { id: 'user-42' } };

it('is kept, for five seconds unless told otherwise', async () => {
	expect((await type(body)).status).toBe(204);
	expect((await type({ ...body, duration_ms: 8000 })).status).toBe(204);
	expect(opened.sandbox.typings.map(({ durationMs }) => durationMs)).toEqual([5000, 8000]);
});

it('is refused when malformed', async () => {
	for (const wrong of [
		{ conversation_id: 1 },
		{ sender: {} },
		{ duration_ms: '1' },
		{ duration_ms: 0 },
	]) {
		expect((await type({ ...body, ...wrong })).status).toBe(400);
	}
	expect((await type({ ...body, conversation_id: 'nowhere' })).status).toBe(404);
});

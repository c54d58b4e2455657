import { ann, incoming, openChannel, problemOf } from './client.mts';

let opened: Awaited<ReturnType<typeof openChannel>>;
let outgoingId = '';
beforeEach(async () => {
	opened = await openChannel();
	await opened.send(incoming());
	const sender = { id: 'b', name: 'Bob', ref_id: opened.user.id };
	await opened.send(incoming({ msgid: 'out', sender, receiver: ann }));
	outgoingId = opened.sandbox.find('out')?.id ?? '';
});
afterEach(() => opened.sandbox.close());

const report = (body: object, id = outgoingId) =>
	opened.call('POST', `/${opened.scopeId}/${id}/delivery_status`, body);

it.each([
	[{ status_code: 1 }, { status: 'delivered' }],
	[
		{ status_code: -1, error_code: 905, error: 'No' },
		{ status: 'error', error: 'No' },
	],
	[{ delivery_status: 2 }, { status: 'read' }],
	[{ delivery_status: 2, error_code: 905, error: 'all fields required' }, { status: 'read' }],
	[
		{ delivery_status: -1, status_code: -1, error_code: 904, error: 'x' },
		{ status: 'error', errorCode: 904 },
	],
])('takes %j', async (body, delivery) => {
	const answer = await report(body);
	expect([answer.status, answer.text]).toEqual([200, '']);
	expect(opened.sandbox.find('out')?.delivery).toMatchObject(delivery);
});

it.each([
	[{}, 'status_code'],
	[{ status_code: 0 }, 'status_code'],
	[{ status_code: '2' }, 'status_code'],
	[{ status_code: null }, 'status_code'],
	[{ status_code: 1, delivery_status: 2 }, 'delivery_status'],
	[{ status_code: 2, msgid: 'another' }, 'msgid'],
	[{ status_code: 2, error_code: 905 }, 'error_code'],
	[{ status_code: -1 }, 'error_code'],
	[{ status_code: -1, error_code: 900 }, 'error_code'],
	[{ status_code: -1, error_code: 905 }, 'error'],
])('refuses %j', async (body, field) => {
	expect(problemOf(await report(body))).toMatch(new RegExp(`^${field}: `));
});

it('is only for outgoing messages, found by the id of the Chats API', async () => {
	expect((await report({ status_code: 1 }, 'out')).status).toBe(404);
	const id = opened.sandbox.find('m-1')?.id;
	expect((await report({ status_code: 1 }, id)).status).toBe(400);
});

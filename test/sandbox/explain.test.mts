import { explain, type Explanation } from '../../sandbox/diagnosis/explain.mts';
import { incoming, openChannel } from './client.mts';

const now = () => Date.parse('2025-02-04T09:30:00Z');
let opened: Awaited<ReturnType<typeof openChannel>>;
beforeEach(async () => {
	opened = await openChannel({ now });
});
afterEach(() => opened.sandbox.close());

/** Over HTTP, as the page asks. */
async function explanationOfLast(): Promise<Explanation | undefined> {
	const { sandbox } = opened;
	const id = sandbox.requests.at(-1)?.id;
	const response = await fetch(`${sandbox.url}/sandbox/requests/${id}/explanation`);
	if (response.status === 204) return undefined;
	return (await response.json()) as Explanation;
}

const send = (headers: Record<string, string | undefined>) =>
	opened.call('POST', `/${opened.scopeId}`, { a: 1 }, headers);

it('has nothing to say of an accepted request', async () => {
	const body = { event_type: 'new_message', payload: incoming() };
	await opened.call('POST', `/${opened.scopeId}`, body);
	expect(await explanationOfLast()).toBeUndefined();
});

it('tells a wrong Content-MD5 by what was hashed', async () => {
	await send({ 'Content-MD5': 'dcb3ac6b4b4d8f0d7c3e3d3bf2b0c8e7' });
	expect(await explanationOfLast()).toMatchObject({ check: 'content-md5' });
	expect((await explanationOfLast())?.mistake).toBeUndefined();
	await send({ 'Content-MD5': 'd41d8cd98f00b204e9800998ecf8427e' });
	expect(await explanationOfLast()).toMatchObject({
		check: 'content-md5',
		mistake: 'the MD5 of the empty string',
		right: { contentMd5: 'bb6cb5c68df4652941caf652a366f2d8' },
	});
});

it('names the header that is missing, and what all of them should be', async () => {
	await send({ 'X-Signature': undefined });
	const explanation = await explanationOfLast();
	expect(explanation).toMatchObject({ check: 'headers', detail: expect.stringContaining('x-sig') });
	expect(explanation?.right?.signature).toMatch(/^[0-9a-f]{40}$/);
});

it('says when no known mistake gives the signature', async () => {
	await send({ 'X-Signature': '0'.repeat(40) });
	const explanation = await explanationOfLast();
	expect(explanation).toMatchObject({ check: 'signature', received: '0'.repeat(40) });
	expect(explanation?.mistake).toBeUndefined();
	expect(explanation?.remedy).toContain('copy the secret again');
	expect(explanation?.table.length).toBeGreaterThan(30);
	expect(explanation?.table.some(({ matches }) => matches)).toBe(false);
});

describe.each([
	[-20, 'behind', 'Synchronise the clock'],
	[180, 'ahead of', 'difference of time zones'],
	[-330, 'behind', 'difference of time zones'],
	[2000, 'ahead of', 'Synchronise the clock'],
])('of a Date %d minutes off', (minutes, direction, advice) => {
	it(`says ${direction} and ${advice}`, async () => {
		const late = await openChannel({ now: () => now() + minutes * 60_000 });
		const { id, secret } = opened.channel;
		late.sandbox.addChannel({ id, secret });
		// The other sandbox's client signs with a clock that is off.
		const body = JSON.stringify({ account_id: 'x' });
		await late.call('POST', `/${late.channel.id}/connect`, body);
		const [signed] = late.sandbox.requests;
		opened.sandbox.addChannel({ id: late.channel.id, secret: late.channel.secret });
		await fetch(`${opened.sandbox.url}${signed?.path}`, {
			method: 'POST',
			headers: signed?.headers as Record<string, string>,
			body,
		});
		await late.sandbox.close();
		const { check, remedy } = (await explanationOfLast()) ?? {};
		expect([check, remedy]).toEqual(['date-window', expect.stringContaining(advice)]);
		expect(remedy).toContain(`${Math.abs(minutes)} minutes ${direction}`);
	});
});

it('does not blame the sender for a clock that a fault put off', async () => {
	opened.sandbox.faults.add({ type: 'skew', ms: 3_600_000 });
	await opened.call('POST', `/${opened.scopeId}`, incoming());
	expect((await explanationOfLast())?.remedy).toContain('A fault put that clock off');
});

it('has advice for every other check', async () => {
	await opened.call('POST', '/nobody_nowhere', {});
	expect(explain(opened.sandbox.requests.at(-1) as never, [])).toMatchObject({
		check: 'channel',
		remedy: expect.stringContaining('channel ID'),
	});
	await opened.send(incoming({ msgid: '' }));
	expect(await explanationOfLast()).toMatchObject({ check: 'schema', table: [] });
});

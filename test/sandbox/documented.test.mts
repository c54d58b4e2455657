import { startSandbox } from '../../sandbox/sandbox.mts';
import vectors from '../vectors.json' with { type: 'json' };

const MANAGER = '76fc2bea-902f-425c-9a3d-dcdac4766090';
const BOT = 'f1910c7f-b1e0-4184-bd09-c7def2a9109a';

/** What a lone request cannot find in an empty account. */
const ABSENT = /delivery|history|typing|react|date-|edit|reply|forwards|write-first/;

const requests = vectors.flatMap((vector) =>
	vector.kind === 'request' ? [[vector.name, vector] as const] : [],
);

/** Every body of the documentation passes all checks of its form, sent as it was signed. */
it.each(requests)('takes the documented request %s', async (name, vector) => {
	const [channelId = '', accountId] = (vector.path.split('/')[4] ?? '').split('_');
	const sandbox = await startSandbox({ now: () => Date.parse(vector.date ?? '') });
	const bot = { id: BOT, clientId: 'bot', name: 'Bot' };
	sandbox.addChannel({ id: channelId, secret: vector.secret, bot });
	const amojoId = accountId ?? (JSON.parse(vector.body ?? '') as { account_id: string }).account_id;
	sandbox.addAccount({ amojoId, users: [{ id: MANAGER, name: 'Bob' }] });
	sandbox.connect(channelId, amojoId);

	const response = await fetch(sandbox.url + vector.requestTarget, {
		method: vector.method,
		headers: {
			Date: vector.date ?? '',
			'Content-Type': vector.contentType ?? '',
			'Content-MD5': vector.contentMd5 ?? '',
			'X-Signature': vector.signature,
		},
		body: vector.body ? Buffer.from(vector.body) : undefined,
	});
	const [request] = sandbox.requests;
	await sandbox.close();
	const absent = ABSENT.test(name) && ['not-found', 'rule'].includes(request?.check ?? '');
	expect(absent || response.ok ? 'taken' : request?.detail).toBe('taken');
});

import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import type { JsonObject } from '../../../nodes/AmoCrmChats/shared/json.ts';
import { parseScope } from '../../../nodes/AmoCrmChats/trigger/scope.ts';
import { simplify } from '../../../nodes/AmoCrmChats/trigger/simplify.ts';
import { signHook } from '../../../sandbox/api/signature.mts';
import { samples } from '../../../sandbox/hooks/samples.mts';

const page = readFileSync('docs/trigger.md', 'utf8');
const accountId = '52e591f7-c98f-4255-8495-827210138c81';

/** The JSON below a heading that is the name of a sample. */
const shown = Object.fromEntries(
	page.split(/^### /m).flatMap((section) => {
		const kind = /^`(\w+)`\n/.exec(section)?.[1];
		const block = /```json\n([^]*?)```/.exec(section)?.[1];
		return kind && block ? [[kind, JSON.parse(block) as Record<string, unknown>]] : [];
	}),
);

function outputOf(kind: string): Record<string, unknown> {
	const scope = parseScope(`344a5002-f8ca-454d-af3d-396180102ac7_${accountId}`);
	if (scope === undefined) throw new Error('a scope');
	const sample = samples[kind]?.({ accountId, now: Date.UTC(2025, 1, 4, 9, 30, 0, 980) });
	const text = JSON.stringify(sample);
	return { ...simplify({ body: JSON.parse(text) as JsonObject, text, scope, reception: 'r' }) };
}

/** Ids that are new for each sample. */
function withoutChance(output: Record<string, unknown>) {
	return { ...output, eventId: typeof output.eventId, messageId: typeof output.messageId };
}

test('the page shows every kind of hook', () => {
	expect(Object.keys(shown).sort()).toEqual(Object.keys(samples).sort());
});

test.each(Object.keys(samples))('what the page shows for %s is what comes', (kind) => {
	const output = outputOf(kind);
	const isWhole = shown[kind]?.event !== undefined;
	const whole = isWhole ? shown[kind] : { ...shown.text, ...shown[kind] };
	// A kind without text does not inherit that of the first example.
	if (!isWhole && !('text' in (shown[kind] ?? {})) && !('text' in output)) delete whole?.text;
	expect(withoutChance(whole ?? {})).toEqual(withoutChance(output));
});

test('the one-line command posts a hook that is rightly signed', async () => {
	const command = /node -e '([^']+)' "\$URL" "\$SECRET" '([^']+)'/.exec(page);
	const received: Array<{ body: string; signature: unknown }> = [];
	const server = createServer((request, response) => {
		let body = '';
		request.on('data', (part: Buffer) => (body += part.toString()));
		request.on('end', () => {
			received.push({ body, signature: request.headers['x-signature'] });
			response.end();
		});
	});
	await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
	const { port } = server.address() as AddressInfo;
	const [url, secret] = [`http://127.0.0.1:${port}/`, 'a secret'];
	const args = ['-e', command?.[1] ?? '', url, secret, command?.[2] ?? ''];
	const { stdout } = await promisify(execFile)(process.execPath, args);
	server.close();
	expect(stdout.trim()).toBe('200');
	const [hook] = received;
	expect(hook?.signature).toBe(signHook(secret, hook?.body ?? ''));
	expect(JSON.parse(hook?.body ?? '')).toHaveProperty('message.message.id');
});

import { setTimeout as sleep } from 'node:timers/promises';

import { isOnThisMachine } from '../access.mts';
import { signHook } from '../api/signature.mts';
import type { HookKind } from '../faults/faults.mts';
import type { Service } from '../service.mts';
import type { Channel } from '../state/model.mts';

/** One hook that was sent, or tried to. */
export interface HookRecord {
	id: number;
	/** Milliseconds on the sandbox's clock. */
	at: number;
	kind: HookKind;
	url: string;
	headers: Record<string, string>;
	/** As on the wire, with the newline. */
	body: string;
	/** Missing when there was no answer. */
	status?: number;
	answer?: string;
	error?: string;
	/** How long the answer took. */
	ms: number;
}

export interface Hook {
	channel: Channel;
	scopeId: string;
	kind: HookKind;
	body: string;
	/** Takes the place of the right signature. */
	signature?: string;
	/** Overrides the sandbox's setting. */
	newline?: boolean;
}

const LONGEST_KEPT_ANSWER = 10_000;

/** Sends a hook the way the service does: once, whatever comes of it. */
export async function deliverHook(service: Service, hook: Hook): Promise<HookRecord> {
	const faults = service.faults.takeForHook(hook.kind);
	for (const fault of faults) if (fault.type === 'hookLate') await sleep(fault.ms);

	const dropsNewline = faults.some((fault) => fault.type === 'hookWithoutNewline');
	const newline = hook.newline ?? (service.hookNewline && !dropsNewline);
	const first = await attempt(service, hook, newline);
	if (faults.some((fault) => fault.type === 'hookDoubled')) await attempt(service, hook, newline);
	return first;
}

async function attempt(service: Service, hook: Hook, newline: boolean): Promise<HookRecord> {
	const { channel, scopeId, kind, body } = hook;
	const record: HookRecord = {
		id: service.hooks.nextId(),
		at: service.now(),
		kind,
		url: channel.webhookUrl?.replace(':scope_id', scopeId) ?? '',
		headers: {
			'Content-Type': 'application/json',
			'User-Agent': 'amoCRM amoJo/1.0',
			// The signature does not cover the newline that production puts behind the body.
			'X-Signature': hook.signature ?? signHook(channel.secret, body),
		},
		body: newline ? `${body}\n` : body,
		ms: 0,
	};
	service.hooks.add(record);
	await post(record, service.hookTimeout);
	service.events.emit('hook', record);
	return record;
}

async function post(record: HookRecord, timeout: number): Promise<void> {
	if (record.url === '') {
		record.error = 'the channel has no webhook URL';
		return;
	}
	// The state of an earlier start may hold any address.
	if (!isOnThisMachine(record.url)) {
		record.error = 'webhooks go to this machine only (http://127.0.0.1 or localhost)';
		return;
	}
	const started = performance.now();
	try {
		const response = await fetch(record.url, {
			method: 'POST',
			headers: record.headers,
			body: record.body,
			redirect: 'manual',
			signal: AbortSignal.timeout(timeout),
		});
		record.status = response.status;
		record.answer = (await response.text()).slice(0, LONGEST_KEPT_ANSWER);
	} catch (error) {
		record.error = describe(error);
	}
	record.ms = Math.round(performance.now() - started);
}

/** fetch hides the reason ("ECONNREFUSED") in the cause. No instanceof: jest has an Error of its own. */
function describe(error: unknown): string {
	const { message, cause } = error as { message?: string; cause?: { message?: string } };
	return cause?.message || message || String(error);
}

import type { Check, RequestRecord } from '../api/record.mts';
import type { Channel } from '../state/model.mts';
import { advice, clockAdvice } from './advice.mts';
import { findMistake, md5Table, signatureTable, type Candidate } from './diagnose.mts';
import { otherSecrets } from './mistakes.mts';
import { md5, rightRecipe, signatureOf, stringToSign, type SignedRequest } from './recipe.mts';

export interface Explanation {
	check: Check;
	/** What the sandbox noticed. */
	detail: string;
	/** What was done wrong, if one of the known mistakes explains it. */
	mistake?: string;
	remedy: string;
	/** What would have been right. */
	right?: { contentMd5: string; stringToSign: string; signature: string };
	/** What each known mistake makes of this request, next to what was received. */
	received?: string;
	table: Candidate[];
}

/** Why a request was refused, and what to change; undefined for one that was not. */
export function explain(record: RequestRecord, channels: Channel[]): Explanation | undefined {
	const { check, detail = '' } = record;
	if (record.verdict !== 'refused' || check === undefined) return undefined;
	const plain: Explanation = { check, detail, remedy: advice[check], table: [] };
	const channel = channels.find(({ id }) => record.path.split('/')[4]?.split('_')[0] === id);
	if (!channel) return plain;

	const request = signedPart(record);
	const recipe = rightRecipe(request, channel.secret);
	const right = {
		contentMd5: md5(request.body),
		stringToSign: stringToSign(recipe),
		signature: signatureOf(recipe),
	};
	switch (check) {
		case 'headers':
		case 'date-format':
			return { ...plain, right };
		case 'date-window':
			return { ...plain, remedy: clockAdvice(request.date, record) };
		case 'content-md5': {
			const received = header(record, 'content-md5');
			const table = md5Table(request.body, received);
			const found = table.find(({ matches }) => matches);
			return { ...plain, ...pick(found), right, received, table };
		}
		case 'signature': {
			const received = header(record, 'x-signature');
			const others = channels.filter(({ id }) => id !== channel.id);
			const against = { secret: channel.secret, received, more: otherSecrets(others) };
			const found = findMistake(request, against);
			return { ...plain, ...pick(found), right, received, table: signatureTable(request, against) };
		}
		default:
			return plain;
	}
}

function pick(found: { mistake: string; remedy: string } | undefined) {
	return found && { mistake: found.mistake, remedy: found.remedy };
}

function signedPart(record: RequestRecord): SignedRequest {
	return {
		method: record.method,
		path: record.path,
		query: record.query,
		host: header(record, 'host'),
		contentType: header(record, 'content-type'),
		date: header(record, 'date'),
		body: record.body,
	};
}

function header({ headers }: RequestRecord, name: string): string {
	return String(headers[name] ?? '');
}

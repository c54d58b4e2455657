import { otherBodies } from './bodies.mts';
import { mistakes, type Mistake } from './mistakes.mts';
import { md5, rightRecipe, signatureOf, type SignedRequest } from './recipe.mts';

export interface Finding {
	/** What was done, as a noun: "CRLF between the lines". */
	mistake: string;
	remedy: string;
}

export interface Candidate extends Finding {
	/** What this mistake makes of this very request. */
	value: string;
	matches: boolean;
}

/**
 * What each known mistake would have produced for this request. One that changes nothing is left out, and
 * of several that come to the same for it the first speaks for all.
 */
export function signatureTable(
	request: SignedRequest,
	{ secret, received, more = [] }: { secret: string; received: string; more?: Mistake[] },
): Candidate[] {
	const right = rightRecipe(request, secret);
	const candidates = [...mistakes, ...more].map(({ name, remedy, make }) => {
		const value = signatureOf(make(right, request));
		return { mistake: name, remedy, value, matches: value === received };
	});
	return distinct(candidates, signatureOf(right));
}

/** The mistake, or the two at once, that produced a signature. */
export function findMistake(
	request: SignedRequest,
	{ secret, received, more = [] }: { secret: string; received: string; more?: Mistake[] },
): Finding | undefined {
	const known = [...mistakes, ...more];
	const right = rightRecipe(request, secret);
	for (const { name, remedy, make } of known) {
		if (signatureOf(make(right, request)) === received) return { mistake: name, remedy };
	}
	for (const first of known) {
		const once = first.make(right, request);
		for (const second of known) {
			if (signatureOf(second.make(once, request)) !== received) continue;
			return {
				mistake: `${first.name}, and ${second.name}`,
				remedy: [...new Set([first.remedy, second.remedy])].join(' '),
			};
		}
	}
	return undefined;
}

/** The same for the header Content-MD5. */
export function md5Table(body: string, received: string): Candidate[] {
	const right = md5(body);
	const lower = 'Content-MD5 is written in hex, in lower case.';
	const ways = [
		{ mistake: 'the MD5 in upper case', remedy: lower, value: right.toUpperCase() },
		{
			mistake: 'the MD5 in base64, as RFC 1864 has it',
			remedy: lower,
			value: Buffer.from(right, 'hex').toString('base64'),
		},
		...otherBodies.map(({ name, remedy, of }) => ({
			mistake: `the MD5 ${name}`,
			remedy,
			value: md5(of(body)),
		})),
	];
	const candidates = ways.map((way) => ({ ...way, matches: way.value === received }));
	return distinct(candidates, right);
}

function distinct(candidates: Candidate[], right: string): Candidate[] {
	const seen = new Set([right]);
	return candidates.filter(({ value }) => !seen.has(value) && seen.add(value));
}

import type { Incoming } from './messenger';

/** What is not for amoCRM, and why. */
export function other(why: string): Extract<Incoming, { event: 'other' }> {
	return { event: 'other', why };
}

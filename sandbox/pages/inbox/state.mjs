import { Refused } from '../shared/http.mjs';
import { Store } from '../shared/store.mjs';

/** @import { Message, Typing } from '../../state/model.mts' */
/** @import { InboxView } from '../../inbox/views.mts' */
/** @import { RequestRecord } from '../../api/record.mts' */
/** @import { HookRecord } from '../../hooks/deliver.mts' */
/** @typedef {'traffic' | 'faults' | 'setup' | 'phone'} Panel */
/** @typedef {{ messages: Message[], mayHaveMore: boolean }} Thread */

export const PAGE = 100;

export const inbox = new Store({
	/** @type {InboxView | undefined} */
	view: undefined,
	isOnline: false,
	/** @type {string | undefined} */
	openChat: undefined,
	/** Of the open chat. @type {Thread | undefined} */
	thread: undefined,
	limit: PAGE,
	/** @type {RequestRecord[]} */
	requests: [],
	/** @type {HookRecord[]} */
	hooks: [],
	/** The last one of each chat. @type {Record<string, Typing>} */
	typings: {},
	/** @type {Panel | undefined} */
	panel: undefined,
	/** The message that the next one answers. @type {Message | undefined} */
	quoted: undefined,
	/** The message to send on, into the chat that is opened next. @type {Message | undefined} */
	forwarded: undefined,
	/** What went wrong with the last action. @type {string | undefined} */
	problem: undefined,
});

/** @param {{ chat?: string, panel?: string }} what */
export function show(what) {
	location.hash = hashOf(what);
}

/** By itself, so that the way back does not lead to the page without it. @param {string} chat */
export function showAtOnce(chat) {
	location.replace(`#${hashOf({ chat })}`);
}

/** @param {{ chat?: string, panel?: string }} what */
function hashOf({ chat = inbox.value.openChat, panel = inbox.value.panel }) {
	const hash = new URLSearchParams();
	if (chat) hash.set('chat', chat);
	if (panel) hash.set('panel', panel);
	return hash.toString();
}

/**
 * Does something for the user, and says why if it does not work out.
 * @template T
 * @param {() => Promise<T>} action
 * @returns {Promise<T | undefined>}
 */
export async function attempt(action) {
	try {
		const result = await action();
		inbox.set({ problem: undefined });
		return result;
	} catch (error) {
		const problem =
			error instanceof Refused ? error.message : 'The sandbox does not answer; is it running?';
		inbox.set({ problem });
		return undefined;
	}
}

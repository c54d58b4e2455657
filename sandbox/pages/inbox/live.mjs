import { call, follow } from '../shared/http.mjs';
import { attempt, inbox, PAGE, showAtOnce } from './state.mjs';

/** @import { Message, Typing } from '../../state/model.mts' */
/** @import { ChatView, InboxView } from '../../inbox/views.mts' */
/** @import { RequestRecord } from '../../api/record.mts' */
/** @import { HookRecord } from '../../hooks/deliver.mts' */
/** @import { Panel } from './state.mjs' */

const TRAFFIC_SHOWN = 200;

/** Keeps what the page knows in step with the sandbox and with the address. */
export function start() {
	readAddress();
	addEventListener('hashchange', readAddress);
	addEventListener('focus', markRead);
	const refresh = follow('/sandbox/events', {
		load,
		onLost: () => inbox.set({ isOnline: false }),
		on: {
			changed: () => void refresh(),
			faults: (faults) => patchView({ faults }),
			chat: takeChat,
			message: takeMessage,
			typing: takeTyping,
			request: (/** @type {RequestRecord} */ record) =>
				inbox.set({ requests: withEntry(inbox.value.requests, record) }),
			hook: (/** @type {HookRecord} */ record) =>
				inbox.set({ hooks: withEntry(inbox.value.hooks, record) }),
		},
	});
}

/** The address says what is open, so that a reload shows it again. */
function readAddress() {
	const hash = new URLSearchParams(location.hash.slice(1));
	const openChat = hash.get('chat') ?? undefined;
	const panel = /** @type {Panel | undefined} */ (hash.get('panel') ?? undefined);
	const isOther = openChat !== inbox.value.openChat;
	inbox.set({ openChat, panel });
	if (!isOther) return;
	inbox.set({ thread: undefined, limit: PAGE, quoted: undefined });
	void loadThread();
}

async function load() {
	const [view, traffic] = await Promise.all([
		call('GET', '/sandbox/inbox'),
		call('GET', `/sandbox/traffic?limit=${TRAFFIC_SHOWN}`),
	]);
	const isFirst = inbox.value.view === undefined;
	inbox.set({ view, ...traffic, isOnline: true });
	if (isFirst) openOnly(view);
	await loadThread();
}

/** There is nothing to choose; on a narrow screen, though, an open chat hides all others that are to come. @param {InboxView} view */
function openOnly({ chats: [only, ...others] }) {
	const isNarrow = matchMedia('(max-width: 640px)').matches;
	if (only && others.length === 0 && !inbox.value.openChat && !isNarrow) showAtOnce(only.id);
}

async function loadThread() {
	const { view, openChat, limit } = inbox.value;
	// The address may name a chat that was forgotten, or one that is not known here yet.
	if (!openChat || !view?.chats.some(({ id }) => id === openChat)) return;
	const messages = await call('GET', `/sandbox/chats/${openChat}/messages?limit=${limit}`);
	if (inbox.value.openChat !== openChat) return;
	inbox.set({ thread: { messages, mayHaveMore: messages.length === limit } });
	markRead();
}

export function showEarlier() {
	inbox.set({ limit: inbox.value.limit + PAGE });
	void loadThread();
}

/** A message counts as read when its chat is open before somebody's eyes. */
function markRead() {
	const { view, openChat } = inbox.value;
	const chat = view?.chats.find(({ id }) => id === openChat);
	if (!chat?.unread || !document.hasFocus()) return;
	void attempt(() => call('POST', '/sandbox/manager/read', { conversationRefId: chat.id }));
}

/** @param {Partial<InboxView>} change */
function patchView(change) {
	const { view } = inbox.value;
	if (view) inbox.set({ view: { ...view, ...change } });
}

/** @param {ChatView} chat */
function takeChat(chat) {
	const { view } = inbox.value;
	if (!view) return;
	patchView({ chats: [...view.chats.filter(({ id }) => id !== chat.id), chat] });
	if (chat.id === inbox.value.openChat && !inbox.value.thread) void loadThread();
	markRead();
}

/** @param {Message} message */
function takeMessage(message) {
	const { view, openChat, thread, typings } = inbox.value;
	const chats = view?.chats.map((chat) =>
		chat.id === message.chatId && (chat.last?.sentAt ?? 0) <= message.sentAt
			? { ...chat, last: message }
			: chat,
	);
	if (chats) patchView({ chats });
	if (message.direction === 'incoming') {
		const others = Object.entries(typings).filter(([chatId]) => chatId !== message.chatId);
		inbox.set({ typings: Object.fromEntries(others) });
	}
	if (!thread || message.chatId !== openChat) return;
	const others = thread.messages.filter(({ id }) => id !== message.id);
	const messages = [...others, message].sort((a, b) => a.sentAt - b.sentAt);
	inbox.set({ thread: { ...thread, messages } });
}

/** @param {Typing} typing */
function takeTyping(typing) {
	inbox.set({ typings: { ...inbox.value.typings, [typing.chatId]: typing } });
	setTimeout(() => {
		const { [typing.chatId]: current, ...others } = inbox.value.typings;
		if (current === typing) inbox.set({ typings: others });
	}, typing.durationMs);
}

/**
 * @template {{ id: number }} T
 * @param {T[]} entries
 * @param {T} entry
 */
function withEntry(entries, entry) {
	return [...entries.filter(({ id }) => id !== entry.id), entry].slice(-TRAFFIC_SHOWN);
}

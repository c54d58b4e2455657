import type { Content, Incoming } from '../messengers/messenger';
import { compact } from '../shared/json';

type WithContent = Extract<Incoming, { content: Content }>;

/** The same event as amoCRM may take it, the best first: what it refuses must not be lost. */
export function waysOf(event: Incoming): Incoming[] {
	if (!('content' in event)) return [event];
	const inWords = { ...event, content: wordsOf(event.content) };
	const isWhole = event.content.media?.unavailable === undefined;
	const first = isWhole ? event : inWords;
	const here = [first, withoutQuotes(first), plain(inWords)];
	// In another chat is better than nowhere.
	const ways = [...here, ...here.map(unlinked)];
	const texts = ways.map((way) => JSON.stringify(way));
	return ways.filter((_, index) => texts.indexOf(texts[index] ?? '') === index);
}

/** The message that is quoted may be one that amoCRM never had. */
function withoutQuotes(event: WithContent): WithContent {
	if (event.event !== 'message') return event;
	return compact({ ...event, replyTo: undefined, forwarded: undefined });
}

/** The words, and who wrote them. */
function plain(event: WithContent): WithContent {
	const { id, name, ref } = event.person ?? {};
	const person = id === undefined ? undefined : compact({ id, name, ref });
	const bare = withoutQuotes(compact({ ...event, person, source: undefined }));
	return bare.event === 'message' ? compact({ ...bare, callback: undefined }) : bare;
}

/** The chat that a manager began may be unknown by now. */
function unlinked(event: WithContent): WithContent {
	const person = event.person && compact({ ...event.person, ref: undefined });
	return compact({ ...event, person, chatRef: undefined });
}

/** What of a content can be said in words: of a file its name, and why it is not there. */
function wordsOf({ type, text, media, location, contact }: Content): Content {
	const why = media?.unavailable ?? 'n8n could not offer it to amoCRM';
	const file = media && `📎 ${media.name ?? type} (not brought: ${why})`;
	const place = location && `📍 ${location.latitude}, ${location.longitude}`;
	const card = contact && `👤 ${[contact.name, contact.phone].filter(Boolean).join(' ')}`;
	const words = [text, file, place, card].filter(Boolean).join('\n');
	return { type: 'text', text: words === '' ? `(${type})` : words };
}

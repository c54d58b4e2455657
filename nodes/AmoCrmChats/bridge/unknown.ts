import { other } from '../messengers/incoming';
import type { Incoming } from '../messengers/messenger';
import { compact } from '../shared/json';
import type { Choices } from './bridgeForm';

/** In the place of content that the adapter cannot read stand words; those beside it are never lost. */
export function withUnknownInWords(event: Incoming, { unknownText }: Choices): Incoming {
	if (!('content' in event) || event.content.unknown === undefined) return event;
	const { unknown, text: said } = event.content;
	const notice = unknownText.trim() && `${unknownText}: ${unknown}`;
	const text = [notice, said].filter(Boolean).join('\n');
	if (text === '') return other(`Content of the unknown kind "${unknown}"`);
	return { ...event, content: compact({ ...event.content, unknown: undefined, text }) };
}

import type { Content, Outgoing } from '../../../nodes/AmoCrmChats/messengers/messenger.ts';
import { whatsApp } from '../../../nodes/AmoCrmChats/messengers/whatsApp.ts';
import { at, textAt } from '../../../nodes/AmoCrmChats/shared/json.ts';
import { updatesOf } from './fixtures.mts';
import { link, media, messagesOf, say, write } from './whatsAppOutgoing.mts';

describe('content', () => {
	const image = { type: 'image', image: { link: link('a.jpg') } };
	const named = (name: string) => ({ link: link(name), filename: name });
	test.each<[string, Content, object]>([
		['a text', say('Hi'), { type: 'text', text: { body: 'Hi', preview_url: true } }],
		[
			'a picture',
			{ type: 'picture', text: 'this', media: media('a.jpg') },
			{ type: 'image', image: { link: link('a.jpg'), caption: 'this' } },
		],
		[
			'a picture of no known format',
			{ type: 'picture', media: { from: { url: link('a') } } },
			{ type: 'image', image: { link: link('a') } },
		],
		[
			'a picture by its MIME type',
			{ type: 'picture', media: media('a.bin', { mime: 'image/png' }) },
			{ type: 'image', image: { link: link('a.bin') } },
		],
		[
			'a picture that WhatsApp does not show',
			{ type: 'picture', text: 'this', media: media('a.heic') },
			{ type: 'document', document: { ...named('a.heic'), caption: 'this' } },
		],
		[
			'a picture that is too large',
			{ type: 'picture', media: media('a.jpg', { size: 6e6 }) },
			{ type: 'document', document: named('a.jpg') },
		],
		[
			'a video',
			{ type: 'video', text: 'this', media: media('v.mp4', { size: 1e7 }) },
			{ type: 'video', video: { link: link('v.mp4'), caption: 'this' } },
		],
		[
			'a video of another format',
			{ type: 'video', media: media('v.mov') },
			{ type: 'document', document: named('v.mov') },
		],
		[
			'a file',
			{ type: 'file', text: 'this', media: media('f.pdf') },
			{ type: 'document', document: { ...named('f.pdf'), caption: 'this' } },
		],
		[
			'a voice message',
			{ type: 'voice', media: media('v.ogg', { mime: 'audio/ogg; codecs=opus' }) },
			{ type: 'audio', audio: { link: link('v.ogg'), voice: true } },
		],
		[
			'a voice message that is no ogg',
			{ type: 'voice', media: media('v.m4a') },
			{ type: 'audio', audio: { link: link('v.m4a') } },
		],
		[
			'a voice message of no known format',
			{ type: 'voice', media: { from: { url: link('v') } } },
			{ type: 'audio', audio: { link: link('v') } },
		],
		[
			'music',
			{ type: 'audio', media: media('m.mp3', { mime: 'audio/mpeg' }) },
			{ type: 'audio', audio: { link: link('m.mp3') } },
		],
		[
			'music of another format',
			{ type: 'audio', media: media('m.wav') },
			{ type: 'document', document: named('m.wav') },
		],
		[
			'a sticker',
			{ type: 'sticker', media: media('s.webp', { size: 9000 }) },
			{ type: 'sticker', sticker: { link: link('s.webp') } },
		],
		['a sticker that is a picture', { type: 'sticker', media: media('a.jpg') }, image],
		[
			'a sticker that is too large',
			{ type: 'sticker', media: media('s.webp', { size: 2e5 }) },
			{ type: 'document', document: named('s.webp') },
		],
		[
			'a place',
			{ type: 'location', location: { latitude: 1.5, longitude: 2 } },
			{ type: 'location', location: { latitude: 1.5, longitude: 2 } },
		],
		[
			'a contact',
			{ type: 'contact', contact: { name: 'Carl', phone: '+1555' } },
			{
				type: 'contacts',
				contacts: [
					{
						name: { formatted_name: 'Carl', first_name: 'Carl' },
						phones: [{ phone: '+1555', type: 'CELL' }],
					},
				],
			},
		],
		[
			'a contact without a name',
			{ type: 'contact', contact: { phone: '+1555' } },
			{
				type: 'contacts',
				contacts: [
					{
						name: { formatted_name: '+1555', first_name: '+1555' },
						phones: [{ phone: '+1555', type: 'CELL' }],
					},
				],
			},
		],
	])('%s', (_, content, message) => {
		expect(messagesOf({ content })).toEqual([message]);
	});

	test('whatever was read can be written', () => {
		const events = Object.values(updatesOf('whatsApp')).flatMap((update) =>
			whatsApp.read(update, {}),
		);
		const contents = events.flatMap((event) => (event.event === 'message' ? [event.content] : []));
		expect(contents.length).toBeGreaterThan(20);
		for (const content of contents) {
			if (content.unknown !== undefined) continue;
			const file = content.media && { ...content.media, from: { url: link('file') } };
			const [message] = messagesOf({ content: file ? { ...content, media: file } : content });
			const kind = { picture: 'image', file: 'document', voice: 'audio', contact: 'contacts' };
			expect(textAt(message, 'type')).toBe(at(kind, content.type) ?? content.type);
			if (content.type === 'text') expect(textAt(message, 'text.body')).toBe(content.text);
		}
	});

	test.each<[string, Partial<Outgoing>]>([
		['nothing', {}],
		['a text without words', { content: { type: 'text' } }],
		['a place without a place', { content: { type: 'location' } }],
		['a contact without one', { content: { type: 'contact' } }],
		['a file that is nowhere', { content: { type: 'file', media: { from: { base64: 'aGk=' } } } }],
	])('%s is refused unsent', (_, event) => {
		expect(write(event)).toEqual({
			status: 'error',
			errorCode: 905,
			errorText: 'The message has nothing that WhatsApp takes; files need a public address.',
		});
	});
});

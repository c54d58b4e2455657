import { compact, type JsonObject } from '../../shared/json';
import type { MediaFile } from '../../shared/mediaFile';
import type { AmojoRequest } from '../../shared/wire';
import type { ItemForm } from '../form';
import { scopeOf } from './account';
import { conversationOf, conversationRefOf } from './conversation';
import { participantsOf, type Direction } from './participants';
import { messageIdOf, silentOf, sourceOf } from './sending';
import { messageTimeOf, type Times } from './time';

/** What differs between a message and a comment. */
interface Kind {
	directions: readonly Direction[];
	message: JsonObject;
	quotes: JsonObject;
	/** A message of the past says itself when it was written and which one it is. */
	past?: { times: Times; messageId: string; silent: boolean };
}

/** The request that puts something new into a chat, with what every such request has. */
export function newMessageOf(
	form: ItemForm,
	{ directions, message, quotes, past }: Kind,
	file?: MediaFile,
): AmojoRequest {
	const content = compact({
		conversation_id: conversationOf(form),
		conversation_ref_id: conversationRefOf(form),
		source: sourceOf(form),
		silent: past?.silent ?? silentOf(form),
		...participantsOf(form, directions),
		message,
		...quotes,
	});
	return {
		method: 'POST',
		path: `/${scopeOf(form)}`,
		// An ID of our making is this item's alone. Without it Retry On Fail would end at the items that were sent.
		...(form.has('options.messageId') ? {} : { knownIsDone: true }),
		body: {
			event_type: 'new_message',
			payload: {
				...(past?.times ?? messageTimeOf(form)),
				msgid:
					past?.messageId ??
					messageIdOf(form, {
						...content,
						message: file === undefined ? message : unchanging(form, message, file),
					}),
				...content,
			},
		},
	};
}

/**
 * An address is signed anew for each try, and a server may tell the name or the size of a file today and not
 * tomorrow: none of it makes another message.
 */
function unchanging(form: ItemForm, message: JsonObject, file: MediaFile): JsonObject {
	return compact({
		...message,
		media: file.identity,
		file_name: form.text('options.fileName') ?? '',
		file_size: form.integer('options.fileSize', 0) ?? 0,
		media_duration: message.media_duration && form.integer('options.mediaDuration', 0),
	});
}

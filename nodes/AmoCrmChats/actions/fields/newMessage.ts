import { compact, type JsonObject } from '../../shared/json';
import type { MediaFile } from '../../shared/mediaFile';
import type { AmojoRequest } from '../../shared/wire';
import type { Parameters } from '../itemForm';
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
	parameters: Parameters,
	{ directions, message, quotes, past }: Kind,
	file?: MediaFile,
): AmojoRequest {
	const content = compact({
		conversation_id: conversationOf(parameters),
		conversation_ref_id: conversationRefOf(parameters),
		source: sourceOf(parameters),
		silent: past?.silent ?? silentOf(parameters),
		...participantsOf(parameters, directions),
		message,
		...quotes,
	});
	return {
		method: 'POST',
		path: `/${scopeOf(parameters)}`,
		// An ID of our making is this item's alone. Without it Retry On Fail would end at the items that were sent.
		...(parameters.has('options.messageId') ? {} : { knownIsDone: true }),
		body: {
			event_type: 'new_message',
			payload: {
				...(past?.times ?? messageTimeOf(parameters)),
				msgid:
					past?.messageId ??
					messageIdOf(parameters, {
						...content,
						message: file === undefined ? message : unchanging(parameters, message, file),
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
function unchanging(parameters: Parameters, message: JsonObject, file: MediaFile): JsonObject {
	return compact({
		...message,
		media: file.identity,
		file_name: parameters.text('options.fileName') ?? '',
		file_size: parameters.integer('options.fileSize', 0) ?? 0,
		media_duration: message.media_duration && parameters.integer('options.mediaDuration', 0),
	});
}

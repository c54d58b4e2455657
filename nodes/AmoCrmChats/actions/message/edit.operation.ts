import { compact, type JsonObject } from '../../shared/json';
import { accountIdOption, scopeOf } from '../fields/account';
import {
	callbackDataOption,
	contentFields,
	editedContentOf,
	fileNeedOf,
	sharedPostOption,
} from '../fields/content';
import { conversationOf, existingConversationId } from '../fields/conversation';
import { deliveryFields, reasonOf, statusCodeOf } from '../fields/delivery';
import { mediaOptions } from '../fields/media';
import { linkLifetimeOption } from '../fields/mediaSource';
import { eitherMessageId, eitherOrBothOf } from '../fields/messageIds';
import { sentMessage } from '../fields/newMessage';
import { messageTimeOf, timestampOption } from '../fields/time';
import { defineOperation } from '../operation';
import type { ItemForm } from '../form';

const message = eitherMessageId({
	bothMeans: 'Finds it by the amoCRM ID and gives it your own ID, which finds it from then on',
});

const deliveryStatusOption: (typeof deliveryFields)[number] = {
	displayName: 'Delivery Status',
	name: 'deliveryStatus',
	type: 'fixedCollection',
	placeholder: 'Add status',
	default: {},
	description:
		'Sets the status of the message in the same request; the operation Update Status sets only the status',
	options: [{ displayName: 'Delivery', name: 'delivery', values: deliveryFields }],
};

/**
 * What amoCRM ignores in an edit (sender, receiver, source, quotes, silent) is not offered.
 * @see https://www.amocrm.ru/developers/content/chats/chat-api-reference
 */
export const edit = defineOperation({
	resource: 'message',
	value: 'edit',
	name: 'Edit',
	action: 'Edit message',
	description:
		'Replace what a message says, or give one that was written in amoCRM your own ID; nobody is notified',
	properties: [existingConversationId, ...message, ...contentFields],
	options: [
		accountIdOption,
		callbackDataOption,
		deliveryStatusOption,
		linkLifetimeOption,
		...mediaOptions,
		sharedPostOption,
		{
			...timestampOption,
			description:
				'When the message was first written; now, if empty. Takes an ISO 8601 date, or Unix seconds or milliseconds.',
		},
	],
	lane: conversationOf,
	file: fileNeedOf,
	request: (form, file) => ({
		method: 'POST',
		path: `/${scopeOf(form)}`,
		body: {
			event_type: 'edit_message',
			payload: {
				...messageTimeOf(form),
				...eitherOrBothOf(form),
				conversation_id: conversationOf(form),
				message: compact({
					...editedContentOf(form, file),
					delivery_status: deliveryStatusOf(form),
				}),
			},
		},
	}),
	output: sentMessage,
});

/** The older documentation puts it beside `message`, the newer one inside. */
function deliveryStatusOf(form: ItemForm): JsonObject | undefined {
	if (!form.has('options.deliveryStatus.delivery')) return undefined;
	const delivery = form.within('options.deliveryStatus.delivery');
	return compact({ status_code: statusCodeOf(delivery), ...reasonOf(delivery) });
}

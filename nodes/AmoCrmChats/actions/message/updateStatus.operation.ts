import type { INodeProperties } from 'n8n-workflow';
import { compact, type JsonObject } from '../../shared/json';
import { accountIdOption, scopeOf } from '../fields/account';
import { deliveryFields, reasonOf, statusCodeOf, statusOf } from '../fields/delivery';
import { messageId, messageRefOf } from '../fields/messageIds';
import { defineOperation } from '../operation';
import type { ItemForm } from '../form';

const BODY_FORMS = ['both', 'statusCode', 'deliveryStatus'] as const;

/**
 * Two forms of the body are documented. The older has `msgid` and `delivery_status`: amoCRM's page until
 * 2021 and Kommo's schema, and three client libraries and a channel on Kommo run with it. The newer has
 * `status_code` alone: both vendors' pages of 2026, and a channel on amocrm.ru runs with it. So which
 * field a server reads depends on its age and platform, and nobody says what it does when it finds only
 * the other: in the worse case it answers 200 and the manager sees no tick. Both forms in one body give
 * every server its field. The vendor's own samples carry stray keys; should a server refuse them all the
 * same, it says so with a 400, and one form alone is a choice away.
 */
const bodyForm: INodeProperties = {
	displayName: 'Body Format',
	name: 'bodyFormat',
	type: 'options',
	options: [
		{ name: 'Both Forms', value: 'both' },
		{ name: 'New Form Only', value: 'statusCode' },
		{ name: 'Old Form Only', value: 'deliveryStatus' },
	],
	default: 'both',
	description:
		'How the status is written in the request; change it only if amoCRM refuses the request',
};

/** @see https://www.amocrm.ru/developers/content/chats/chat-api-reference */
export const updateStatus = defineOperation({
	resource: 'message',
	value: 'updateStatus',
	name: 'Update Status',
	action: 'Mark message as delivered, read or failed',
	description: 'Report that a message reached the client, was read, or could not be delivered',
	properties: [messageId, ...deliveryFields],
	options: [accountIdOption, bodyForm],
	lane: messageRefOf,
	request: (form) => ({
		method: 'POST',
		path: `/${scopeOf(form)}/${messageRefOf(form)}/delivery_status`,
		body: deliveryOf(form),
	}),
	output: (_answer, form) => ({
		success: true,
		messageId: messageRefOf(form),
		status: statusOf(form),
	}),
});

/** With both forms each server finds its own field; see {@link bodyForm}. */
function deliveryOf(form: ItemForm): JsonObject {
	const format = form.has('options.bodyFormat')
		? form.requiredChoice('options.bodyFormat', BODY_FORMS)
		: 'both';
	const code = statusCodeOf(form);
	return compact({
		...(format === 'statusCode' ? {} : { msgid: messageRefOf(form), delivery_status: code }),
		...(format === 'deliveryStatus' ? {} : { status_code: code }),
		...reasonOf(form),
	});
}

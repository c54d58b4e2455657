import {
	compact,
	isObject,
	numberAt,
	objectAt,
	objectsAt,
	textAt,
	type Json,
	type JsonObject,
} from '../shared/json';
import type { MessageType } from '../shared/wire';
import type { Content, Media } from './messenger';

/** What a message has in it, never empty: of several contacts, one each. */
export function contentsOf(message: JsonObject): Content[] {
	const type = textAt(message, 'type') ?? 'a message without a type';
	const contents = READERS.get(type)?.(message) ?? [];
	const unknown: Content = { type: 'text', unknown: type };
	const [first, ...others] = contents.length > 0 ? contents : [unknown];
	return first === undefined ? others : [withOrigin(first, message), ...others];
}

/** What stands behind the button or the row that the client chose. */
export function callbackOf(message: JsonObject): string | undefined {
	return textAt(choiceOf(message), 'id') ?? textAt(message, 'button.payload');
}

/** The client's own number, handed over when asked for it. */
export function sharedNumberOf(message: JsonObject): string | undefined {
	const own = objectsAt(message, 'contacts').find(
		(contact) => textAt(contact, 'origin') === 'contact_request',
	);
	return own && phonesOf(own)[0];
}

const READERS = new Map<string, (message: JsonObject) => Content[]>([
	['text', (message) => textOnly(textAt(message, 'text.body'))],
	['image', (message) => fileOf(message, 'image', 'picture')],
	['video', (message) => fileOf(message, 'video', 'video')],
	['document', (message) => fileOf(message, 'document', 'file')],
	['sticker', (message) => fileOf(message, 'sticker', 'sticker')],
	[
		'audio',
		(message) =>
			fileOf(message, 'audio', objectAt(message, 'audio')?.voice === true ? 'voice' : 'audio'),
	],
	['location', placeOf],
	['contacts', (message) => objectsAt(message, 'contacts').map(contactOf)],
	['interactive', (message) => textOnly(answerOf(message))],
	[
		'button',
		(message) => textOnly(textAt(message, 'button.text') ?? textAt(message, 'button.payload')),
	],
	['order', (message) => textOnly(orderOf(message))],
	['unsupported', (message) => [{ type: 'text', unknown: notHandedOver(message) }]],
]);

function textOnly(text: string | undefined): Content[] {
	return text === undefined ? [] : [{ type: 'text', text }];
}

function notHandedOver(message: JsonObject): string {
	const [error] = objectsAt(message, 'errors');
	const what = textAt(message, 'unsupported.type') ?? textAt(error, 'error_data.details');
	return what?.replace(/\.$/, '') ?? 'unsupported';
}

function fileOf(message: JsonObject, key: string, type: MessageType): Content[] {
	const file = objectAt(message, key);
	return file ? [compact({ type, text: textAt(file, 'caption'), media: mediaOf(file) })] : [];
}

function mediaOf(file: JsonObject): Media {
	const need = compact({ id: textAt(file, 'id'), url: textAt(file, 'url') });
	return compact({
		from: { ask: need },
		name: textAt(file, 'filename'),
		mime: textAt(file, 'mime_type'),
		unavailable: (need.id ?? need.url) ? undefined : 'WhatsApp names no file',
	});
}

function placeOf(message: JsonObject): Content[] {
	const latitude = numberAt(message, 'location.latitude');
	const longitude = numberAt(message, 'location.longitude');
	if (latitude === undefined || longitude === undefined) return [];
	const lines = ['name', 'address', 'url'].map((key) => textAt(message, `location.${key}`));
	const text = linesOf(lines);
	return [{ type: 'location', location: { latitude, longitude }, ...compact({ text }) }];
}

/** amoCRM shows a name and one number; anything else that the card says becomes text. */
function contactOf(contact: JsonObject): Content {
	const [phone, ...others] = phonesOf(contact);
	const emails = objectsAt(contact, 'emails').map((email) => textAt(email, 'email'));
	const text = linesOf([textAt(contact, 'org.company'), ...others, ...emails]);
	const name = textAt(contact, 'name.formatted_name');
	return { type: 'contact', contact: compact({ name, phone }), ...compact({ text }) };
}

function phonesOf(contact: JsonObject): string[] {
	return objectsAt(contact, 'phones').flatMap((entry) => {
		const digits = textAt(entry, 'wa_id');
		return textAt(entry, 'phone') ?? (digits === undefined ? [] : `+${digits}`);
	});
}

function choiceOf(message: JsonObject): JsonObject | undefined {
	return (
		objectAt(message, 'interactive.button_reply') ?? objectAt(message, 'interactive.list_reply')
	);
}

function answerOf(message: JsonObject): string | undefined {
	const choice = choiceOf(message);
	const permission = textAt(message, 'interactive.call_permission_reply.response');
	return (
		textAt(choice, 'title') ??
		textAt(choice, 'id') ??
		formOf(textAt(message, 'interactive.nfm_reply.response_json')) ??
		textAt(message, 'interactive.nfm_reply.body') ??
		(permission && `(May we call? ${permission})`)
	);
}

/** A filled-in form, one line a field, without the token that only Flows understand. */
function formOf(json: string | undefined): string | undefined {
	const fields = json === undefined ? undefined : parsed(json);
	if (!isObject(fields)) return json;
	const entries = Object.entries(fields).filter(([name]) => name !== 'flow_token');
	return linesOf(
		entries.map(
			([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`,
		),
	);
}

function parsed(json: string): Json | undefined {
	try {
		const value: Json = JSON.parse(json);
		return value;
	} catch {
		return undefined;
	}
}

function orderOf(message: JsonObject): string | undefined {
	const items = objectsAt(message, 'order.product_items').map((item) => {
		const price = [textAt(item, 'item_price'), textAt(item, 'currency')];
		const product = `${textAt(item, 'quantity') ?? 1} × ${textAt(item, 'product_retailer_id') ?? '?'}`;
		return [product, linesOf(price, ' ')].filter((part) => part !== undefined).join(', ');
	});
	const order = linesOf([...items, textAt(message, 'order.text')]);
	return order && `Order:\n${order}`;
}

/** The ad or the product from which the client wrote stands below the words. */
function withOrigin(content: Content, message: JsonObject): Content {
	const product = textAt(message, 'context.referred_product.product_retailer_id');
	const ad = ['headline', 'body', 'source_url'].map((key) => textAt(message, `referral.${key}`));
	const lines = [
		product && `About the product ${product}`,
		objectAt(message, 'referral') && linesOf(['From an ad or a post:', ...ad]),
	];
	return compact({ ...content, text: linesOf([content.text, ...lines]) });
}

function linesOf(lines: Array<string | undefined>, between = '\n'): string | undefined {
	const text = lines.filter((line) => line !== undefined).join(between);
	return text === '' ? undefined : text;
}

import type { Reply } from '../standIn/server.mts';
import { fieldsAt, textAt, type Fields } from '../standIn/values.mts';
import { checkContent } from './content.mts';
import { GraphError, WrongParameter } from './errors.mts';
import type { Hooks } from './hooks.mts';
import { checkKeys, objectParameter, optionalText, textParameter } from './parameters.mts';
import {
	MS_PER_PAIR_MESSAGE,
	PAIR_BURST,
	type Accepted,
	type Conversation,
	type World,
} from './world.mts';

const WINDOW = 24 * 60 * 60 * 1000;
const LONGEST_DATA = 512;
const HEAD = [
	...['messaging_product', 'recipient_type', 'to', 'recipient', 'type', 'context'],
	'biz_opaque_callback_data',
];

export interface BusinessNumber {
	world: World;
	hooks: Hooks;
	allowedHosts: readonly string[];
	/** Codes that come as a failed status instead of an answer. */
	late: ReadonlySet<number>;
	/** For numbers that still are tests: whom they may write to. */
	testRecipients?: readonly string[];
}

/** `POST /<phone number ID>/messages` */
export async function takeMessage(number: BusinessNumber, body: Fields): Promise<Reply> {
	if (body.messaging_product !== 'whatsapp') {
		throw new WrongParameter('The parameter messaging_product is required.');
	}
	if (body.status !== undefined) return markAsRead(number.world, body);
	const type = textAt(body, 'type') ?? 'text';
	checkKeys(body, 'message', [...HEAD, type]);
	optionalText(body, 'biz_opaque_callback_data', LONGEST_DATA);
	const to = recipientOf(number, body);
	checkContext(number.world, body);
	const { allowedHosts } = number;
	const attached = await checkContent(type, { world: number.world, body, allowedHosts });
	const trouble = troubleWith(number, to, type) ?? attached.trouble;
	const wanted = number.world.takeRefusal(to);
	const error = wanted?.error ?? trouble;
	if (error && !(wanted?.isLate ?? number.late.has(error.code))) throw error;
	const id = number.world.newMessageId('business');
	const message: Omit<Accepted, 'order'> = { id, to, type, body };
	number.world.accept({ ...message, ...(attached.file && { file: attached.file }) });
	if (error) number.hooks.reportLater({ order: 0, ...message }, error);
	return { body: answerTo(number.world.find(to), body, id) };
}

function answerTo(conversation: Conversation | undefined, body: Fields, id: string): object {
	const { client } = conversation ?? {};
	const input = textAt(body, 'to') ?? textAt(body, 'recipient');
	const known = client?.hidesPhone ? undefined : client?.waId;
	const wa_id = textAt(body, 'to')?.replace(/\D/g, '') ?? known;
	const contact = {
		...{ input, ...(wa_id && { wa_id }), ...(client?.userId && { user_id: client.userId }) },
	};
	const messages = [{ id, message_status: 'accepted' }];
	return { messaging_product: 'whatsapp', contacts: [contact], messages };
}

/** `to` wins over `recipient`. */
function recipientOf({ world, testRecipients }: BusinessNumber, body: Fields): string {
	const type = body.recipient_type ?? 'individual';
	if (type !== 'individual' && type !== 'group')
		throw new WrongParameter('Invalid recipient_type.');
	if (body.to === undefined && body.recipient !== undefined) {
		const userId = textParameter(body, 'recipient', 150);
		if (!/^[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}$/.test(userId)) throw new GraphError(131009);
		return userId;
	}
	const to = textParameter(body, 'to', 150);
	if (type === 'group') return to;
	const digits = to.replace(/^\+|[ ()-]/g, '');
	if (!/^[1-9]\d{6,14}$/.test(digits)) throw new GraphError(131009);
	if (digits === world.app.displayPhoneNumber) throw new GraphError(131021);
	if (testRecipients && !testRecipients.includes(digits)) throw new GraphError(131030);
	return digits;
}

function checkContext(world: World, body: Fields): void {
	if (body.context === undefined) return;
	const context = objectParameter(body, 'context', ['message_id']);
	const id = textParameter(context, 'context.message_id', 512);
	if (!world.messages.has(id)) throw new GraphError(131009, `Message ${id} does not exist.`);
}

/** Why a message that is right in itself cannot reach this client now. */
function troubleWith({ world }: BusinessNumber, to: string, type: string): GraphError | undefined {
	const conversation = world.find(to);
	if (!conversation) return new GraphError(131026);
	if (isTooFast(conversation, world.now())) return new GraphError(131056);
	const isOpen = world.now() - (conversation.heardAt ?? -Infinity) <= WINDOW;
	return isOpen || type === 'template' ? undefined : new GraphError(131047);
}

/** One message in six seconds, and some at once that later pauses make up for. */
function isTooFast(conversation: Conversation, now: number): boolean {
	const regained = (now - conversation.allowedAt) / MS_PER_PAIR_MESSAGE;
	conversation.allowance = Math.min(PAIR_BURST, conversation.allowance + regained);
	conversation.allowedAt = now;
	if (conversation.allowance < 1) return true;
	conversation.allowance--;
	return false;
}

/** Reading, and typing, which needs a message of the client to answer. */
function markAsRead(world: World, body: Fields): Reply {
	const keys = ['messaging_product', 'status', 'message_id', 'typing_indicator'];
	checkKeys(body, 'message', keys);
	if (body.status !== 'read') throw new WrongParameter('Param status must be one of {READ}.');
	const id = textParameter(body, 'message_id', 512);
	if (world.messages.get(id) !== 'client') {
		throw new GraphError(131009, `Message ${id} is not one that was received.`);
	}
	const indicator =
		body.typing_indicator === undefined ? undefined : fieldsAt(body, 'typing_indicator');
	if (indicator && indicator.type !== 'text') throw new WrongParameter('Invalid typing_indicator.');
	world.accept({ type: indicator ? 'typing' : 'read', body });
	return { body: { success: true } };
}

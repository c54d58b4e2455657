import { openServer, type Call, type Reply } from '../../sandbox/messengers/standIn/server.mts';
import { parsedJson, isFields, type Fields } from '../../sandbox/messengers/standIn/values.mts';

const KEY = 'shop-key';
const TYPES = [
	'text',
	'picture',
	'video',
	'file',
	'voice',
	'audio',
	'sticker',
	'location',
	'contact',
];

type Check = (value: unknown) => boolean;
const text: Check = (value) => typeof value === 'string' && value !== '';
const anyText: Check = (value) => typeof value === 'string';
const number: Check = (value) => typeof value === 'number' && Number.isFinite(value);
const list: Check = (value) => Array.isArray(value) && value.length > 0;
const some =
	(...names: string[]): Check =>
	(value) =>
		isFields(value) &&
		Object.keys(value).length > 0 &&
		Object.keys(value).every((key) => names.includes(key));

/** Every field that the format has on its way to a messenger. */
const FIELDS: Record<string, Check> = {
	event: (value) => ['message', 'reaction', 'typing'].includes(String(value)),
	conversationId: text,
	writeFirst: (value) => value === true,
	conversationRefId: text,
	messageId: text,
	part: (value) => Number.isInteger(value) && Number(value) > 0,
	externalMessageId: text,
	emoji: anyText,
	messageType: (value) => TYPES.includes(String(value)),
	text,
	mediaUrl: (value) => text(value) && URL.canParse(String(value)),
	fileName: text,
	fileSize: number,
	mediaDuration: number,
	latitude: number,
	longitude: number,
	contactName: text,
	contactPhone: text,
	replyTo: some('externalMessageId', 'text'),
	buttons: list,
	listMessage: isFields,
	template: isFields,
	sender: some('name'),
	receiver: some('id', 'name', 'phone', 'refId'),
	timestamp: (value) => text(value) && !Number.isNaN(Date.parse(String(value))),
};

/** What is wrong with a request, as a messenger of one's own that takes the format at its word would say. */
function trouble(body: Fields): string | undefined {
	for (const [name, value] of Object.entries(body)) {
		const isRight = Object.hasOwn(FIELDS, name) && FIELDS[name]?.(value);
		if (!isRight) return `${name} is not of the format`;
	}
	const needed = ['event', 'timestamp'];
	if (body.event === 'message') needed.push('messageId', ...(body.template ? [] : ['messageType']));
	if (body.event === 'reaction') needed.push('externalMessageId', 'emoji');
	needed.push(body.writeFirst === true ? 'receiver' : 'conversationId');
	const missing = needed.find((name) => !(name in body));
	return missing && `${missing} is missing`;
}

/** A messenger that somebody has programmed: it knows by `messageId` and `part` what it has already. */
export async function startOwnMessenger() {
	const accepted: Fields[] = [];
	const known = new Map<string, object>();
	/** What answers say besides the ID, by the text of the message; null for an answer without a body. */
	const answers = new Map<unknown, object | null>();

	function take(call: Call): Reply {
		if (call.headers['x-key'] !== KEY) return { status: 401, body: { error: 'Who are you?' } };
		if (call.method !== 'POST' || call.path !== '/chat') return { status: 404, body: {} };
		const body = parsedJson(call.body.toString());
		if (!isFields(body)) return { status: 400, body: { error: 'no JSON' } };
		const error = trouble(body);
		if (error !== undefined) return { status: 400, body: { error } };
		const id = `${String(body.messageId)}/${String(body.part ?? 0)}`;
		const before = body.event === 'message' ? known.get(id) : undefined;
		if (before) return { body: before };
		accepted.push(body);
		const given = answers.get(body.text);
		if (given === null) return { status: 204, type: 'text/plain', body: '' };
		const answer = { externalMessageId: `m-${accepted.length}`, ...given };
		known.set(id, answer);
		return { body: answer };
	}

	const server = await openServer({
		nameOf: () => 'chat',
		answer: async (call) => await Promise.resolve(take(call)),
	});
	return { ...server, url: `${server.url}/chat`, headers: { 'x-key': KEY }, accepted, answers };
}

export type OwnMessenger = Awaited<ReturnType<typeof startOwnMessenger>>;

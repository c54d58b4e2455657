import { isFields, numberAt, textAt, type Fields } from '../standIn/values.mts';
import { GraphError, WrongParameter } from './errors.mts';
import { checkInteractive } from './interactive.mts';
import { attachedFile, type Attached } from './media.mts';
import {
	checkKeys,
	listParameter,
	objectParameter,
	optionalText,
	textParameter,
} from './parameters.mts';
import type { World } from './world.mts';

const LONGEST_TEXT = 4096;
const LONGEST_CAPTION = 1024;

interface Order {
	world: World;
	body: Fields;
	allowedHosts: readonly string[];
}

type Check = (order: Order) => Attached | Promise<Attached>;

const media: Record<string, string[]> = {
	image: ['id', 'link', 'caption'],
	video: ['id', 'link', 'caption'],
	document: ['id', 'link', 'caption', 'filename'],
	audio: ['id', 'link', 'voice'],
	sticker: ['id', 'link'],
};

const checks: Record<string, Check> = {
	...Object.fromEntries(
		Object.keys(media).map((kind) => [kind, (order) => checkMedia(kind, order)]),
	),
	text: ({ body }) => {
		const text = objectParameter(body, 'text', ['body', 'preview_url']);
		textParameter(text, 'text.body', LONGEST_TEXT);
		return {};
	},
	location: ({ body }) => {
		const keys = ['latitude', 'longitude', 'name', 'address'];
		const location = objectParameter(body, 'location', keys);
		checkDegrees(location, 'latitude', 90);
		checkDegrees(location, 'longitude', 180);
		return {};
	},
	contacts: ({ body }) => {
		listParameter(body, 'contacts', 257).forEach(checkContact);
		return {};
	},
	reaction: ({ world, body }) => checkReaction(world, body),
	interactive: async ({ world, body, allowedHosts }) => {
		const { header } = checkInteractive(body);
		const kind = textAt(header, 'type') ?? 'text';
		if (!header || kind === 'text') return {};
		const content = objectParameter(header, kind, media[kind] ?? []);
		if (content.caption !== undefined) throw new WrongParameter('A header has no caption.');
		return attachedFile(world, kind, content, allowedHosts);
	},
	template: ({ world, body }) => checkTemplate(world, body),
};

export const messageTypes = Object.keys(checks);

/** Checks the content of a message by its type, and gets the file that it speaks of. */
export async function checkContent(type: string, order: Order): Promise<Attached> {
	const check = checks[type];
	if (check) return check(order);
	const types = messageTypes.map((name) => name.toUpperCase()).sort();
	throw new WrongParameter(`Param type must be one of {${types.join(', ')}} - got "${type}".`);
}

async function checkMedia(kind: string, { world, body, allowedHosts }: Order): Promise<Attached> {
	const content = objectParameter(body, kind, media[kind] ?? []);
	optionalText(content, `${kind}.caption`, LONGEST_CAPTION);
	return attachedFile(world, kind, content, allowedHosts);
}

function checkDegrees(location: Fields, name: string, most: number): void {
	const degrees = numberAt(location, name);
	if (degrees === undefined)
		throw new WrongParameter(`The parameter location.${name} is required.`);
	if (Math.abs(degrees) > most) throw new GraphError(131009);
}

function checkContact(contact: Fields): void {
	const known = ['addresses', 'birthday', 'emails', 'name', 'org', 'phones', 'urls'];
	checkKeys(contact, 'contacts', known);
	const parts = ['first_name', 'last_name', 'middle_name', 'suffix', 'prefix'];
	const name = objectParameter(contact, 'name', ['formatted_name', ...parts]);
	textParameter(name, 'contacts.name.formatted_name', LONGEST_CAPTION);
	if (!parts.some((part) => textAt(name, part))) {
		throw new WrongParameter('Contact name must have at least one part beside formatted_name.');
	}
	for (const phone of Array.isArray(contact.phones) ? contact.phones : []) {
		if (!isFields(phone)) throw new WrongParameter('Param contacts.phones must be objects.');
		checkKeys(phone, 'contacts.phones', ['phone', 'type', 'wa_id']);
	}
}

function checkReaction(world: World, body: Fields): Attached {
	const reaction = objectParameter(body, 'reaction', ['message_id', 'emoji']);
	const id = textParameter(reaction, 'reaction.message_id', 512);
	if (body.context !== undefined) throw new WrongParameter('A reaction has no context.');
	if (!world.messages.has(id)) throw new GraphError(131009, `Message ${id} does not exist.`);
	const { emoji } = reaction;
	if (typeof emoji !== 'string')
		throw new WrongParameter('The parameter reaction.emoji is required.');
	if (
		emoji !== '' &&
		!/^\p{Extended_Pictographic}|^\p{Regional_Indicator}|^[#*\d]\uFE0F?\u20E3/u.test(emoji)
	) {
		throw new GraphError(131009, 'The emoji is not valid.');
	}
	return {};
}

function checkTemplate(world: World, body: Fields): Attached {
	const template = objectParameter(body, 'template', [
		'name',
		'language',
		'components',
		'namespace',
	]);
	const name = textParameter(template, 'template.name', 512);
	const language = objectParameter(template, 'language', ['code', 'policy']);
	const code = textParameter(language, 'template.language.code', 15);
	const found = world.templates.find((each) => each.name === name && each.language === code);
	if (!found) throw new GraphError(132001, `template name (${name}) does not exist in ${code}`);
	const components =
		template.components === undefined ? [] : listParameter(template, 'template.components', 20);
	const given = components.filter(({ type }) => type === 'body').flatMap(parametersOf);
	if (given.length !== found.parameters) {
		const numbers = `(${given.length}) does not match the expected number of params (${found.parameters})`;
		throw new GraphError(132000, `body: number of localizable_params ${numbers}`);
	}
	return {};
}

function parametersOf(component: Fields): string[] {
	checkKeys(component, 'template.components', ['type', 'parameters', 'sub_type', 'index']);
	return listParameter(component, 'template.components.parameters', 1024).map((parameter) => {
		checkKeys(parameter, 'parameters', ['type', 'text', 'parameter_name', 'currency', 'date_time']);
		if (parameter.type !== 'text') return '';
		return textParameter(parameter, 'parameters.text', LONGEST_TEXT);
	});
}

import { fieldsAt, isFields, listAt, type Fields } from '../standIn/values.mts';
import { WrongParameter } from './errors.mts';
import {
	checkKeys,
	demandDistinct,
	listParameter,
	objectParameter,
	optionalText,
	textParameter,
} from './parameters.mts';

const LONGEST_BODY = 1024;
const LONGEST_NOTE = 60;
const LONGEST_TITLE = 20;
const MOST_BUTTONS = 3;
const MOST_SECTIONS = 10;
const MOST_ROWS = 10;

interface Kind {
	headers: string[];
	check(action: Fields): void;
}

const kinds: Record<string, Kind> = {
	button: { headers: ['text', 'image', 'video', 'document'], check: checkButtons },
	list: { headers: ['text'], check: checkList },
	cta_url: { headers: ['text', 'image', 'video', 'document'], check: checkUrl },
	location_request_message: {
		headers: [],
		check: (action) => {
			checkKeys(action, 'interactive.action', ['name']);
			if (action.name !== 'send_location') throw new WrongParameter('Param name is not valid.');
		},
	},
};

/** Checks what can be pressed; a header of media is left to be fetched. */
export function checkInteractive(message: Fields): { header?: Fields } {
	const keys = ['type', 'header', 'body', 'footer', 'action'];
	const interactive = objectParameter(message, 'interactive', keys);
	const kind = kinds[String(interactive.type)];
	if (!kind) {
		const types = Object.keys(kinds).join(', ');
		throw new WrongParameter(`Param interactive['type'] must be one of {${types}}.`);
	}
	const body = objectParameter(interactive, 'body', ['text']);
	textParameter(body, 'interactive.body.text', LONGEST_BODY);
	if (interactive.footer !== undefined) {
		const footer = objectParameter(interactive, 'footer', ['text']);
		textParameter(footer, 'interactive.footer.text', LONGEST_NOTE);
	}
	kind.check(
		objectParameter(interactive, 'action', ['buttons', 'button', 'sections', 'name', 'parameters']),
	);
	return { header: checkHeader(interactive, kind.headers) };
}

function checkHeader(interactive: Fields, allowed: string[]): Fields | undefined {
	if (interactive.header === undefined) return undefined;
	const header = objectParameter(interactive, 'header', ['type', ...allowed]);
	const type = String(header.type);
	if (!allowed.includes(type)) {
		throw new WrongParameter(`Param interactive['header'] cannot be of type ${type}.`);
	}
	if (type === 'text') textParameter(header, 'interactive.header.text', LONGEST_NOTE);
	return header;
}

function checkButtons(action: Fields): void {
	checkKeys(action, 'interactive.action', ['buttons']);
	const buttons = listParameter(action, 'interactive.action.buttons', MOST_BUTTONS);
	const replies = buttons.map((button) => {
		checkKeys(button, 'interactive.action.buttons', ['type', 'reply']);
		if (button.type !== 'reply') throw new WrongParameter('A button must have the type reply.');
		const reply = objectParameter(button, 'reply', ['id', 'title']);
		return {
			id: idIn(reply, 'reply.id', 256),
			title: textParameter(reply, 'reply.title', LONGEST_TITLE),
		};
	});
	demandDistinct(
		replies.map(({ id }) => id),
		'reply.id',
	);
	demandDistinct(
		replies.map(({ title }) => title),
		'reply.title',
	);
}

function idIn(parent: Fields, path: string, most: number): string {
	const id = textParameter(parent, path, most);
	if (id !== id.trim()) throw new WrongParameter(`Param ${path} has spaces around it.`);
	return id;
}

function checkList(action: Fields): void {
	checkKeys(action, 'interactive.action', ['button', 'sections']);
	textParameter(action, 'interactive.action.button', LONGEST_TITLE);
	const sections = listParameter(action, 'interactive.action.sections', MOST_SECTIONS);
	const rows = sections.flatMap((section) => {
		checkKeys(section, 'sections', ['title', 'rows']);
		const title = optionalText(section, 'sections.title', 24);
		if (title === undefined && sections.length > 1) {
			throw new WrongParameter('Sections need titles where there are several.');
		}
		return listParameter(section, 'sections.rows', MOST_ROWS);
	});
	if (rows.length > MOST_ROWS) {
		throw new WrongParameter(`Total row count exceed max allowed count: ${MOST_ROWS}`);
	}
	const ids = rows.map((row) => {
		checkKeys(row, 'rows', ['id', 'title', 'description']);
		textParameter(row, 'rows.title', 24);
		optionalText(row, 'rows.description', 72);
		return idIn(row, 'rows.id', 200);
	});
	demandDistinct(ids, 'rows.id');
}

function checkUrl(action: Fields): void {
	checkKeys(action, 'interactive.action', ['name', 'parameters']);
	if (action.name !== 'cta_url') throw new WrongParameter('Param name must be cta_url.');
	const parameters = objectParameter(action, 'parameters', ['display_text', 'url']);
	textParameter(parameters, 'parameters.display_text', LONGEST_TITLE);
	const url = textParameter(parameters, 'parameters.url', 2000);
	const isAddress = URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
	if (!isAddress) throw new WrongParameter('Param parameters.url is not a valid URI.');
}

export interface Choice {
	kind: 'button_reply' | 'list_reply';
	reply: Fields;
}

/** What somebody who sees the message can choose, by its title. */
export function choiceOf(message: Fields, title: string): Choice | undefined {
	const action = fieldsAt(fieldsAt(message, 'interactive'), 'action');
	const buttons = listAt(action, 'buttons').map((button) => fieldsAt(button, 'reply'));
	const button = buttons.find((reply) => reply.title === title);
	if (button) return { kind: 'button_reply', reply: button };
	const rows = listAt(action, 'sections').flatMap((section) => listAt(section, 'rows'));
	const row = rows.filter(isFields).find((each) => each.title === title);
	return row && { kind: 'list_reply', reply: row };
}

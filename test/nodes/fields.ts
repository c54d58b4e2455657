import type { INodeProperties } from 'n8n-workflow';
import { AmoCrmChats } from '../../nodes/AmoCrmChats/AmoCrmChats.node';
import { AmoCrmChatsBridge } from '../../nodes/AmoCrmChats/AmoCrmChatsBridge.node';
import { AmoCrmChatsTrigger } from '../../nodes/AmoCrmChats/AmoCrmChatsTrigger.node';

export const action = new AmoCrmChats().description;
export const bridge = new AmoCrmChatsBridge().description;
export const trigger = new AmoCrmChatsTrigger().description;

/** One field of a form, and where it is found: by the names of the groups around it. */
export interface Found {
	path: string;
	field: INodeProperties;
	/** One of a collection, of which the person takes what they like. */
	isOptional: boolean;
	/** All fields of its group. */
	siblings: INodeProperties[];
}

/** Every field of a form, those within collections too. */
export function everyField(properties: INodeProperties[], group = '', isOptional = false): Found[] {
	return properties.flatMap((field) => {
		const path = group + field.name;
		const inner = innerOf(field).flatMap(({ fields, name }) =>
			everyField(fields, path + name, field.type === 'collection'),
		);
		return [{ path, field, isOptional, siblings: properties }, ...inner];
	});
}

function innerOf({ type, options = [] }: INodeProperties) {
	if (type === 'collection') return [{ name: '.', fields: options as INodeProperties[] }];
	if (type !== 'fixedCollection') return [];
	return options.flatMap((group) =>
		'values' in group ? [{ name: `.${group.name}.`, fields: group.values }] : [],
	);
}

/** What a dropdown offers. */
export function choicesOf({ type, options = [] }: INodeProperties) {
	if (type !== 'options' && type !== 'multiOptions') return [];
	return options.flatMap((option) => ('value' in option ? [option] : []));
}

/** Names of everything that breaks a rule: a test expects none. */
export function pathsOf(found: Found[]): string[] {
	return found.map(({ path, field }) => `${path} (${field.displayName})`);
}

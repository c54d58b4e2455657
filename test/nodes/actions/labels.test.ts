import type { INodeProperties } from 'n8n-workflow';
import { labelOf } from '../../../nodes/AmoCrmChats/actions/labels';

const field = (displayName: string, name: string, rest = {}): INodeProperties => ({
	displayName,
	name,
	type: 'string',
	default: '',
	...rest,
});

const form = [
	field('Text', 'text'),
	field('Caption', 'text'),
	field('Options', 'options', { options: [field('Silent', 'silent')] }),
	field('Reply To', 'replyTo', {
		options: [{ displayName: 'Message', name: 'message', values: [field('amoCRM ID', 'id')] }],
	}),
	field('Direction', 'direction', { options: [{ name: 'From Client', value: 'fromClient' }] }),
];

test.each([
	['text', 'Text'],
	['options', 'Options'],
	['options.silent', 'Options > Silent'],
	['replyTo.message.id', 'Reply To > Message > amoCRM ID'],
	['options.unknown', 'Options > unknown'],
	['unknown', 'unknown'],
	['unknown.inner', 'unknown.inner'],
	['text.inner', 'Text > inner'],
])('%s reads %s', (path, label) => {
	expect(labelOf(form, path)).toBe(label);
});

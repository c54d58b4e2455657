import type { AmojoAnswer } from '../../shared/wire';
import { accountIdOption, accountOf, channelOf } from '../fields/account';
import { defineOperation } from '../operation';
import type { ItemForm } from '../form';
import { at, compact, textAt } from '../../shared/json';

/** @see https://www.amocrm.ru/developers/content/chats/chat-api-reference */
export const connect = defineOperation({
	resource: 'channel',
	value: 'connect',
	name: 'Connect',
	action: 'Connect channel',
	description:
		'Switch the channel on for an account; needed again after every installation of the integration',
	properties: [
		{
			displayName: 'Title',
			name: 'title',
			type: 'string',
			default: '',
			placeholder: 'e.g. Telegram',
			description:
				'Name of the channel in the account; Kommo requires one, amoCRM uses the channel name without it',
		},
	],
	options: [
		accountIdOption,
		{
			displayName: 'Disable Time Window',
			name: 'disableTimeWindow',
			type: 'boolean',
			default: true,
			description:
				"Whether managers may write at any time in this account, instead of only within the channel's time window after the client's last message",
		},
		{
			displayName: 'Webhook Version',
			name: 'hookApiVersion',
			type: 'options',
			options: [
				{ name: 'V1 (Deprecated)', value: 'v1' },
				{ name: 'V2', value: 'v2' },
			],
			default: 'v2',
			description: 'Format of the webhooks that amoCRM sends; Kommo accepts V2 only',
		},
	],
	lane: (form) => accountOf(form),
	request: (form) => ({
		method: 'POST',
		path: `/${channelOf(form)}/connect`,
		body: compact({
			account_id: accountOf(form),
			title: titleOf(form),
			hook_api_version: versionOf(form),
			is_time_window_disabled: form.flag('options.disableTimeWindow'),
		}),
	}),
	output: (answer, form) => ({
		success: true,
		accountId: textAt(answer, 'account_id') ?? accountOf(form),
		scopeId: textAt(answer, 'scope_id') ?? `${channelOf(form)}_${accountOf(form)}`,
		...compact({
			title: textAt(answer, 'title'),
			hookApiVersion: textAt(answer, 'hook_api_version'),
			isTimeWindowDisabled: timeWindowOf(answer),
		}),
	}),
});

function titleOf(form: ItemForm): string | undefined {
	const title = form.text('title')?.trim();
	if (title === undefined && form.account.isKommo) {
		form.warn('title', 'is empty; Kommo documents it as required');
	}
	return title;
}

/** Without the field, amoCRM would choose the deprecated format. Kommo knows V2 only. */
function versionOf(form: ItemForm): string {
	if (!form.has('options.hookApiVersion')) return 'v2';
	const version = form.requiredChoice('options.hookApiVersion', ['v1', 'v2']);
	if (version === 'v1' && form.account.isKommo) {
		throw form.invalid('options.hookApiVersion', 'is V1, which Kommo does not know', 'Use V2.');
	}
	return version;
}

function timeWindowOf(answer: AmojoAnswer): boolean | undefined {
	const isDisabled = at(answer, 'is_time_window_disabled');
	return typeof isDisabled === 'boolean' ? isDisabled : undefined;
}

import type { INodeProperties } from 'n8n-workflow';
import type { ItemForm } from '../form';

const WHERE_TO_FIND =
	'It is the amojo_id of the account, a UUID: GET /api/v4/account?with=amojo_id gives it.';

export const accountIdOption: INodeProperties = {
	displayName: 'Account ID',
	name: 'accountId',
	type: 'string',
	default: '',
	placeholder: 'e.g. 52e591f7-c98f-4255-8495-827210138c81',
	description:
		"The amojo_id of the account to work with, instead of the credential's; the trigger outputs it as accountId",
};

/** The account as a required field: for the operations that connect it. */
export function accountOf(form: ItemForm): string {
	if (/^\d+$/.test(form.id('options.accountId') ?? '')) {
		throw form.invalid('options.accountId', 'is the number of the account', WHERE_TO_FIND);
	}
	const chosen = form.uuid('options.accountId', WHERE_TO_FIND);
	if (chosen !== undefined) return chosen;
	const { accountId } = form.account;
	if (accountId === '') {
		throw form.invalid(
			'options.accountId',
			'is missing',
			`Set Account ID in the credential, or add it under Options. ${WHERE_TO_FIND}`,
		);
	}
	return form.credentialUuid('Account ID', accountId);
}

export function channelOf(form: ItemForm): string {
	return form.credentialUuid('Channel ID', form.account.channelId);
}

/** A channel within an account, as the paths of most requests name it. */
export function scopeOf(form: ItemForm): string {
	return `${channelOf(form)}_${accountOf(form)}`;
}

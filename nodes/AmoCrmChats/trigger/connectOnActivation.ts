import {
	NodeOperationError,
	type IDataObject,
	type IHookFunctions,
	type INodeProperties,
} from 'n8n-workflow';
import { DateTime } from 'luxon';
import { connect } from '../actions/channel/connect.operation';
import { disconnect } from '../actions/channel/disconnect.operation';
import { accountIn } from '../shared/channelCredential';
import { runSteps, type Operation } from '../actions/operation';
import { asFailure } from '../actions/failure';
import { ItemForm } from '../actions/form';
import { askAmojo, connectionOf, CREDENTIAL } from '../transport/amojo';
import { isRestart } from './restart';

export const connectionFields: INodeProperties[] = [
	{
		displayName: 'Connect on Publish',
		name: 'connectOnActivation',
		type: 'boolean',
		default: false,
		description:
			'Whether publishing the workflow connects the channel to the account of the credential, as Channel: Connect does. Every (re-)installation of the integration disconnects it; publish again then.',
	},
	{
		displayName: 'Channel Title',
		name: 'channelTitle',
		type: 'string',
		default: '',
		placeholder: 'e.g. Telegram',
		description:
			'Name of the channel in the account; Kommo requires one, amoCRM uses the channel name without it',
		displayOptions: { show: { connectOnActivation: [true] } },
	},
	{
		displayName: 'Disconnect on Unpublish',
		name: 'disconnectOnDeactivation',
		type: 'boolean',
		default: false,
		description:
			'Whether unpublishing the workflow disconnects the channel. Publishing a changed trigger then disconnects and connects it again.',
		displayOptions: { show: { connectOnActivation: [true] } },
	},
];

const NO_ACCOUNT = {
	description:
		"Enter it in the amoCRM / Kommo Chats API credential, or switch 'Connect on Publish' off and connect each account with Channel: Connect.",
};

export async function connectChannel(context: IHookFunctions): Promise<void> {
	if (isTest(context) || isRestart(context) || !isAsked(context, 'connectOnActivation')) return;
	await perform(context, connect, { title: context.getNodeParameter('channelTitle', '') });
}

export async function disconnectChannel(context: IHookFunctions): Promise<void> {
	if (isTest(context) || !isAsked(context, 'connectOnActivation')) return;
	if (isAsked(context, 'disconnectOnDeactivation')) await perform(context, disconnect, {});
}

/** Listening for a test event begins and ends with the same calls as publishing; only this tells them apart. */
function isTest(context: IHookFunctions): boolean {
	return !context.getWorkflow().active;
}

function isAsked(context: IHookFunctions, name: string): boolean {
	return context.getNodeParameter(name, false) === true;
}

/** The operation of the action node, its form filled in here. */
async function perform(
	context: IHookFunctions,
	operation: Operation,
	form: IDataObject,
): Promise<void> {
	const node = context.getNode();
	try {
		const credential = await context.getCredentials(CREDENTIAL);
		const account = accountIn(credential);
		if (account.accountId === '')
			throw new NodeOperationError(node, "'Account ID' of the credential is empty", NO_ACCOUNT);
		const parameters = new ItemForm((path) => form[path], operation.form, account, {
			now: DateTime.utc(),
			seed: () => [],
		});
		const connection = connectionOf(node, credential);
		await runSteps(operation.steps(parameters), async (effect) => {
			if (!('ask' in effect)) throw new Error(`${operation.name} needs more than the Chats API`);
			const { answer } = await askAmojo(context, connection, effect.ask, 0);
			return { ask: answer };
		});
	} catch (error) {
		throw asFailure(node, error, 0);
	}
}

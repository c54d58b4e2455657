import { NodeOperationError, type IHookFunctions } from 'n8n-workflow';
import { InvalidParameter } from '../actions/form';
import { channelIn, type Channel } from '../shared/channelCredential';
import { CREDENTIAL } from '../transport/amojo';
import { requireMatchable } from './filters';
import { isRestart } from './restart';
import { parseScope } from './scope';
import { formOf } from './triggerForm';

/**
 * Publishing stops here when no webhook could ever be accepted, or start anything: else each would be lost without
 * a word. A start of n8n goes on, for the workflow may do half of its work, and says it in n8n's log.
 */
export async function requireReceivable(context: IHookFunctions): Promise<void> {
	try {
		const channel = channelIn(await context.getCredentials(CREDENTIAL));
		if (channel.problem !== undefined) {
			const { message, description } = channel.problem;
			throw new NodeOperationError(context.getNode(), message, { description });
		}
		requireWholePath(context, channel);
		requireMatchable(formOf(context), channel);
	} catch (error) {
		const failure = asOperationError(context, error);
		if (!isRestart(context)) throw failure;
		context.logger.warn(`The node '${context.getNode().name}': ${failure.message}`);
	}
}

function asOperationError(context: IHookFunctions, error: unknown): Error {
	if (error instanceof InvalidParameter) {
		const { message, description } = error;
		return new NodeOperationError(context.getNode(), message, { description });
	}
	return error instanceof Error ? error : new Error(String(error));
}

/** With Path the address could be one that amoCRM never calls. */
function requireWholePath(context: IHookFunctions, channel: Channel): void {
	const path = optionOf(context, 'path');
	if (path === '') return;
	const stop = (message: string, description: string) =>
		new NodeOperationError(context.getNode(), message, { description });
	if (!/^[\w.~/-]+$/.test(path.trim())) {
		throw stop(
			"'Path' has characters that an address cannot have",
			'Use Latin letters, digits, dashes and slashes, such as amocrm/telegram.',
		);
	}
	const scope = parseScope(optionOf(context, 'scopeId').trim());
	if (scope === undefined) {
		throw stop(
			"'Scope ID' is missing or not a scope ID",
			'Path needs Scope ID under Options: the channel ID and the amojo account ID joined by an underscore. The operation Channel: Connect returns it as scopeId.',
		);
	}
	if (scope.channelId.toLowerCase() !== channel.channelId) {
		throw stop(
			"'Scope ID' belongs to another channel than the credential",
			`Its first half is the channel ID, and that of the credential is ${channel.channelId}.`,
		);
	}
	if (channel.accountId !== '' && scope.accountId.toLowerCase() !== channel.accountId) {
		throw stop(
			"'Scope ID' belongs to another account than the credential",
			`Its second half is the account, and that of the credential is ${channel.accountId}. Leave Account ID of the credential empty to serve several accounts.`,
		);
	}
}

/** As it is: an address of blanks is none, too. */
function optionOf(context: IHookFunctions, name: string): string {
	return String(context.getNodeParameter(`options.${name}`, '') ?? '');
}

import type { IHookFunctions, INodeParameters } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { channelIn } from './credentialMemory';
import { parseScope } from './scope';
import { CREDENTIAL } from '../transport/amojo';

/**
 * Two forms of address.
 * Without Path it ends in the placeholder that amoCRM replaces by the scope. n8n finds such an address
 * by its first segment, the node's webhook ID, which must also lead the path itself: n8n's key for a
 * path leaves the webhook ID out, so a constant path would serve one workflow per instance.
 * With Path nothing in the address belongs to the node, so it survives copying; n8n then compares the
 * whole address, so the scope must stand in it.
 */
const EXPRESSION =
	'={{ $parameter["options"]["path"] ? $parameter["options"]["path"].trim().replace(/^\\/+|\\/+$/g, "") + "/" + ($parameter["options"]["scopeId"] || "").trim().toLowerCase() : $webhookId + "/:scope_id" }}';

const PLACEHOLDER = ':scope_id';

/**
 * The same address without n8n's expression engine, which may be made anew for each hook. Nothing here knows
 * the webhook ID, but n8n puts it before a path that is not full: the key of the address comes out the same.
 */
function pathOf({ options }: INodeParameters): string {
	const { path, scopeId } = options as { path?: string; scopeId?: string };
	if (!path) return PLACEHOLDER;
	return `${path.trim().replace(/^\/+|\/+$/g, '')}/${(scopeId ?? '').trim().toLowerCase()}`;
}

function hasPath(parameters: INodeParameters): boolean {
	return pathOf(parameters) !== PLACEHOLDER;
}

/** Where n8n 2.x looks before it evaluates, if the parameters of the node hold no expression. */
const NATIVE = Symbol.for('n8n.webhookDescriptionResolvers');

export const webhookPath = {
	path: EXPRESSION,
	isFullPath: true,
	[NATIVE]: {
		path: { template: EXPRESSION, resolve: pathOf },
		isFullPath: { template: true, resolve: hasPath },
	},
};

/** Publishing stops here when Path would give an address that amoCRM never calls. */
export async function requireWholePath(context: IHookFunctions): Promise<void> {
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
	const { id, accountId } = channelIn(await context.getCredentials(CREDENTIAL));
	if (scope.channelId.toLowerCase() !== id.toLowerCase()) {
		throw stop(
			"'Scope ID' belongs to another channel than the credential",
			`Its first half is the channel ID, and that of the credential is ${id}.`,
		);
	}
	if (accountId !== '' && scope.accountId.toLowerCase() !== accountId.toLowerCase()) {
		throw stop(
			"'Scope ID' belongs to another account than the credential",
			`Its second half is the account, and that of the credential is ${accountId}. Leave Account ID of the credential empty to serve several accounts.`,
		);
	}
}

function optionOf(context: IHookFunctions, name: string): string {
	return String(context.getNodeParameter(`options.${name}`, '') ?? '');
}

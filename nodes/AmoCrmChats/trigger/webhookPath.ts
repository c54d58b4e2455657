import type { INodeParameters } from 'n8n-workflow';

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

import type { IHookFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

/**
 * Two forms of address.
 * Without Path it ends in the placeholder that amoCRM replaces by the scope. n8n finds such an address
 * by its first segment, the node's webhook ID, which must also lead the path itself: n8n's key for a
 * path leaves the webhook ID out, so a constant path would serve one workflow per instance.
 * With Path nothing in the address belongs to the node, so it survives copying; n8n then compares the
 * whole address, so the scope must stand in it.
 */
export const WEBHOOK_PATH =
	'={{ $parameter["options"]["path"] ? $parameter["options"]["path"].trim().replace(/^\\/+|\\/+$/g, "") + "/" + ($parameter["options"]["scopeId"] || "").trim() : $webhookId + "/:scope_id" }}';

const SCOPE = /^[0-9a-f-]{36}_[0-9a-f-]{36}$/i;

/** Publishing stops here when Path would give an address that amoCRM never calls. */
export function demandWholePath(context: IHookFunctions): void {
	const path = optionOf(context, 'path');
	if (path === '') return;
	if (!/^[\w.~/-]+$/.test(path)) {
		throw new NodeOperationError(
			context.getNode(),
			"'Path' has characters that an address cannot have",
			{
				description: 'Use Latin letters, digits, dashes and slashes, such as amocrm/telegram.',
			},
		);
	}
	if (!SCOPE.test(optionOf(context, 'scopeId'))) {
		throw new NodeOperationError(context.getNode(), "'Scope ID' is missing or not a scope ID", {
			description:
				'Path needs Scope ID under Options: the channel ID and the amojo account ID joined by an underscore. The operation Channel: Connect puts it out as scopeId.',
		});
	}
}

function optionOf(context: IHookFunctions, name: string): string {
	return String(context.getNodeParameter(`options.${name}`, '') ?? '').trim();
}

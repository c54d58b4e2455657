import type { IHookFunctions } from 'n8n-workflow';

/** n8n announces all published workflows again when it starts, which must not depend on amoCRM being up. */
const RESTARTS = ['init', 'leadershipChange'];

export function isRestart(context: IHookFunctions): boolean {
	return RESTARTS.includes(context.getActivationMode());
}

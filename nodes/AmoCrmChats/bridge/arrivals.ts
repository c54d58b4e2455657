import type { IBinaryData, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { isObject, type JsonObject } from '../shared/json';
import { answerIn, travellingIn, type Job } from './job';

/** What an item brings: something new, or the answer to a call and all that waited for it. */
export interface Arrived {
	fresh?: JsonObject;
	jobs: Job[];
	files: Record<string, IBinaryData>;
}

/**
 * The HTTP Request node outputs the answer alone, so the call is looked for where the item comes from: n8n knows
 * which item of this node's own output it was made of.
 */
export function travellersIn(context: IExecuteFunctions, items: INodeExecutionData[]): Arrived[] {
	const callOf = callsOf(context);
	return items.map((item) => {
		const call = callOf(item);
		const json = jsonOf(item);
		const travelling = travellingIn(call?.json);
		if (travelling === undefined) return { fresh: json, jobs: [], files: { ...item.binary } };
		const { job, behind } = travelling;
		const answer = answerIn(json, item.binary !== undefined);
		const answered = { ...job, answers: [...job.answers, answer] };
		return { jobs: [answered, ...behind], files: { ...call?.binary, ...item.binary } };
	});
}

type CallOf = (item: INodeExecutionData) => INodeExecutionData | undefined;

function callsOf(context: IExecuteFunctions): CallOf {
	const source = context.getInputSourceData();
	const proxy = context.getWorkflowDataProxy(0);
	// In its first round the node has output nothing yet that could come back.
	if (Number(proxy.$runIndex) === 0) return () => undefined;
	const find: unknown = proxy.$getPairedItem;
	const { name } = context.getNode();
	return (item) => {
		if (typeof find !== 'function') return undefined;
		try {
			const found: unknown = find(name, source, item.pairedItem);
			return isObject(found) && isObject(found.json)
				? (found as unknown as INodeExecutionData)
				: undefined;
		} catch {
			// It was made of no output of this node.
			return undefined;
		}
	};
}

/** Items are JSON. */
function jsonOf({ json }: INodeExecutionData): JsonObject {
	return json as JsonObject;
}

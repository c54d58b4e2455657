import type { IBinaryData, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { Answer } from '../messengers/messenger';
import { compact, isObject, type JsonObject } from '../shared/json';
import { answerIn, travellingIn, type Job } from './job';

/** What an item brings: something new, or the answer to a call and all that waited for it. */
export interface Arrived {
	fresh?: JsonObject;
	jobs: Job[];
	files: Record<string, IBinaryData>;
	/** Which of the files is the answer itself. */
	answerField?: string;
}

/**
 * The HTTP Request node outputs the answer alone, so the call is looked for where the item comes from: n8n knows
 * which item of this node's own output it was made of.
 */
export async function travellersIn(
	context: IExecuteFunctions,
	items: INodeExecutionData[],
): Promise<Arrived[]> {
	const callOf = callsOf(context);
	const arrivals = items.map(async (item, index): Promise<Arrived> => {
		const call = callOf(item);
		const json = jsonOf(item);
		const travelling = travellingIn(call?.json);
		if (travelling === undefined) return { fresh: json, jobs: [], files: { ...item.binary } };
		const { job, behind } = travelling;
		const { answer, field } = await answerOf(context, item, index);
		const answered = { ...job, answers: [...job.answers, answer] };
		return {
			jobs: [answered, ...behind],
			files: { ...call?.binary, ...item.binary },
			...compact({ answerField: field }),
		};
	});
	return await Promise.all(arrivals);
}

/** HTTP Request puts the answer beside the files that it was given; asked for files, it makes one of JSON as well. */
async function answerOf(
	context: IExecuteFunctions,
	item: INodeExecutionData,
	index: number,
): Promise<{ answer: Answer; field?: string }> {
	const files = item.binary ?? {};
	const field = 'data' in files ? 'data' : Object.keys(files)[0];
	const file = field === undefined ? undefined : files[field];
	const answer = answerIn(jsonOf(item));
	if (field === undefined || file === undefined) return { answer };
	if (!/\bjson\b/.test(file.mimeType)) {
		// What a server says of a failure is no file.
		const isFile = answer.status !== undefined && answer.status < 300;
		return { answer: { ...answer, ...(isFile && { isFile }) }, field };
	}
	const text = await context.helpers.getBinaryDataBuffer(index, field);
	return { answer: answerIn({ statusCode: 200, ...jsonOf(item), body: text.toString() }), field };
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

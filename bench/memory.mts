// What the node holds beside its items, on the built package: run with --expose-gc. Argument: how many items.
import { createRequire } from 'node:module';
import { formOfMessage, messagesOf } from './load.mts';

interface Execute {
	AmoCrmChats: new () => { execute(this: object): Promise<object[][]> };
}

const { AmoCrmChats } = createRequire(import.meta.url)(
	'../dist/nodes/AmoCrmChats/AmoCrmChats.node.js',
) as Execute;

const count = Number(process.argv[2] ?? 100_000);
const node = {
	...{ id: '1', name: 'Chats', type: 'amoCrmChats', typeVersion: 1, position: [0, 0] },
	parameters: formOfMessage as Record<string, unknown>,
};
const credential = {
	...{ baseUrl: 'custom', customBaseUrl: 'http://127.0.0.1', botId: '' },
	channelId: '344a5002-f8ca-454d-af3d-396180102ac7',
	accountId: '52e591f7-c98f-4255-8495-827210138c81',
};

const atStart = heap();
const items = messagesOf({ messages: count, chats: 1000 }, 'memory').map((json) => ({ json }));
// V8 joins the pieces of a string when it is first read; that is not to count as ours.
for (const item of items) JSON.stringify(item);
const withItems = heap();
let sent = 0;
let atFirstRequest = 0;
let halfway = 0;
const kept = {};
const context = {
	getContext: () => kept,
	getInputData: () => items,
	getNode: () => structuredClone(node),
	getCredentials: async () => credential,
	getTimezone: () => 'UTC',
	getInstanceId: () => 'instance',
	getExecutionId: () => '1',
	getWorkflowDataProxy: () => ({ $runIndex: 0 }),
	getExecutionCancelSignal: () => undefined,
	continueOnFail: () => false,
	addExecutionHints: () => {},
	getNodeParameter: (name: string) => node.parameters[name] ?? null,
	helpers: {
		httpRequestWithAuthentication: async () => {
			if (++sent === 1) atFirstRequest = heap();
			if (sent === count / 2) halfway = heap();
			await new Promise((resolve) => setImmediate(resolve));
			const new_message = { msgid: `message-${sent}`, ref_id: `own-${sent}` };
			return { statusCode: 200, headers: {}, body: { new_message } };
		},
	},
};
const [output] = await new AmoCrmChats().execute.call(context);
const atEnd = heap();
if (output?.length !== count) throw new Error(`${output?.length} results of ${count} items`);
process.stdout.write(
	JSON.stringify({
		items: withItems - atStart,
		planned: atFirstRequest - withItems,
		halfway: halfway - withItems,
		results: atEnd - withItems,
	}),
);

/** MiB in use once everything unused is gone. */
function heap(): number {
	gc?.();
	return process.memoryUsage().heapUsed / 1024 / 1024;
}

import { randomUUID } from 'node:crypto';
import { standInFor, type Call, type Reply } from '../outside/standIn.mts';

interface ToolCall {
	id: string;
	type: 'function';
	function: { name: string; arguments: string };
}

interface Message {
	role: 'system' | 'user' | 'assistant' | 'tool';
	content: string | null;
	tool_calls?: ToolCall[];
	tool_call_id?: string;
}

export interface OfferedTool {
	name: string;
	description: string;
	parameters: {
		type: 'object';
		properties: Record<string, { type: string; description?: string }>;
		required?: string[];
	};
}

/** What n8n asked the model. */
export interface Question {
	messages: Message[];
	tools: OfferedTool[];
}

/** What the model says next: words, which end its turn, or calls of tools. */
export type Turn = string | Array<{ tool: string; args: object }>;

class Refused extends Error {}

/** OpenAI's chat completions, spoken by a model that says what the test gave it to say. */
export async function startModel() {
	const questions: Question[] = [];
	const script: Turn[] = [];
	const standIn = await standInFor(['api.openai.com'], (call) => {
		try {
			const question = questionOf(call);
			questions.push(question);
			const turn = script.shift();
			if (turn === undefined) throw new Refused('the test gave the model nothing more to say');
			return { body: completion(answerOf(turn, question.tools)) };
		} catch (error) {
			if (error instanceof Refused) return refusal(error);
			throw error;
		}
	});
	return {
		questions,
		close: standIn.close,
		willSay(...turns: Turn[]): void {
			script.splice(0, script.length, ...turns);
			questions.length = 0;
		},
		/** What tools have told the model so far. */
		told: () =>
			(questions.at(-1)?.messages ?? [])
				.filter(({ role }) => role === 'tool')
				.map(({ content }) => content ?? ''),
	};
}

export type Model = Awaited<ReturnType<typeof startModel>>;

function questionOf({ method, path, headers, body }: Call): Question {
	if (method !== 'POST' || path !== '/v1/chat/completions') throw new Refused(`no ${path} here`);
	if (!headers.authorization?.startsWith('Bearer ')) throw new Refused('no API key');
	const asked = JSON.parse(body.toString()) as {
		model?: string;
		stream?: boolean;
		messages: Message[];
		tools?: Array<{ type: string; function: OfferedTool }>;
	};
	if (!asked.model || asked.stream) throw new Refused('a model, and no stream');
	checkAnswered(asked.messages);
	const tools = (asked.tools ?? []).map((tool) => tool.function);
	for (const { name, parameters } of tools) {
		if (!/^[a-zA-Z0-9_-]{1,64}$/.test(name)) throw new Refused(`${name} is no name of a tool`);
		if (parameters.type !== 'object') throw new Refused(`${name} has no schema`);
	}
	if (new Set(tools.map(({ name }) => name)).size < tools.length) {
		throw new Refused('two tools have one name');
	}
	return { messages: asked.messages, tools };
}

/** OpenAI refuses a conversation in which a call of a tool has no answer. */
function checkAnswered(messages: Message[]): void {
	const answered = messages.map(({ tool_call_id: id }) => id);
	for (const { id } of messages.flatMap(({ tool_calls: calls }) => calls ?? [])) {
		if (!answered.includes(id)) throw new Refused(`the call ${id} has no answer`);
	}
}

function answerOf(turn: Turn, tools: OfferedTool[]): Message {
	if (typeof turn === 'string') return { role: 'assistant', content: turn };
	const calls = turn.map(({ tool, args }): ToolCall => {
		const offered = tools.find(({ name }) => name === tool);
		if (!offered) throw new Refused(`the model was offered no ${tool}`);
		for (const name of Object.keys(args)) {
			if (!(name in offered.parameters.properties)) throw new Refused(`${tool} takes no ${name}`);
		}
		const call = { name: tool, arguments: JSON.stringify(args) };
		return { id: `call_${randomUUID()}`, type: 'function', function: call };
	});
	return { role: 'assistant', content: null, tool_calls: calls };
}

function completion(message: Message) {
	return {
		id: `chatcmpl-${randomUUID()}`,
		object: 'chat.completion',
		created: Math.floor(Date.now() / 1000),
		model: 'stand-in',
		choices: [{ index: 0, message, finish_reason: message.tool_calls ? 'tool_calls' : 'stop' }],
		usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
	};
}

function refusal({ message }: Refused): Reply {
	return { status: 400, body: { error: { message, type: 'invalid_request_error' } } };
}

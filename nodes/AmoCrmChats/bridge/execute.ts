import {
	NodeOperationError,
	type IBinaryData,
	type IBinaryKeyData,
	type IExecuteFunctions,
	type INodeExecutionData,
} from 'n8n-workflow';
import { asFailure, inOneText } from '../actions/failure';
import type { ItemForm } from '../actions/form';
import { send } from '../actions/message/send.operation';
import { openRun } from '../actions/runContext';
import { textAt } from '../shared/json';
import { runLanes } from '../transport/lanes';
import { messengers } from '../messengers/registry';
import type { Bridge } from './bridge';
import { choicesIn, type Choices } from './bridgeForm';
import { travellersIn, type Arrived } from './arrivals';
import { bringIn } from './fromMessenger';
import { callItemOf, type Job, type Outgoing, type Step } from './job';
import { jobsOf } from './jobs';
import { bringOut } from './toMessenger';

/** Done and Call. */
export async function executeBridge(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const items = context.getInputData();
	const run = await openRun(context, items, send);
	const choices = choicesOf(context, run.form(0));
	const arrived = await travellersIn(context, items);
	const bridge: Bridge = {
		run,
		choices,
		hasLoop: hasLoop(context),
		filesOf: (index) => arrived[index]?.files ?? {},
		answerFieldOf: (index) => arrived[index]?.answerField,
	};
	const round = new Round(context, bridge, arrived);
	await round.run();
	run.notes.show(context);
	return round.outputs();
}

function choicesOf(context: IExecuteFunctions, form: ItemForm): Choices {
	try {
		return choicesIn(form);
	} catch (error) {
		throw asFailure(context.getNode(), error, 0);
	}
}

/** Whatever comes after the node and before it as well is on the way from Call back to it. */
function hasLoop(context: IExecuteFunctions): boolean {
	const { name } = context.getNode();
	const before = new Set(context.getParentNodes(name).map((node) => node.name));
	return context.getChildNodes(name).some((node) => before.has(node.name));
}

interface Piece {
	job: Job;
	index: number;
}

/** One round of the loop: each job takes the steps that it can take without an answer. */
class Round {
	private readonly pieces: Piece[];
	private readonly done: INodeExecutionData[][] = [];
	/** The call of a chat that is out, by its lane, and what waits behind it. */
	private readonly calls = new Map<string, { call: Outgoing; index: number; behind: Piece[] }>();
	private readonly courtesies: Array<{ call: Outgoing; index: number }> = [];
	private failure: unknown;

	constructor(
		private readonly context: IExecuteFunctions,
		private readonly bridge: Bridge,
		arrived: readonly Arrived[],
	) {
		const { choices } = bridge;
		this.pieces = arrived.flatMap(({ jobs, fresh, files }, index) =>
			[...jobs, ...(fresh === undefined ? [] : jobsOf(fresh, files, choices))].map((job) => ({
				job,
				index,
			})),
		);
	}

	async run(): Promise<void> {
		const { run } = this.bridge;
		await runLanes({
			lanes: this.pieces.map(({ job }) => job.lane),
			limit: () => run.retry.pace.limit,
			isStopped: run.isCancelled,
			work: async (place) => {
				const piece = this.pieces[place];
				return piece === undefined || (await this.take(piece, place));
			},
		});
		if (this.failure !== undefined) throw this.failure;
		if (run.isCancelled()) {
			throw new NodeOperationError(run.node, 'The execution was cancelled');
		}
	}

	/** Done, and Call. */
	outputs(): INodeExecutionData[][] {
		const { filesOf } = this.bridge;
		const waiting = [...this.calls.values()].map(({ call, index, behind }) =>
			callItem(call, index, behind, filesOf),
		);
		const courtesies = this.courtesies.map(({ call, index }) => callItem(call, index, [], filesOf));
		return [this.done.flat(), [...waiting, ...courtesies]];
	}

	private async take(piece: Piece, place: number): Promise<boolean> {
		const { job, index } = piece;
		const out = this.calls.get(job.lane);
		if (out !== undefined) {
			out.behind.push(piece);
			return true;
		}
		try {
			this.settle(await stepOf(this.bridge, job, index), piece, place);
			return true;
		} catch (error) {
			return this.fail(error, piece, place);
		}
	}

	private settle({ done, call }: Step, { job, index }: Piece, place: number): void {
		if (done !== undefined) this.done[place] = [{ json: done, pairedItem: { item: index } }];
		if (call === undefined) return;
		if (!this.bridge.hasLoop) throw notConnected(this.context);
		if (call.job.isDone) this.courtesies.push({ call, index });
		else this.calls.set(job.lane, { call, index, behind: [] });
	}

	private fail(error: unknown, { index }: Piece, place: number): boolean {
		const { run } = this.bridge;
		const failure = asFailure(run.node, error, index);
		if (!this.context.continueOnFail()) {
			this.failure ??= failure;
			return false;
		}
		this.done[place] = [{ json: { error: inOneText(failure) }, pairedItem: { item: index } }];
		return true;
	}
}

async function stepOf(bridge: Bridge, job: Job, index: number): Promise<Step> {
	const messenger = messengers.find(({ id }) => id === job.messenger);
	if (messenger === undefined) {
		// Only jobs without a messenger have no lane of a chat.
		return { done: { event: 'other', why: textAt(job.event, 'why') ?? 'unknown' } };
	}
	return bridge.choices.direction === 'fromMessenger'
		? await bringIn(bridge, messenger, job, index)
		: await bringOut(bridge, messenger, job, index);
}

function notConnected(context: IExecuteFunctions): NodeOperationError {
	return new NodeOperationError(context.getNode(), "The output 'Call' leads to no way back", {
		description:
			'Connect it to an HTTP Request node with the credential of the messenger, and that node back to this one.',
	});
}

/** Files that jobs still need travel with them, each under a name of its own. */
function callItem(
	{ call, job, body }: Outgoing,
	index: number,
	behind: readonly Piece[],
	filesOf: (index: number) => Record<string, IBinaryData>,
): INodeExecutionData {
	const binary: IBinaryKeyData = {};
	const carried = (piece: Piece): Job => {
		const kept = Object.entries(piece.job.files).flatMap(([name, field]) => {
			const file = filesOf(piece.index)[field];
			if (file === undefined) return [];
			const key = `waiting${Object.keys(binary).length}`;
			binary[key] = file;
			return [[name, key] as const];
		});
		return { ...piece.job, files: Object.fromEntries(kept) };
	};
	const json = callItemOf(
		{ call, job: carried({ job, index }) },
		behind.map((piece) => carried(piece)),
	);
	if (body !== undefined) binary.data = body;
	const item = { json: json as INodeExecutionData['json'], pairedItem: { item: index } };
	return Object.keys(binary).length > 0 ? { ...item, binary } : item;
}

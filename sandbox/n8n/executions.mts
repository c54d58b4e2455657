export interface ExecutionSummary {
	id: string;
	status: string;
	mode: string;
	workflowId: string;
}

interface NodeRun {
	executionStatus: string;
	/** Milliseconds since 1970, and how many of them it took. */
	startTime: number;
	executionTime: number;
	error?: { message: string; description?: string; httpCode?: string };
	data?: { main: Array<Array<{ json: Record<string, unknown> }> | null> };
}

export interface Execution extends ExecutionSummary {
	data: {
		resultData: {
			runData: Record<string, NodeRun[] | undefined>;
			error?: { message: string; description?: string };
		};
	};
}

/** The items a node put out. */
export function items(execution: Execution, nodeName: string, output = 0) {
	const run = execution.data.resultData.runData[nodeName]?.[0];
	return (run?.data?.main[output] ?? []).map(({ json }) => json);
}

import type { IExecuteFunctions, NodeExecutionHint } from 'n8n-workflow';

/** What the person reads above the output: warnings, each once with the number of its items, and a summary. */
export class Notes {
	private readonly warnings = new Map<string, number>();

	/** `doubts` concern the whole run, however many items it has. */
	constructor(doubts: readonly string[]) {
		this.warn(doubts);
	}

	warn(warnings: readonly string[]): void {
		for (const warning of warnings) {
			this.warnings.set(warning, (this.warnings.get(warning) ?? 0) + 1);
		}
	}

	show(context: IExecuteFunctions, summary?: string): void {
		const hints = [...this.warnings].map(([message, count]) =>
			hint(count > 1 ? `${message} (${count} items)` : message, 'warning'),
		);
		if (summary !== undefined) hints.unshift(hint(summary, 'info'));
		context.addExecutionHints?.(...hints);
	}
}

function hint(message: string, type: NodeExecutionHint['type']): NodeExecutionHint {
	return { message, type, location: 'outputPane' };
}

import { endAll, watch } from './processes.mts';
import { PlainError, type Say } from './project.mts';

/** Runs a command: progress to stdout, an expected failure as one sentence, Ctrl-C as an end without a trace. */
export async function run(work: (say: Say) => Promise<void>): Promise<void> {
	watch();
	try {
		await work((line) => console.log(line));
	} catch (error) {
		process.exitCode = 1;
		await endAll();
		if (error instanceof PlainError) console.error(error.message);
		else throw error;
	}
}

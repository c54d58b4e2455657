import { parseArgs } from 'node:util';
import { run } from 'jest';

// The test of the same name, for as long and as fast as one likes: jest takes no options but its own.
const { values } = parseArgs({
	options: {
		minutes: { type: 'string', default: '30' },
		rate: { type: 'string', default: '10' },
	},
});
process.env.SOAK_MINUTES = values.minutes;
process.env.SOAK_RATE = values.rate;
const jestArguments = ['--selectProjects', 'queue', '--runInBand', 'test/queue/soak'];
process.argv.splice(2, Infinity, ...jestArguments);
await run();

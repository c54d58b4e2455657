const transform = {
	'^.+\\.m?ts$': [
		'@swc/jest',
		{ jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } },
	],
};

/** `.mts` files are tooling that needs what n8n's linter keeps out of `.ts`; jest treats both alike. */
const project = (displayName, folders) => ({
	displayName,
	rootDir: __dirname,
	testEnvironment: 'node',
	testMatch: folders.map((folder) => `<rootDir>/test/${folder}/**/*.test.{ts,mts}`),
	moduleFileExtensions: ['ts', 'mts', 'js', 'mjs', 'json', 'node'],
	modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/.lab'],
	transform,
});

/** Projects that are run together share one n8n: jest runs the same setup once. */
const onN8n = (name) => ({
	...project(name, [name]),
	globalSetup: '<rootDir>/test/e2e/setup.mjs',
	globalTeardown: '<rootDir>/test/e2e/teardown.mjs',
});

/** It needs Chromium, which not everybody has: only with `--selectProjects browser`. */
const browser = process.argv.includes('browser') ? [project('browser', ['browser'])] : [];

/** n8n in queue mode, which needs Redis and PostgreSQL; some of the end-to-end tests must pass there as well. */
const queue = {
	...project('queue', ['queue']),
	globalSetup: '<rootDir>/test/queue/setup.mjs',
	globalTeardown: '<rootDir>/test/queue/teardown.mjs',
};
for (const name of ['action', 'addresses', 'files', 'trigger']) {
	queue.testMatch.push(`<rootDir>/test/e2e/${name}.test.mts`);
}

module.exports = {
	projects: [
		project('unit', ['credentials', 'nodes']),
		project('sandbox', ['sandbox']),
		project('engine', ['engine']),
		project('package', ['package']),
		onN8n('e2e'),
		onN8n('examples'),
		...browser,
		...(process.argv.includes('queue') ? [queue] : []),
	],
	coverageReporters: ['text', 'lcovonly'],
};

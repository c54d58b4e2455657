const { Transform } = require('node:stream');
const { minifySync } = require('@swc/core');
const { dest, parallel, src } = require('gulp');
const { createSourceFile, ScriptTarget } = require('typescript');

/** tsc emits only TypeScript; icons, output schemas and what the panel knows of a node are copied beside it. */
const copyFrom = (pattern) => src(pattern, { base: '.', encoding: false });
const toDist = () => dest('dist');

const copyIcons = () => copyFrom('nodes/**/*.svg').pipe(toDist());

const edit = (change) =>
	new Transform({
		objectMode: true,
		transform(file, _encoding, done) {
			try {
				file.contents = Buffer.from(change(file.contents.toString()));
				done(null, file);
			} catch (error) {
				done(error);
			}
		},
	});

/** What n8n loads need not have the spaces that are for whoever edits it. */
const compact = (json) => JSON.stringify(JSON.parse(json));

const copyJson = () => copyFrom('nodes/**/*.json').pipe(edit(compact)).pipe(toDist());

/** Each declaration on one line of its own, so that the lines of a stack trace still tell something. */
const tighten = (code) =>
	createSourceFile('code.js', code, ScriptTarget.ESNext)
		.statements.map((statement) => code.slice(statement.pos, statement.end))
		.map((statement) => minifySync(statement, { compress: false, mangle: false }).code)
		.join('\n');

const tightenCode = () => src('dist/**/*.js', { base: '.' }).pipe(edit(tighten)).pipe(dest('.'));

exports.default = parallel(copyIcons, copyJson, tightenCode);

const { Transform } = require('node:stream');
const { dest, parallel, src } = require('gulp');
const { createPrinter, createSourceFile, ScriptTarget } = require('typescript');

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

const canonical = (code) =>
	createPrinter().printFile(createSourceFile('code.js', code, ScriptTarget.ESNext));

/** A template literal over several lines would lose some of its own spaces: then the code is not the same. */
function unindent(code) {
	const unindented = code.replace(/^ +/gm, '');
	if (canonical(unindented) !== canonical(code)) throw new Error('A text has spaces at its left');
	return unindented;
}

const unindentCode = () => src('dist/**/*.js', { base: '.' }).pipe(edit(unindent)).pipe(dest('.'));

exports.default = parallel(copyIcons, copyJson, unindentCode);

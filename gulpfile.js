const { Transform } = require('node:stream');
const { dest, parallel, src } = require('gulp');

/** tsc emits only TypeScript and the JSON that it knows; icons and output schemas are copied beside it. */
const copyFrom = (pattern) => src(pattern, { base: '.', encoding: false });
const toDist = () => dest('dist');

const copyIcons = () => copyFrom('nodes/**/*.svg').pipe(toDist());

/** Without the spaces that are for whoever edits them. */
const compact = () =>
	new Transform({
		objectMode: true,
		transform(file, _encoding, done) {
			file.contents = Buffer.from(JSON.stringify(JSON.parse(file.contents.toString())));
			done(null, file);
		},
	});

const copySchemas = () => copyFrom('nodes/**/__schema__/**/*.json').pipe(compact()).pipe(toDist());

exports.default = parallel(copyIcons, copySchemas);

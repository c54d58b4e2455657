const { dest, src } = require('gulp');

/** tsc emits only TypeScript and the JSON it knows; icons and output schemas are copied beside it. */
function copyStatic() {
	return src(['nodes/**/*.svg', 'nodes/**/__schema__/**/*.json'], {
		base: '.',
		encoding: false,
	}).pipe(dest('dist'));
}

exports.default = copyStatic;

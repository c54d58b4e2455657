const { dest, src } = require('gulp');

/** tsc emits only TypeScript; icons, output schemas and what the panel knows of a node are copied beside it. */
const copyAssets = () =>
	src('nodes/**/*.{svg,json}', { base: '.', encoding: false }).pipe(dest('dist'));

exports.default = copyAssets;

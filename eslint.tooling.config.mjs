import tseslint from 'typescript-eslint';

/** What runs beside the package (sandbox, tests, bench); n8n's own config leaves `.mts` and `.mjs` alone. */
export default tseslint.config(
	{ ignores: ['**/dist/**', '**/node_modules/**', '.lab/**', 'coverage/**', '**/*.js', '**/*.ts'] },
	...tseslint.configs.recommended,
	{ files: ['**/*.mts', '**/*.mjs'] },
);

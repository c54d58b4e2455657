import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';

import type { FastifyInstance } from 'fastify';

import { projectRoot } from '../n8n/project.mts';

const HTML = 'text/html; charset=utf-8';

const TYPES = new Map([
	['.css', 'text/css; charset=utf-8'],
	['.mjs', 'text/javascript; charset=utf-8'],
	['.svg', 'image/svg+xml'],
]);

/** As the import map of the pages names them. */
const LIBRARIES = new Map([
	['preact.mjs', 'preact/dist/preact.mjs'],
	['hooks.mjs', 'preact/hooks/dist/hooks.mjs'],
	['htm.mjs', 'htm/dist/htm.mjs'],
	['htm-preact.mjs', 'htm/preact/index.mjs'],
]);

const FOLDERS = ['shared', 'inbox', 'phone'];
const PLAIN_NAME = /^\w+\.\w+$/;

const PAGES = [
	{ path: '/', folder: 'inbox', title: 'Inbox' },
	{ path: '/phone', folder: 'phone', title: 'Client’s phone' },
];

/** The two pages with their scripts, as they lie here: nothing is built and nothing downloaded. */
export async function pages(app: FastifyInstance): Promise<void> {
	const own = join(projectRoot(), 'sandbox/pages');
	const libraries = join(projectRoot(), 'sandbox/node_modules');

	for (const { path, folder, title } of PAGES) {
		app.get(path, async (_request, reply) => {
			const page = readFileSync(join(own, 'page.html'), 'utf8');
			const html = page.replace('TITLE', title).replaceAll('FOLDER', folder);
			return reply
				.header('content-security-policy', policyOf(html))
				.header('cache-control', 'no-cache')
				.type(HTML)
				.send(html);
		});
	}

	app.get<{ Params: { folder: string; name: string } }>(
		'/pages/:folder/:name',
		async ({ params: { folder, name } }, reply) => {
			const isOwn = FOLDERS.includes(folder) && PLAIN_NAME.test(name);
			const library = folder === 'lib' ? LIBRARIES.get(name) : undefined;
			const file = library ? join(libraries, library) : isOwn ? join(own, folder, name) : undefined;
			const type = TYPES.get(extname(name));
			if (!file || !type || !existsSync(file)) return reply.code(404).send();
			return reply
				.header('cache-control', 'no-cache')
				.header('x-content-type-options', 'nosniff')
				.type(type)
				.send(readFileSync(file));
		},
	);
}

/** Pictures of messages come from anywhere; scripts from here alone, and never from a message. */
function policyOf(html: string): string {
	const importMap = /<script type="importmap">([^]*?)<\/script>/.exec(html)?.[1] ?? '';
	const hash = createHash('sha256').update(importMap).digest('base64');
	return [
		"default-src 'none'",
		`script-src 'self' 'sha256-${hash}'`,
		"style-src 'self'",
		"connect-src 'self'",
		"frame-src 'self'",
		'img-src http: https: data:',
		'media-src http: https:',
		"base-uri 'none'",
		"form-action 'none'",
		"frame-ancestors 'self'",
	].join('; ');
}

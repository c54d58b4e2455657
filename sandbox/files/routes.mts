import type { FastifyInstance } from 'fastify';

import type { Files } from './files.mts';

const LARGEST_FILE = 16 * 1024 * 1024;

/** What a browser may show; anything else, a page or a drawing with scripts in it, is only downloaded. */
const SHOWN = /^(image\/(png|jpeg|gif|webp|avif)|(audio|video)\/[\w.+-]+|text\/plain)$/;

const messageTypes: Array<[RegExp, string]> = [
	[/^image\/(png|jpeg|gif|webp|avif)$/, 'picture'],
	[/^video\//, 'video'],
	[/^audio\/(ogg|webm)/, 'voice'],
	[/^audio\//, 'audio'],
];

/** Takes the bytes of a file, and serves them at an address that a message can carry. */
export async function filesApi(app: FastifyInstance, { files }: { files: Files }): Promise<void> {
	app.removeAllContentTypeParsers();
	app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, bytes, done) =>
		done(null, bytes),
	);

	app.post<{ Querystring: { name?: string }; Body: Buffer }>(
		'/files',
		{ bodyLimit: LARGEST_FILE },
		async ({ query, headers, body, host, protocol }) => {
			const name = query.name || 'file';
			const type = headers['content-type'] ?? 'application/octet-stream';
			const { key } = files.add(name, type, body);
			const messageType = messageTypes.find(([pattern]) => pattern.test(type))?.[1] ?? 'file';
			const path = `/sandbox/files/${key}/${encodeURIComponent(name)}`;
			return { url: `${protocol}://${host}${path}`, name, size: body.length, type, messageType };
		},
	);

	app.get<{ Params: { key: string; name: string } }>(
		'/files/:key/:name',
		async ({ params }, reply) => {
			const file = files.get(params.key);
			if (!file) return reply.code(404).send({ message: 'The file is gone; old ones make room' });
			return reply
				.header('content-disposition', SHOWN.test(file.type) ? 'inline' : 'attachment')
				.header('content-security-policy', "default-src 'none'; sandbox")
				.header('x-content-type-options', 'nosniff')
				.type(file.type)
				.send(Buffer.from(file.base64, 'base64'));
		},
	);
}

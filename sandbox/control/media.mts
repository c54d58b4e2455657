import type { FastifyInstance } from 'fastify';

/** A chequered square, 48 by 48. */
const PNG = Buffer.from(
	'iVBORw0KGgoAAAANSUhEUgAAADAAAAAwCAIAAADYYG7QAAAAUklEQVR42u3XsQkAIAwEQDdyRce1sXAAwRFiQLQ5+PpzXZLS5wpT2whzq6cAAQEBAQElQS+HnfQAAQEBAQFlQbY9EBAQEJC/zPkBBAQEBPQVtAHtRwItjs0xwwAAAABJRU5ErkJggg==',
	'base64',
);

const PDF = Buffer.from(
	[
		'%PDF-1.4',
		'1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj',
		'2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj',
		'3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj',
		'trailer<</Root 1 0 R>>',
		'%%EOF\n',
	].join('\n'),
);

/** Only the beginnings of a voice message and a video: enough to be recognised by their bytes. */
const OGG = Buffer.concat([Buffer.from('OggS\0\x02'), Buffer.alloc(22), Buffer.from('OpusHead')]);
const MP4 = Buffer.concat([
	Buffer.from([0, 0, 0, 24]),
	Buffer.from('ftypisom\0\0\x02\0isommp41'),
	Buffer.from([0, 0, 0, 8]),
	Buffer.from('mdat'),
]);

const FILES = new Map([
	['png', { type: 'image/png', bytes: PNG }],
	['ogg', { type: 'audio/ogg', bytes: OGG }],
	['pdf', { type: 'application/pdf', bytes: PDF }],
	['mp4', { type: 'video/mp4', bytes: MP4 }],
]);

/** Files for the media URLs of messages: any name, always the same bytes for the same ending. */
export function mediaRoute(app: FastifyInstance): void {
	app.get<{ Params: { name: string } }>('/media/:name', async (request, reply) => {
		const file = FILES.get(request.params.name.split('.').pop() ?? '');
		if (!file) return reply.code(404).send({ message: `Endings served: ${[...FILES.keys()]}` });
		return reply.type(file.type).send(file.bytes);
	});
}

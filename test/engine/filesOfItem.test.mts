import type { IBinaryData } from 'n8n-workflow';
import { mp4, opus } from '../nodes/files/recordings.ts';
import { PNG } from './fileServer.mts';
import { bodies, messages, refusalOf, send } from './filesForm.mts';
import { openStage, scene } from './stage.mts';
import { keepFilesOnDisk, storedFile } from './storage.mts';

openStage();

describe('a file of the item', () => {
	const form = { mediaSource: 'binary' };
	let file: IBinaryData;

	test('in memory is refused, with the setting to change', async () => {
		const binary = { data: await storedFile(PNG, 'image/png', 'a.png') };
		expect(binary.data.id).toBeUndefined();
		expect(await refusalOf(form, { binary })).toMatch(
			/keeps this file in memory.*\| Set N8N_DEFAULT_BINARY_DATA_MODE=filesystem/,
		);
		expect(scene.sandbox.requests).toEqual([]);
	});

	describe('on disk', () => {
		beforeAll(async () => {
			await keepFilesOnDisk();
			file = await storedFile(PNG, 'image/png', 'a.png');
		});

		test.each(['audio', 'file', 'picture', 'sticker', 'video', 'voice'])(
			'travels as a %s with address, name and size',
			async (messageType) => {
				const { error } = await send({ ...form, messageType }, { binary: { data: file } });
				expect(error).toBeUndefined();
				const media = expect.stringMatching(
					/^http:\/\/127\.0\.0\.1\/+binary-data\/signed\?token=\S+$/,
				) as string;
				const named = { file_name: 'a.png', file_size: PNG.length };
				expect(messages()).toEqual([{ type: messageType, media, ...named }]);
			},
		);

		test('is what an edit, a comment and an import send as well', async () => {
			const binary = { data: file };
			await send({ ...form, options: { messageId: 'm-1' } }, { binary });
			const comment = { resource: 'comment', postId: 'p', postUrl: 'https://a.example/p' };
			await send({ ...form, ...comment }, { binary });
			const past = { externalMessageId: 'm-0', timestamp: '2020-01-01T00:00:00Z' };
			await send({ ...form, ...past, operation: 'importHistory' }, { binary });
			const edit = { operation: 'edit', messageBy: 'externalMessageId', externalMessageId: 'm-1' };
			await send({ ...form, ...edit, options: { fileName: 'b.png' } }, { binary });
			expect(messages().map(({ file_name, file_size }) => [file_name, file_size])).toEqual([
				...Array.from({ length: 3 }, () => ['a.png', PNG.length]),
				['b.png', PNG.length],
			]);
		});

		test('keeps its message ID although its address is signed anew', async () => {
			const realNow = Date.now;
			for (const later of [0, 5000]) {
				const spy = jest.spyOn(Date, 'now').mockImplementation(() => realNow() + later);
				await send(form, { binary: { data: file } });
				spy.mockRestore();
			}
			const [first, second] = bodies();
			expect(messages()[0]?.media).not.toBe(messages()[1]?.media);
			expect(second?.msgid).toBe(first?.msgid);
		});

		test('is offered for as long as the form says', async () => {
			const options = { linkLifetime: 2 };
			await send({ ...form, options }, { binary: { data: file } });
			const token = new URL(String(messages()[0]?.media)).searchParams.get('token') ?? '';
			const claims = Buffer.from(token.split('.')[1] ?? '', 'base64url').toString();
			const { iat, exp } = JSON.parse(claims) as { iat: number; exp: number };
			expect(exp - iat).toBe(2 * 3600);
		});

		describe('that is a recording', () => {
			const recorded = async (messageType: string, bytes: Buffer, options = {}) => {
				const binary = { data: await storedFile(bytes, 'audio/ogg', 'v.ogg') };
				const { error } = await send({ ...form, messageType, options }, { binary });
				expect(error).toBeUndefined();
				return messages().at(-1)?.media_duration;
			};
			const voice = opus(83.5);

			test('tells how long it plays, unless the form says it', async () => {
				expect(await recorded('voice', voice)).toBe(84);
				expect(await recorded('audio', voice)).toBe(84);
				expect(await recorded('video', mp4(4500, { media: 3_000_000 }))).toBe(8);
				expect(await recorded('voice', voice, { mediaDuration: 7 })).toBe(7);
			});

			test('is sent without its length where it is damaged, or not played by amoCRM', async () => {
				expect(await recorded('voice', voice.subarray(0, 100))).toBeUndefined();
				expect(await recorded('voice', PNG)).toBeUndefined();
				expect(await recorded('file', voice)).toBeUndefined();
			});
		});

		test('that is not there is named', async () => {
			const job = { binary: { data: file } };
			expect(await refusalOf({ ...form, binaryPropertyName: 'photo' }, job)).toMatch(/'photo'/);
			expect(await refusalOf({ ...form, binaryPropertyName: ' ' }, job)).toMatch(
				/'Input Binary Field' is empty/,
			);
		});

		test('gets a warning where n8n has no public address', async () => {
			const { task } = await send(form, { binary: { data: file } });
			expect(task?.hints).toEqual([
				expect.objectContaining({
					type: 'warning',
					message: expect.stringMatching(/http:\/\/127\.0\.0\.1, .* set WEBHOOK_URL/) as string,
				}),
			]);
		});
	});
});

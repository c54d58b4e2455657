import type { Scene } from '../../e2e/scene.mts';
import { PNG, sha256 } from '../../engine/fileServer.mts';

type Written = Omit<Parameters<Scene['sandbox']['managerWrites']>[0], 'conversationId'>;

/** What both ends of a bridge have in common, for the cases of its rows. */
export interface Ends {
	scene: Scene;
	/** The client's chat, as amoCRM has it. */
	conversationId: string;
	/** The execution that the act has caused is over, and was a success. */
	settled: (act: Promise<unknown>) => Promise<void>;
}

/** Cases by the row of the table in docs/bridge.md that they prove, in each direction that the row has. */
export interface Rows<Both extends Ends> {
	fromClient: Record<string, (ends: Both) => Promise<void>>;
	toClient: Record<string, (ends: Both) => Promise<void>>;
}

export const messageIn = ({ scene }: Ends, id: string) => {
	const message = scene.sandbox.find(id);
	if (message === undefined) throw new Error(`amoCRM has no message ${id}`);
	return message;
};

/** The messenger's ID of the chat that a message is in, as amoCRM has it. */
export const chatOf = ({ scene }: Ends, { chatId }: { chatId: string }) =>
	scene.sandbox.chats().find(({ id }) => id === chatId)?.integrationId;

export const phonesIn = ({ scene }: Ends) => scene.sandbox.participants().map(({ phone }) => phone);

/** The file that a client has sent is the one that amoCRM shows. */
export async function expectWhole(media: string | undefined): Promise<void> {
	const response = await fetch(media ?? '');
	expect(sha256(new Uint8Array(await response.arrayBuffer()))).toBe(sha256(PNG));
}

/** A manager writes into the client's chat, or another; gives the message as it is afterwards. */
export async function managerWrites(ends: Ends, parts: Written & { conversationId?: string }) {
	const { conversationId } = ends;
	const act = ends.scene.sandbox.managerWrites({ conversationId, ...parts });
	await ends.settled(act);
	return messageIn(ends, (await act).message.id);
}

const ending = (name: string) => name.split('.').at(-1) ?? '';
const BEGINNINGS: Record<string, string> = { jpg: '\xff\xd8\xff', webp: 'RIFF\0\0\0\0WEBP' };
const TYPES: Record<string, string> = {
	...{ jpg: 'image/jpeg', mp4: 'video/mp4', pdf: 'application/pdf' },
	...{ ogg: 'audio/ogg', mp3: 'audio/mpeg', webp: 'image/webp' },
};

/** Messengers look at the first bytes of pictures. */
const bytesOf = (name: string) =>
	Buffer.concat([Buffer.from(BEGINNINGS[ending(name)] ?? '', 'latin1'), PNG.subarray(0, 1000)]);

export const sha256Of = (name: string) => sha256(bytesOf(name));

/** What amoCRM's server answers for such a file. */
export const answerOf = ({ path }: { path: string }) => ({
	type: TYPES[ending(path)] ?? 'application/octet-stream',
	body: new Uint8Array(bytesOf(path)),
});

/** Of the host that stands in for amoCRM's files. */
export const fileOf = (type: string, fileName: string) => ({
	...{ type, fileName, fileSize: bytesOf(fileName).length },
	media: `https://files.amocrm.example.com/${encodeURIComponent(fileName)}`,
});

export const place = { lat: 55.75, lon: 37.61 };
export const bo = { name: 'Bo', phone: '+155501' };
export const yesAndNo = { mode: 'inline' as const, buttons: [[{ text: 'Yes' }, { text: 'No' }]] };
export const sizes = {
	list_message: {
		...{ body: 'Which size?', button: 'Sizes' },
		sections: [{ rows: [{ callback_data: 'm', title: 'M' }] }],
	},
};

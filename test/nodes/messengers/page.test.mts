import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Features, Messenger } from '../../../nodes/AmoCrmChats/messengers/messenger.ts';
import { messengers } from '../../../nodes/AmoCrmChats/messengers/registry.ts';
import { bridge, everyField } from '../fields.ts';
import { ownRows } from '../../examples/rows/own.mts';
import { telegramRows } from '../../examples/rows/telegram.mts';
import { whatsAppRows } from '../../examples/rows/whatsApp.mts';
import { MESSAGE_TYPES } from '../../../nodes/AmoCrmChats/shared/wire.ts';

/** docs/bridge.md says what each messenger takes. The adapters' `can` says it to the node: do they agree? */
const page = readFileSync(join(__dirname, '../../../docs/bridge.md'), 'utf8');

const cellsOf = (line: string) =>
	line
		.slice(1, -1)
		.split('|')
		.map((cell) => cell.trim());

function featureTable(): { header: string[]; rows: Map<string, string[]> } {
	const [, section = ''] = page.split('\n## What goes across\n');
	const lines = section.split('\n## ')[0]?.split('\n') ?? [];
	const [header = '', , ...rows] = lines.filter((line) => line.startsWith('|'));
	const entries = rows.map(cellsOf).map(([what = '', ...cells]) => [what, cells] as const);
	return { header: cellsOf(header), rows: new Map(entries) };
}

const { header, rows } = featureTable();

/** The mark and the words of one direction. */
function directionOf(cell: string, arrow: '→' | '←'): { mark: string; words: string } | undefined {
	const [, mark, words = ''] = new RegExp(`${arrow} ([●◐○])([^→←]*)`).exec(cell) ?? [];
	return mark === undefined ? undefined : { mark, words };
}

const has = (value: unknown) => value !== undefined;
const numberOf = (value: number | undefined) => (value === undefined ? [] : [String(value)]);

interface Claim {
	/** Whether managers' events of this kind reach the messenger as what they are. */
	can: (can: Features) => boolean;
	/** Numbers that the cell must name. */
	limits?: (can: Features) => string[];
}

const CLAIMS: Record<string, Claim> = {
	...Object.fromEntries(
		MESSAGE_TYPES.map((type) => [
			`${type[0]?.toUpperCase()}${type.slice(1)}`,
			{ can: ({ kinds }: Features) => kinds.includes(type) },
		]),
	),
	Text: { can: ({ kinds }) => kinds.includes('text'), limits: ({ text }) => [String(text)] },
	Caption: {
		can: ({ caption }) => has(caption),
		limits: ({ caption }) => numberOf(caption?.length),
	},
	Reply: { can: ({ reply }) => has(reply) },
	Reaction: {
		can: ({ reaction }) => has(reaction),
		limits: ({ reaction }) => (Array.isArray(reaction) ? [String(reaction.length)] : []),
	},
	Typing: { can: ({ typing }) => has(typing) },
	Read: { can: ({ receipts }) => has(receipts) },
	'Writing first': { can: ({ writeFirst }) => has(writeFirst) },
	Buttons: {
		can: ({ buttons }) => has(buttons),
		limits: ({ buttons }) => numberOf(buttons?.count),
	},
};

/** What is whole only with the feature; without it the node has a detour. */
const WHOLE: Record<string, (can: Features) => boolean> = {
	Delivered: ({ receipts }) => has(receipts),
	List: ({ list }) => has(list),
	Template: ({ template }) => has(template),
	'Several bots in one channel': ({ accounts }) => has(accounts),
};

/** Cases on a real n8n, by the row that they prove. */
const PROVEN: Record<string, { fromClient: object; toClient: object }> = {
	...{ telegram: telegramRows, whatsApp: whatsAppRows, generic: ownRows },
};

const cellOf = (what: string, { name }: Messenger) =>
	rows.get(what)?.[header.indexOf(name) - 1] ?? '';

test('the table has a column for each messenger of the registry, in the order of the form', () => {
	const missing = messengers.filter(({ name }) => !header.includes(name));
	expect(
		missing.map(({ name }) => `The table of docs/bridge.md has no column "${name}": add it`),
	).toEqual([]);
	expect(header).toEqual(['What', ...messengers.map(({ name }) => name)]);
});

test('every cell says how far it goes, and in which direction', () => {
	const wrong = [...rows].flatMap(([what, cells]) => [
		...(cells.length === messengers.length ? [] : [`${what} has ${cells.length} cells`]),
		...cells
			.filter((cell) => !/^(→ [●◐○][^→←]*)?(← [●◐○][^→←]*)?$/.test(cell) || cell === '')
			.map((cell) => `${what}: ${cell}`),
	]);
	expect(rows.size).toBeGreaterThan(25);
	expect(wrong).toEqual([]);
});

test('every option and every field of the set-up is explained', () => {
	const fields = everyField(bridge.properties).filter(({ field }) => field.type !== 'notice');
	const labels = fields.map(({ field }) => field.displayName.replace(/ \(.+\)$/, ''));
	const expected = [...new Set(labels)].filter((label) => !/^(Operation|Options)$/.test(label));
	expect(expected.length).toBeGreaterThan(8);
	expect(expected.filter((label) => !page.includes(label))).toEqual([]);
});

describe.each(messengers.map((messenger) => [messenger.name, messenger] as const))(
	'the column of %s',
	(_, messenger) => {
		test.each(Object.entries(CLAIMS))('is right about: %s', (what, { can, limits }) => {
			const found = directionOf(cellOf(what, messenger), '←');
			expect([what, found !== undefined, found?.mark !== '○']).toEqual([
				...[what, true],
				can(messenger.can),
			]);
			const named = (found?.words ?? '').match(/\d+/g) ?? [];
			expect(named).toEqual(expect.arrayContaining(limits?.(messenger.can) ?? []));
		});

		test.each(Object.entries(WHOLE))('is right about what is whole: %s', (what, isWhole) => {
			const found = directionOf(cellOf(what, messenger), '←');
			expect([what, found?.mark === '●']).toEqual([what, isWhole(messenger.can)]);
		});

		test.each([
			['→', 'fromClient'],
			['←', 'toClient'],
		] as const)('has a case on a real n8n for each row that goes across, %s', (arrow, name) => {
			const across = [...rows.keys()].filter((what) => {
				const { mark = '○' } = directionOf(cellOf(what, messenger), arrow) ?? {};
				return mark !== '○';
			});
			expect(across.length).toBeGreaterThan(0);
			expect(Object.keys(PROVEN[messenger.id]?.[name] ?? {}).sort()).toEqual(across.sort());
		});

		test('has its row among the credentials of HTTP Request', () => {
			const [, section = ''] = page.split('\n### The credentials\n');
			const row = section.split('\n').find((line) => line.startsWith(`| ${messenger.name} `));
			const [type = ''] = messenger.credential.split(',');
			expect(row).toContain(`_${type}_`);
		});

		test('has its row among those who can tell a repetition', () => {
			const [, section = ''] = page.split('\n## When something happens twice, or n8n dies\n');
			expect(section.split('\n## ')[0]).toContain(`\n| ${messenger.name} `);
		});
	},
);

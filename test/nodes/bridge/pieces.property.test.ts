import fc from 'fast-check';
import { pieces } from '../../../nodes/AmoCrmChats/bridge/pieces';

const FAMILY = '👨‍👩‍👧‍👦';
const words = fc.array(
	fc.oneof(
		fc.string({ unit: 'grapheme', maxLength: 30 }),
		fc.constantFrom(FAMILY, '🇫🇮', 'e\u0301', '👍🏽', ' ', '\n', '\n\n', '. ', '! ', '\t'),
	),
	{ maxLength: 80 },
);
const text = words.map((parts) => parts.join(''));
/** Longer than any one character is. */
const limit = fc.integer({ min: 40, max: 400 });

const withoutSpace = (given: string) => given.replace(/\s+/g, '');
const charactersOf = (given: string) =>
	[...new Intl.Segmenter().segment(given)].map(({ segment }) => segment);

describe('a text that is cut into pieces', () => {
	test('no piece is longer than the limit, or blank', () => {
		fc.assert(
			fc.property(text, limit, (given, most) => {
				for (const piece of pieces(given, most)) {
					expect(piece.length).toBeLessThanOrEqual(most);
					expect(piece.trim()).toBe(piece);
					expect(piece).not.toBe('');
				}
			}),
		);
	});

	test('nothing is lost but white space, and that only where it is cut', () => {
		fc.assert(
			fc.property(text, limit, (given, most) => {
				const found = pieces(given, most);
				expect(withoutSpace(found.join(''))).toBe(withoutSpace(given));
				let from = 0;
				for (const piece of found) {
					const at = given.indexOf(piece, from);
					expect(given.slice(from, at).trim()).toBe('');
					from = at + piece.length;
				}
				expect(given.slice(from).trim()).toBe('');
			}),
		);
	});

	test('nothing that people see as one character is cut', () => {
		fc.assert(
			fc.property(text, limit, (given, most) => {
				const cut = pieces(given, most).flatMap(charactersOf);
				const visible = (each: string) => each.trim() !== '';
				expect(cut.filter(visible)).toEqual(charactersOf(given).filter(visible));
			}),
		);
	});

	test('a text that fits stays whole', () => {
		fc.assert(
			fc.property(text, limit, (given, most) => {
				const whole = given.trim();
				fc.pre(whole.length <= most);
				expect(pieces(given, most)).toEqual(whole === '' ? [] : [whole]);
			}),
		);
	});

	test('never are there more than twice as many as are needed', () => {
		fc.assert(
			fc.property(text, limit, (given, most) => {
				const least = Math.ceil(given.trim().length / most);
				expect(pieces(given, most).length).toBeLessThanOrEqual(2 * least + 1);
			}),
		);
	});

	test.each([
		['a paragraph', 'one two\n\nthree\nfour', ['one two', 'three\nfour']],
		['a line', 'one two\nthree four', ['one two', 'three four']],
		['a sentence', 'One two. Three four', ['One two.', 'Three four']],
		['a word', 'one two three four', ['one two', 'three four']],
	])('is cut behind %s', (_, given, expected) => {
		expect(pieces(given, 12)).toEqual(expected);
	});

	test('a character longer than the limit is cut, where no pair is, rather than never sent', () => {
		const found = pieces(FAMILY, 4);
		expect(found.join('')).toBe(FAMILY);
		expect(found.filter((piece) => /[\uD800-\uDBFF]$/.test(piece))).toEqual([]);
	});
});

/** Where a text is best cut, the best first: behind a paragraph, a line, a sentence, a word. */
const ENDS = [/\n\n+/g, /\n/g, /[.!?…]\s+/g, /\s+/g];
/** A piece is not cut so early that there would be many more of them. */
const LEAST = 0.5;

/** Cuts a text into pieces of at most so many UTF-16 units, never within a character that people see as one. */
export function pieces(text: string, most: number): string[] {
	const found: string[] = [];
	let rest = text.trim();
	while (rest.length > most) {
		const end = endIn(rest, most);
		found.push(rest.slice(0, end).trimEnd());
		rest = rest.slice(end).trimStart();
	}
	if (rest !== '') found.push(rest);
	return found.filter((piece) => piece !== '');
}

function endIn(text: string, most: number): number {
	const window = text.slice(0, most);
	for (const pattern of ENDS) {
		const last = [...window.matchAll(pattern)].at(-1);
		const end = last === undefined ? 0 : last.index + last[0].length;
		if (end >= most * LEAST) return end;
	}
	return characterEnd(text, most);
}

/** What people see as one character may be many: an emoji of a family is seven. */
function characterEnd(text: string, most: number): number {
	const segments = new Intl.Segmenter().segment(text.slice(0, most + 64));
	let end = 0;
	for (const { index, segment } of segments) {
		if (index + segment.length > most) break;
		end = index + segment.length;
	}
	if (end > 0) return end;
	// Longer than a whole piece, so it is cut, but not so that the text were none.
	return /[\uD800-\uDBFF]$/.test(text.slice(0, most)) && most > 1 ? most - 1 : most;
}

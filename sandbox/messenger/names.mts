/** An id made of a name. */
export function slug(name: string): string {
	return name
		.toLowerCase()
		.replace(/[^\p{L}\p{N}]+/gu, '-')
		.replace(/^-|-$/g, '');
}

/** The same fictitious number for the same name. */
export function numberFor(name: string): string {
	const sum = [...name].reduce(
		(total, letter) => (total * 31 + (letter.codePointAt(0) ?? 0)) % 10_000,
		7,
	);
	return `+1555010${String(sum).padStart(4, '0')}`;
}

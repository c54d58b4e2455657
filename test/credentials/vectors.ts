import vectors from '../vectors.json';

export type Vector = (typeof vectors)[number];

/** Vectors of one kind as rows for `test.each`: the title says who computed the expected signature. */
export function vectorsOf(kind: Vector['kind']): Array<[string, Vector]> {
	return vectors
		.filter((vector) => vector.kind === kind)
		.map((vector) => [`${vector.name} (${vector.origin})`, vector]);
}

export { vectors };

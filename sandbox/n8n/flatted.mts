type Flat = string | number | boolean | null | { [key: string]: Flat } | Flat[];

/**
 * n8n stores the data of an execution "flatted": one array, in which a string inside an object is the index
 * of the value it stands for.
 */
export function unflatten(text: string): unknown {
	const values = JSON.parse(text) as Flat[];
	const done = new Map<number, unknown>();
	const at = (index: number): unknown => {
		if (done.has(index)) return done.get(index);
		const value = values[index];
		if (value === null || typeof value !== 'object') return value;
		const copy: Record<string, unknown> | unknown[] = Array.isArray(value) ? [] : {};
		done.set(index, copy);
		for (const [key, inner] of Object.entries(value)) {
			(copy as Record<string, unknown>)[key] =
				typeof inner === 'string' ? at(Number(inner)) : inner;
		}
		return copy;
	};
	return at(0);
}

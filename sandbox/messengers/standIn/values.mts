/** What a request or a hook carries: nothing is known of it before it was looked at. */
export type Fields = Record<string, unknown>;

export function isFields(value: unknown): value is Fields {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function fieldsAt(value: unknown, name: string): Fields {
	const inner = isFields(value) ? value[name] : undefined;
	return isFields(inner) ? inner : {};
}

export function textAt(value: unknown, name: string): string | undefined {
	const inner = isFields(value) ? value[name] : undefined;
	return typeof inner === 'string' ? inner : undefined;
}

export function listAt(value: unknown, name: string): unknown[] {
	const inner = isFields(value) ? value[name] : undefined;
	return Array.isArray(inner) ? inner : [];
}

/** Telegram takes numbers as text as well: form and multipart bodies have nothing else. */
export function numberAt(value: unknown, name: string): number | undefined {
	const inner = isFields(value) ? value[name] : undefined;
	const isNumeric = typeof inner === 'string' && /^-?\d+(\.\d+)?$/.test(inner.trim());
	if (typeof inner !== 'number' && !isNumeric) return undefined;
	return Number(inner);
}

export function parsedJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

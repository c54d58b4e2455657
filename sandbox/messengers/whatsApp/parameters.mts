import { isFields, type Fields } from '../standIn/values.mts';
import { WrongParameter } from './errors.mts';

/** The object under a name, with no key that is not known. */
export function objectParameter(parent: unknown, name: string, keys: string[]): Fields {
	const value = isFields(parent) ? parent[name] : undefined;
	if (value === undefined) throw new WrongParameter(`The parameter ${name} is required.`);
	if (!isFields(value)) throw new WrongParameter(`Param ${name} must be a JSON object.`);
	return checkKeys(value, name, keys);
}

export function checkKeys(value: Fields, name: string, keys: string[]): Fields {
	const unknown = Object.keys(value).find((key) => !keys.includes(key));
	if (unknown) throw new WrongParameter(`Unexpected key "${unknown}" on param "${name}".`);
	return value;
}

/** Meta counts what a client would see as characters. */
const lengthOf = (text: string) => [...text].length;

export function textParameter(parent: Fields, path: string, most: number): string {
	const name = path.slice(path.lastIndexOf('.') + 1);
	const value = parent[name];
	if (value === undefined) throw new WrongParameter(`The parameter ${path} is required.`);
	if (typeof value !== 'string') throw new WrongParameter(`Param ${path} must be a string.`);
	if (value.trim() === '') throw new WrongParameter(`Param ${path} cannot be empty.`);
	if (lengthOf(value) > most) {
		throw new WrongParameter(`Param ${path} must be at most ${most} characters long.`);
	}
	return value;
}

export function optionalText(parent: Fields, path: string, most: number): string | undefined {
	const name = path.slice(path.lastIndexOf('.') + 1);
	return parent[name] === undefined ? undefined : textParameter(parent, path, most);
}

export function listParameter(parent: Fields, path: string, most: number): Fields[] {
	const value = parent[path.slice(path.lastIndexOf('.') + 1)];
	if (!Array.isArray(value) || value.length === 0) {
		throw new WrongParameter(`The parameter ${path} must be a non-empty array.`);
	}
	if (value.length > most) {
		throw new WrongParameter(`Param ${path} must have at most ${most} elements.`);
	}
	return value.map((item) => {
		if (!isFields(item)) throw new WrongParameter(`Param ${path} must be an array of objects.`);
		return item;
	});
}

export function demandDistinct(values: string[], path: string): void {
	if (new Set(values).size < values.length) {
		throw new WrongParameter(`Param ${path} must be unique.`);
	}
}

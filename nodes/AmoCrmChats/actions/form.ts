import type { INodeProperties } from 'n8n-workflow';
import { labelOf } from './labels';

/** Reads one value of the form by its dotted path; null where there is none. */
export type ReadValue = (path: string) => unknown;

/** The form is wrong: `message` names the parameter, `description` says what is expected. */
export class InvalidParameter extends Error {
	constructor(
		message: string,
		readonly description: string,
		readonly parameter: string,
	) {
		super(message);
	}
}

/** One item's typed view of the form's plain values. Blank values read as undefined. */
export class Form {
	constructor(
		protected readonly read: ReadValue,
		protected readonly properties: INodeProperties[],
		/** What the person should know although the request may be sent. */
		readonly warnings: string[] = [],
		/** The group of the form that paths start from, with its dot. */
		protected readonly group: string = '',
	) {}

	invalid(path: string, problem: string, expected: string): InvalidParameter {
		return new InvalidParameter(`'${this.label(path)}' ${problem}`, expected, this.group + path);
	}

	warn(path: string, warning: string): void {
		const text = `'${this.label(path)}' ${warning}`;
		// A form is read again when a file has been looked up.
		if (!this.warnings.includes(text)) this.warnings.push(text);
	}

	has(path: string): boolean {
		return this.value(path) !== undefined;
	}

	/** Text exactly as given; blank text is absent. */
	text(path: string): string | undefined {
		const value = this.value(path);
		if (value === undefined) return undefined;
		if (typeof value === 'object') {
			throw this.invalid(path, 'is not text', 'Enter text, or an expression that gives text.');
		}
		return String(value);
	}

	requiredText(path: string, expected: string): string {
		const text = this.text(path);
		if (text === undefined) throw this.invalid(path, 'is empty', expected);
		return text;
	}

	flag(path: string): boolean | undefined {
		const value = this.value(path);
		if (value === undefined || typeof value === 'boolean') return value;
		if (value === 'true' || value === 'false') return value === 'true';
		throw this.invalid(
			path,
			'is not true or false',
			'Use the switch, or an expression that gives true or false.',
		);
	}

	number(path: string, min: number, max: number): number | undefined {
		const value = this.value(path);
		if (value === undefined) return undefined;
		const number = typeof value === 'string' ? Number(value) : value;
		if (typeof number !== 'number' || !Number.isFinite(number) || number < min || number > max) {
			throw this.invalid(path, 'is out of range', `Enter a number from ${min} to ${max}.`);
		}
		return number;
	}

	integer(path: string, min: number, max: number = Number.MAX_SAFE_INTEGER): number | undefined {
		const number = this.number(path, min, max);
		if (number !== undefined && !Number.isInteger(number)) {
			throw this.invalid(path, 'is not a whole number', `Enter a whole number, at least ${min}.`);
		}
		return number;
	}

	/** A date in whatever form the expression gave it. */
	moment(path: string): unknown {
		return this.value(path);
	}

	choice<T extends string>(path: string, choices: readonly T[]): T {
		const value = this.text(path);
		const found = choices.find((choice) => choice === value);
		if (found !== undefined) return found;
		throw this.invalid(path, 'is not one of its options', `Use ${choices.join(', ')}.`);
	}

	protected value(path: string): unknown {
		const value = this.read(this.group + path);
		if (value === null || value === undefined) return undefined;
		return typeof value === 'string' && value.trim() === '' ? undefined : value;
	}

	private label(path: string): string {
		return labelOf(this.properties, this.group + path);
	}
}

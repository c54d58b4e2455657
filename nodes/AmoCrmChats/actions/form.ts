import type { DateTime } from 'luxon';
import type { INodeProperties } from 'n8n-workflow';
import type { Account } from '../shared/channelCredential';
import { isObject, isUuid, spelledAsAmoCrm } from '../shared/json';
import { entriesOf } from '../shared/list';
import { stableUuid } from '../shared/signature';
import { labelOf } from './labels';

const NOTHING = /^(null|undefined|none|nil|n\/a)$/i;

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

	/** Whether there is a value; an empty collection is none. */
	has(path: string): boolean {
		const value = this.value(path);
		return isObject(value) ? Object.keys(value).length > 0 : value !== undefined;
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

	/** As {@link text}, where emptied means something else than never filled in. */
	textOrEmpty(path: string): string | undefined {
		return this.read(this.group + path) === '' ? '' : this.text(path);
	}

	requiredText(path: string, expected: string): string {
		return this.given(path, this.text(path), expected);
	}

	flag(path: string): boolean | undefined {
		const value = this.value(path);
		if (value === undefined || typeof value === 'boolean') return value;
		const word = typeof value === 'string' ? value.trim().toLowerCase() : '';
		if (['true', 'yes'].includes(word)) return true;
		if (['false', 'no'].includes(word)) return false;
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
		const expected = `Enter a number from ${min} to ${max}.`;
		if (typeof number !== 'number' || !Number.isFinite(number)) {
			throw this.invalid(path, 'is not a number', expected);
		}
		if (number < min || number > max) throw this.invalid(path, 'is out of range', expected);
		return number;
	}

	integer(path: string, min: number, max: number = Number.MAX_SAFE_INTEGER): number | undefined {
		const number = this.number(path, min, max);
		if (number !== undefined && !Number.isInteger(number)) {
			throw this.invalid(path, 'is not a whole number', `Enter a whole number, at least ${min}.`);
		}
		return number;
	}

	/** A value in whatever form the expression gave it. */
	raw(path: string): unknown {
		return this.value(path);
	}

	choice<T extends string>(path: string, choices: readonly T[]): T | undefined {
		return this.has(path) ? this.requiredChoice(path, choices) : undefined;
	}

	requiredChoice<T extends string>(path: string, choices: readonly T[]): T {
		const value = this.text(path);
		const found = choices.find((choice) => choice === value);
		if (found !== undefined) return found;
		throw this.invalid(path, 'is not one of its options', `Use ${choices.join(', ')}.`);
	}

	/** A list, typed or given; empty where there is none. Values of a list `ofWords` may stand apart by spaces alone. */
	list(path: string, kind: 'ofWords' | 'ofValues'): string[] {
		const value = this.value(path);
		if (value === undefined) return [];
		const entries = entriesOf(value, kind === 'ofWords');
		if (entries !== undefined) return entries;
		throw this.invalid(path, 'is not a list', 'Separate the values by commas, or give a list.');
	}

	/** An id, always as a string: messengers give numbers, amojo is strictly typed. */
	id(path: string): string | undefined {
		const value = this.value(path);
		if (typeof value === 'number' && !Number.isSafeInteger(value)) {
			throw this.invalid(
				path,
				`is the number ${value}, which lost digits`,
				'Pass IDs of more than 15 digits as text.',
			);
		}
		return this.text(path)?.trim();
	}

	requiredId(path: string, expected: string): string {
		return this.given(path, this.id(path), expected);
	}

	/** An id of the amoCRM side: a UUID of any version. */
	uuid(path: string, expected: string): string | undefined {
		const id = this.id(path);
		if (id !== undefined && !isUuid(id)) throw this.invalid(path, 'is not a UUID', expected);
		return id && spelledAsAmoCrm(id);
	}

	requiredUuid(path: string, expected: string): string {
		return this.given(path, this.uuid(path, expected), expected);
	}

	/** As {@link uuid}, but where only the service can tell: what does not look like a UUID gets a warning. */
	refId(path: string): string | undefined {
		const id = this.id(path);
		if (id !== undefined && !isUuid(id)) {
			this.warn(path, 'does not look like an ID of amoCRM, which is a UUID; amoCRM may refuse it');
		}
		return id && spelledAsAmoCrm(id);
	}

	requiredRefId(path: string, expected: string): string {
		return this.given(path, this.refId(path), expected);
	}

	private given<T>(path: string, value: T | undefined, expected: string): T {
		if (value === undefined) throw this.invalid(path, 'is empty', expected);
		return value;
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

/** When and where an item is processed; the same when the same item of the same execution runs again. */
export interface Occasion {
	now: DateTime;
	/** IANA name of the workflow's time zone, for times that name none; UTC if not given. */
	zone?: string;
	/** The form is filled in by a language model. */
	isTool?: boolean;
	/** What tells this item's run from every other: instance, execution, node, run, item and its data. */
	seed: () => string[];
}

/** One item's view of the form, the account and the clock: plain values, and ids of either side. */
export class ItemForm extends Form {
	constructor(
		read: ReadValue,
		properties: INodeProperties[],
		readonly account: Account,
		private readonly occasion: Occasion,
		warnings?: string[],
		group?: string,
	) {
		super(read, properties, warnings, group);
	}

	/** The same view with paths that start in a group of the form, such as one entry of a collection. */
	within(group: string): ItemForm {
		const { read, properties, account, occasion, warnings } = this;
		return new ItemForm(read, properties, account, occasion, warnings, `${this.group}${group}.`);
	}

	/** A model writes such a word where it has nothing to say; only the words of a message are what they are. */
	protected override value(path: string): unknown {
		const value = super.value(path);
		if (!this.occasion.isTool || typeof value !== 'string' || path === 'text') return value;
		return NOTHING.test(value.trim()) ? undefined : value;
	}

	get now(): DateTime {
		return this.occasion.now;
	}

	get zone(): string {
		return this.occasion.zone ?? 'utc';
	}

	/**
	 * A UUID that this item gets again when n8n runs it again, whatever its expressions give then: `$now` is another
	 * time at each try. `purpose` tells apart what one item needs several of.
	 */
	stableId(purpose: string): string {
		return stableUuid(...this.occasion.seed(), purpose);
	}

	/** A UUID that the credential holds. */
	credentialUuid(label: string, value: string): string {
		if (isUuid(value)) return spelledAsAmoCrm(value);
		throw new InvalidParameter(
			`'${label}' of the credential is ${value === '' ? 'empty' : 'not a UUID'}`,
			`Correct '${label}' in the amoCRM / Kommo Chats API credential: 36 characters such as 344a5002-f8ca-454d-af3d-396180102ac7.`,
			label,
		);
	}
}

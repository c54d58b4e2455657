import type { INodeProperties } from 'n8n-workflow';
import type { DateTime } from 'luxon';
import type { Account } from '../shared/channelCredential';
import { stableUuid } from '../shared/signature';
import { Form, InvalidParameter, type ReadValue } from './form';

export { InvalidParameter, type ReadValue };

/** When and where an item is processed; the same when the same item of the same execution runs again. */
export interface Occasion {
	now: DateTime;
	/** IANA name of the workflow's time zone, for times that name none; UTC if not given. */
	zone?: string;
	/** What tells this item's run from every other: instance, execution, node, run, item and its data. */
	seed: () => string[];
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** One item's view of the form, the account and the clock: plain values, and ids of either side. */
export class Parameters extends Form {
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
	within(group: string): Parameters {
		const { read, properties, account, occasion, warnings } = this;
		return new Parameters(read, properties, account, occasion, warnings, `${this.group}${group}.`);
	}

	get now(): DateTime {
		return this.occasion.now;
	}

	get zone(): string {
		return this.occasion.zone ?? 'utc';
	}

	/** A UUID that this item gets again, for the same content, when its run is repeated. */
	stableId(content: unknown): string {
		return stableUuid(...this.occasion.seed(), JSON.stringify(content));
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
		const id = this.id(path);
		if (id === undefined) throw this.invalid(path, 'is empty', expected);
		return id;
	}

	/** An id of the amoCRM side: a UUID of any version. */
	uuid(path: string, expected: string): string | undefined {
		const id = this.id(path);
		if (id !== undefined && !UUID.test(id)) throw this.invalid(path, 'is not a UUID', expected);
		return id;
	}

	requiredUuid(path: string, expected: string): string {
		const id = this.uuid(path, expected);
		if (id === undefined) throw this.invalid(path, 'is empty', expected);
		return id;
	}

	/** As {@link uuid}, but where only the service can tell: what does not look like a UUID gets a warning. */
	refId(path: string): string | undefined {
		const id = this.id(path);
		if (id !== undefined && !UUID.test(id)) {
			this.warn(path, 'does not look like an ID of amoCRM, which is a UUID; amoCRM may refuse it');
		}
		return id;
	}

	requiredRefId(path: string, expected: string): string {
		const id = this.refId(path);
		if (id === undefined) throw this.invalid(path, 'is empty', expected);
		return id;
	}

	/** A UUID that the credential holds. */
	credentialUuid(label: string, value: string): string {
		if (UUID.test(value)) return value;
		throw new InvalidParameter(
			`'${label}' of the credential is ${value === '' ? 'empty' : 'not a UUID'}`,
			`Correct '${label}' in the amoCRM Chats API credential: 36 characters such as 344a5002-f8ca-454d-af3d-396180102ac7.`,
			label,
		);
	}
}

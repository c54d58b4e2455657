import type { INodeProperties } from 'n8n-workflow';
import { DateTime } from 'luxon';
import type { ItemForm } from '../form';

export const timestampOption: INodeProperties = {
	displayName: 'Timestamp',
	name: 'timestamp',
	type: 'dateTime',
	default: '',
	description:
		'When the message was written, for messages from the past; now, if empty. Takes an ISO 8601 date, or Unix seconds or milliseconds.',
};

export type Times = { timestamp: number; msec_timestamp: number };

/** When the message was written; now, unless the form says otherwise. */
export function messageTimeOf(form: ItemForm): Times {
	return timesOf(form, 'options.timestamp') ?? unixTimes(form.now);
}

/** The same moment in Unix seconds and milliseconds: the API wants both, and they must agree. */
export function timesOf(form: ItemForm, path: string): Times | undefined {
	const time = timeOf(form, path);
	return time && unixTimes(time);
}

function unixTimes(time: DateTime): Times {
	const milliseconds = time.toMillis();
	return { timestamp: Math.floor(milliseconds / 1000), msec_timestamp: milliseconds };
}

/** The moment a parameter names, in any of the forms that expressions give. */
export function timeOf(form: ItemForm, path: string): DateTime | undefined {
	const value = form.raw(path);
	if (value === undefined) return undefined;
	const time = parse(value, form.zone);
	// Before 2001 a number of milliseconds reads as seconds, so nothing that old can be meant.
	if (!time.isValid || time.toMillis() <= 0) {
		throw form.invalid(
			path,
			'is not a date',
			'Use an ISO 8601 date such as 2026-01-31T12:00:00Z, Unix seconds (10 digits) or milliseconds (13 digits).',
		);
	}
	return time;
}

/** Luxon's default zone is that of whatever workflow n8n evaluated last, so the zone is always said. */
function parse(value: unknown, zone: string): DateTime {
	if (DateTime.isDateTime(value)) return value;
	if (value instanceof Date) return DateTime.fromJSDate(value);
	const text = String(value).trim();
	if (/^\d{12,14}$/.test(text)) return DateTime.fromMillis(Number(text));
	if (/^\d{9,11}(\.\d+)?$/.test(text)) return DateTime.fromMillis(Math.round(Number(text) * 1000));
	// Luxon alone takes "12" for today at noon and "2026" for New Year.
	if (!/^\d{4}-\d{2}-\d{2}/.test(text)) return DateTime.invalid('not a date');
	return DateTime.fromISO(text.replace(' ', 'T'), { zone, setZone: true });
}

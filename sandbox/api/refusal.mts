import type { Check } from './record.mts';

/** The one way for the API to say no: the answer for the client, and for the log the check that failed. */
export class Refusal extends Error {
	constructor(
		readonly statusCode: number,
		readonly errorType: string,
		readonly errorDescription: string,
		readonly check: Check,
		readonly detail = errorDescription,
	) {
		super(detail);
	}

	get body() {
		return {
			status: 0,
			error_code: this.statusCode,
			error_type: this.errorType,
			error_description: this.errorDescription,
		};
	}
}

/** The client always reads the same words; what exactly was wrong stands in the log. */
export const invalidSignature = (check: Check, detail: string) =>
	new Refusal(403, 'ORIGIN_INVALID_SIGNATURE', 'invalid signature', check, detail);

/** The real words for an account that may not connect are undocumented. */
export const forbidden = (detail: string) =>
	new Refusal(403, 'ACCOUNT_NOT_ALLOWED', 'FORBIDDEN', 'rule', detail);

export const notRegistered = (check: Check, detail: string) =>
	new Refusal(404, 'ORIGIN_NOT_REGISTERED', 'NOT_FOUND', check, detail);

/** The real 400 body is undocumented: this form, which names the field, is ours. */
export const invalid = (field: string, problem: string, check: Check = 'rule') =>
	new Refusal(400, 'INVALID_DATA', `${field}: ${problem}`, check);

/** The real answer to a repeated msgid is undocumented: we read "is not accepted" as 400. */
export const duplicate = (msgid: string) =>
	new Refusal(400, 'DUPLICATE_MSGID', `payload.msgid: "${msgid}" was already used`, 'duplicate');

export const notFound = (what: string, id: string) =>
	new Refusal(404, 'NOT_FOUND', 'NOT_FOUND', 'not-found', `there is no ${what} "${id}"`);

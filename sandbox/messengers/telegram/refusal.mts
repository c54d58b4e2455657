import type { Reply } from '../standIn/server.mts';
import type { Fields } from '../standIn/values.mts';

/** What Telegram says instead of a result. */
export class Refusal extends Error {
	constructor(
		readonly code: number,
		description: string,
		readonly parameters?: Fields,
	) {
		super(description);
	}

	get reply(): Reply {
		const { code, message: description, parameters } = this;
		return {
			status: code,
			body: { ok: false, error_code: code, description, ...(parameters && { parameters }) },
		};
	}
}

export const badRequest = (what: string, parameters?: Fields) =>
	new Refusal(400, `Bad Request: ${what}`, parameters);

export const forbidden = (what: string) => new Refusal(403, `Forbidden: ${what}`);

/** For a fault: what Telegram answers to those who send too much. */
export const tooManyRequests = (seconds: number) => ({
	status: 429,
	body: {
		ok: false,
		error_code: 429,
		description: `Too Many Requests: retry after ${seconds}`,
		parameters: { retry_after: seconds },
	},
});

import { randomBytes } from 'node:crypto';

import type { Reply } from '../standIn/server.mts';

interface Known {
	status: number;
	title: string;
	details?: string;
}

/** Codes by the documentation of errors, with the status of a refusal and the title in its message. */
const known: Record<number, Known> = {
	0: { status: 401, title: 'AuthException' },
	1: { status: 400, title: 'API Unknown' },
	2: { status: 503, title: 'API Service' },
	3: { status: 500, title: 'API Method' },
	4: { status: 400, title: 'API Too Many Calls' },
	10: { status: 403, title: 'Permission Denied' },
	33: { status: 400, title: 'Parameter value is not valid' },
	100: { status: 400, title: 'Invalid parameter' },
	190: { status: 401, title: 'Access token has expired' },
	200: { status: 403, title: 'API Permission' },
	368: { status: 403, title: 'Temporarily blocked for policies violations' },
	2200: { status: 400, title: 'Callback verification failed' },
	80007: { status: 400, title: 'Rate limit issues' },
	130429: { status: 400, title: 'Rate limit hit' },
	130472: { status: 400, title: "User's number is part of an experiment" },
	130497: {
		status: 403,
		title: 'Business account is restricted from messaging users in this country.',
	},
	131000: { status: 500, title: 'Something went wrong' },
	131005: { status: 403, title: 'Access denied' },
	131008: { status: 400, title: 'Required parameter is missing' },
	131009: { status: 400, title: 'Parameter value is not valid', details: 'Parameter Invalid' },
	131016: { status: 500, title: 'Service unavailable' },
	131021: { status: 400, title: 'Recipient cannot be sender' },
	131026: { status: 400, title: 'Message undeliverable' },
	131030: { status: 400, title: 'Recipient phone number not in allowed list' },
	131031: { status: 403, title: 'Business Account locked' },
	131037: { status: 400, title: 'WhatsApp provided number needs display name approval' },
	131042: { status: 400, title: 'Business eligibility payment issue' },
	131045: { status: 500, title: 'Incorrect certificate' },
	131047: {
		...{ status: 400, title: 'Re-engagement message' },
		details: 'More than 24 hours have passed since the recipient last wrote to this number.',
	},
	131048: { status: 400, title: 'Spam rate limit hit' },
	131049: { status: 400, title: 'Meta chose not to deliver.' },
	131050: { status: 400, title: 'Unable to deliver the message.' },
	131051: { status: 400, title: 'Unsupported message type' },
	131052: { status: 400, title: 'Media download error' },
	131053: { status: 400, title: 'Media upload error' },
	131056: {
		...{ status: 400, title: '(Business Account, Consumer Account) pair rate limit hit' },
		details: 'Too many messages were sent from this number to the same number in a short time.',
	},
	131057: { status: 500, title: 'Account in maintenance mode' },
	132000: {
		status: 400,
		title: 'Number of parameters does not match the expected number of params',
	},
	132001: { status: 404, title: 'Template name does not exist in the translation' },
	132012: { status: 400, title: 'Parameter format does not match format in the created template' },
	132015: { status: 400, title: 'Template is Paused' },
	133010: { status: 400, title: 'Phone number not registered' },
	133016: { status: 400, title: 'Account register deregister rate limit exceeded' },
	135000: { status: 400, title: 'Generic user error' },
};

/** What the Graph API says instead of a result, now or in a status of the message. */
export class GraphError extends Error {
	readonly title: string;

	constructor(
		readonly code: number,
		readonly details = known[code]?.details ?? known[code]?.title ?? 'Unknown error',
	) {
		const title = known[code]?.title ?? 'Unknown error';
		super(`(#${code}) ${title}`);
		this.title = title;
	}

	get reply(): Reply {
		const { code, message, details } = this;
		const data = { messaging_product: 'whatsapp', details };
		const error = {
			message,
			type: 'OAuthException',
			code,
			error_data: data,
			fbtrace_id: traceId(),
		};
		return { status: known[code]?.status ?? 400, body: { error } };
	}

	/** As `errors` of a failed status has it. */
	get inStatus() {
		const { code, title, details } = this;
		const href = 'https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/';
		return { code, title, message: title, error_data: { details }, href };
	}
}

/** A parameter that is missing, unknown or too long, in the words of the Graph API. */
export class WrongParameter extends Error {
	get reply(): Reply {
		const message = `(#100) ${this.message}`;
		const error = { message, type: 'OAuthException', code: 100, fbtrace_id: traceId() };
		return { status: 400, body: { error } };
	}
}

export const invalidToken = (): Reply => ({
	status: 401,
	body: {
		error: {
			message: 'Invalid OAuth access token - Cannot parse access token',
			...{ type: 'OAuthException', code: 190, fbtrace_id: traceId() },
		},
	},
});

export const noSuchObject = (method: string, id: string): Reply => ({
	status: 400,
	body: {
		error: {
			message: `Unsupported ${method.toLowerCase()} request. Object with ID '${id}' does not exist`,
			...{ type: 'GraphMethodException', code: 100, error_subcode: 33, fbtrace_id: traceId() },
		},
	},
});

/** For a fault: the answer with this code, whatever was sent. */
export const answerWith = (code: number, details?: string) => {
	const { status = 400, body } = new GraphError(code, details).reply;
	return { status, body: typeof body === 'object' ? body : {} };
};

const traceId = () => `A${randomBytes(16).toString('base64url')}`;

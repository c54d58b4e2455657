import { randomUUID } from 'node:crypto';

export interface Login {
	email: string;
	password: string;
}

export class N8nRefusal extends Error {
	constructor(
		request: string,
		readonly status: number,
		readonly body: string,
	) {
		super(`${request}: ${status} ${body.slice(0, 400)}`);
	}
}

export interface Visit {
	cookie: string;
	/** The cookie is good for the browser that logged in. */
	browserId: string;
}

/** A browser's session with n8n's own REST API. */
export class Session {
	constructor(
		readonly url: string,
		/** n8n allows five logins a minute, so a visit may be handed on. */
		readonly visit: Visit = { cookie: '', browserId: randomUUID() },
	) {}

	/** The first visitor of a new n8n becomes its owner. */
	async logIn({ email, password }: Login): Promise<void> {
		const owner = { email, password, firstName: 'Demo', lastName: 'Owner' };
		try {
			await this.request('POST', '/rest/owner/setup', owner);
		} catch (error) {
			if (!(error instanceof N8nRefusal) || ![400, 403].includes(error.status)) throw error;
			await this.request('POST', '/rest/login', { emailOrLdapLoginId: email, email, password });
		}
	}

	async request<T>(
		method: string,
		path: string,
		body?: object,
		headers: Record<string, string> = {},
	): Promise<T> {
		const answer = await fetch(this.url + path, {
			method,
			headers: {
				...{ 'browser-id': this.visit.browserId, cookie: this.visit.cookie, ...headers },
				// n8n closes an idle connection after five seconds; a busy process learns of it too late.
				connection: 'close',
				...(body ? { 'content-type': 'application/json' } : {}),
			},
			body: body && JSON.stringify(body),
		});
		for (const cookie of answer.headers.getSetCookie()) {
			if (cookie.startsWith('n8n-auth=')) this.visit.cookie = cookie.split(';')[0] ?? '';
		}
		const text = await answer.text();
		if (!answer.ok) throw new N8nRefusal(`${method} ${path}`, answer.status, text);
		const parsed = JSON.parse(text) as { data?: T };
		return parsed.data ?? (parsed as T);
	}
}

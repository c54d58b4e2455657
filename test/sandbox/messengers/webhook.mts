import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { WhatsApp } from '../../../sandbox/messengers/whatsApp.mts';

interface Received {
	headers: IncomingHttpHeaders;
	body: string;
}

/** A webhook that answers with these statuses first, with 200 from then on, and with challenges always. */
export async function openWebhook(...statuses: number[]) {
	const answerHeaders: Record<string, string> = {};
	const received: Received[] = [];
	const challenges: URLSearchParams[] = [];
	const server = createServer(async (request, response) => {
		const { method, url = '', headers } = request;
		const { searchParams } = new URL(url, 'http://any');
		if (method === 'GET') {
			challenges.push(searchParams);
			response.end(searchParams.get('hub.challenge'));
			return;
		}
		const parts: Buffer[] = [];
		for await (const part of request) parts.push(Buffer.from(part));
		received.push({ headers, body: Buffer.concat(parts).toString() });
		response.writeHead(statuses.shift() ?? 200, answerHeaders).end();
	});
	await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
	const { port } = server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${port}/hook`,
		received,
		challenges,
		/** Of every answer. */
		answerHeaders,
		close: () => {
			server.closeAllConnections();
			server.close();
		},
	};
}

/** The calls that n8n's WhatsApp Trigger makes when its workflow is published. */
export async function subscribe({ url, app }: WhatsApp, callbackUrl: string, fields: string[]) {
	const version = `${url}/v19.0`;
	const grant = { client_id: app.appId, client_secret: app.appSecret };
	const body = new URLSearchParams({ ...grant, grant_type: 'client_credentials' });
	const answer = await fetch(`${version}/oauth/access_token`, { method: 'POST', body });
	const { access_token: token } = (await answer.json()) as { access_token: string };
	const order = {
		...{ object: 'whatsapp_business_account', callback_url: callbackUrl, verify_token: 'node' },
		...{ fields: JSON.stringify(fields), include_values: true },
	};
	return fetch(`${version}/${app.appId}/subscriptions`, {
		method: 'POST',
		headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
		body: JSON.stringify(order),
	});
}

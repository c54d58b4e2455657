import hmacSha1 from 'crypto-js/hmac-sha1.js';
import hex from 'crypto-js/enc-hex.js';
import md5 from 'crypto-js/md5.js';
import { signRequest } from '../nodes/AmoCrmChats/shared/signature.ts';
import { bodyOf, messagesOf } from './load.mts';

export interface SigningCost {
	bytes: number;
	/** Microseconds per signature. */
	ours: number;
	cryptoJs: number;
}

/** What one signature costs, with Node's crypto and with crypto-js, which integrations often sign with. */
export function measureSigning(): SigningCost[] {
	const [message] = messagesOf({ messages: 1, chats: 1 }, 'sign');
	if (!message) return [];
	return [1, 100].map((length) => {
		const body = JSON.stringify(bodyOf({ ...message, text: message.text.repeat(length) }));
		const request = { method: 'POST', path: '/v2/origin/custom/x_y', body };
		const secret = '0123456789abcdef0123456789abcdef01234567';
		return {
			bytes: Buffer.byteLength(body),
			ours: microseconds(() => signRequest({ ...request, secret, date: new Date() })),
			cryptoJs: microseconds(() => {
				const digest = md5(body).toString(hex);
				const date = new Date().toUTCString().replace('GMT', '+0000');
				const lines = [request.method, digest, 'application/json', date, request.path];
				hmacSha1(lines.join('\n'), secret).toString(hex);
			}),
		};
	});
}

function microseconds(sign: () => void): number {
	const rounds = 2000;
	for (let round = 0; round < rounds; round++) sign();
	const started = performance.now();
	for (let round = 0; round < rounds; round++) sign();
	return ((performance.now() - started) * 1000) / rounds;
}

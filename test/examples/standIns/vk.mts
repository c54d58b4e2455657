import { randomUUID } from 'node:crypto';
import { standInFor, type Call, type Reply } from '../outside/standIn.mts';

/** Of the VK API what the example calls; like VK it refuses with HTTP 200. */
export async function startVk() {
	const token = randomUUID();
	const published: Array<Record<string, string>> = [];
	let isClosed = false;
	let failing: 'refuses' | 'is down' | undefined;
	const standIn = await standInFor(['api.vk.com'], ({ path, query }: Call): Reply => {
		const fields = Object.fromEntries(query);
		if (failing === 'is down') return { status: 503, body: {} };
		if (failing === 'refuses') return refusal(6, 'Too many requests per second');
		if (fields.access_token !== token) return refusal(5, 'User authorization failed');
		if (!fields.v) return refusal(8, 'Invalid request: v (version) is required');
		if (path === '/method/users.get') {
			const user = { first_name: 'Анна', last_name: 'Ли', photo_100: 'https://vk.com/a.jpg' };
			return { body: { response: [{ id: Number(fields.user_ids), ...user }] } };
		}
		if (path !== '/method/wall.createComment') return refusal(3, 'Unknown method passed');
		if (!fields.owner_id || !fields.post_id || !fields.message) {
			return refusal(100, 'One of the parameters specified was missing or invalid');
		}
		if (isClosed) return refusal(213, 'Access to adding comment denied');
		published.push(fields);
		return { body: { response: { comment_id: 100 + published.length } } };
	});
	return {
		token,
		published,
		close: standIn.close,
		closeComments: () => void (isClosed = true),
		/** Until it is called without a word. */
		willFail: (how?: typeof failing) => void (failing = how),
	};
}

export type Vk = Awaited<ReturnType<typeof startVk>>;

function refusal(code: number, message: string): Reply {
	return { body: { error: { error_code: code, error_msg: message } } };
}

import { requestOf } from '../form';
import { comments } from './comments';
import { ACCOUNT, BOT, CHANNEL } from './example';
import { messages } from './messages';
import { others } from './others';

const account = { channelId: CHANNEL, accountId: ACCOUNT, botId: BOT };

describe("the form makes the vendor's example", () => {
	test.each([...messages, ...comments, ...others])('$name', ({ operation, form, request }) => {
		const { knownIsDone: _, ...made } = requestOf(operation, form, { account });
		expect(made).toStrictEqual(request);
	});
});

import { requestOf } from '../form';
import { comments } from './comments';
import { ACCOUNT, BOT, CHANNEL } from './example';
import { messages } from './messages';
import { others } from './others';

const account = { channelId: CHANNEL, accountId: ACCOUNT, botId: BOT };

describe("the form makes the vendor's example", () => {
	test.each([...messages, ...comments, ...others])('$name', ({ operation, form, request }) => {
		const { knownIsDone, ...made } = requestOf(operation, form, { account });
		// It is for this package alone and does not travel.
		expect([undefined, true]).toContain(knownIsDone);
		expect(made).toStrictEqual(request);
	});
});

import { RefusalLog } from '../../../nodes/AmoCrmChats/trigger/refusalLog.ts';

test('each node says one thing a minute', () => {
	let now = 1_000_000;
	const log = new RefusalLog(() => now);
	const lines: string[] = [];
	const say = (key: string) => log.say(key, () => lines.push(`${key} ${now}`));
	for (let second = 0; second < 180; second++) {
		now = 1_000_000 + second * 1000;
		say('a');
		if (second >= 90) say('b');
	}
	expect(lines).toEqual(['a 1000000', 'a 1060000', 'b 1090000', 'a 1120000', 'b 1150000']);
});

import { Files } from '../../sandbox/files/files.mts';
import { noArchive } from '../../sandbox/state/archive.mts';
import { Journal } from '../../sandbox/state/journal.mts';

it('forgets the oldest entries when all together are too heavy', () => {
	const journal = new Journal<{ body: string }>({
		limit: 100,
		maxWeight: 10,
		weigh: ({ body }) => body.length,
	});
	for (const body of ['aaaa', 'bbbb', 'cccc', 'd']) {
		const entry = { body };
		journal.add(entry);
		journal.keep(entry);
	}
	expect(journal.entries.map(({ body }) => body)).toEqual(['bbbb', 'cccc', 'd']);
	journal.clear();
	const late = { body: 'x'.repeat(50) };
	journal.keep(late);
	expect(journal.entries).toEqual([]);
});

it('keeps files, up to a total', () => {
	const files = new Files(noArchive.shelf('file'));
	const bytes = Buffer.alloc(16 * 1024 * 1024, 1);
	const keys = [1, 2, 3, 4].map((number) => files.add(`${number}`, 'text/plain', bytes).key);
	expect(keys.map((key) => files.get(key)?.name)).toEqual([undefined, undefined, '3', '4']);
});

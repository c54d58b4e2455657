import MiniSearch from 'minisearch';

export interface Choice {
	name: string;
	description: string;
	parameters: { properties: Record<string, { description?: string }> };
}

/** Words that everybody takes for the same, whatever a tool is called. */
const SAME = [
	['send', 'write', 'tell', 'say', 'answer', 'reply'],
	['get', 'show', 'read', 'see', 'list'],
	['history', 'last', 'past', 'previous', 'earlier'],
	['emoji', 'heart', 'thumb', 'smile', 'like', '❤️', '👍'],
	['message', 'text', 'words'],
	['remove', 'delete', 'withdraw', 'undo', 'take'],
	['edit', 'change', 'correct', 'replace', 'fix'],
	['create', 'make', 'start', 'open'],
	['chat', 'conversation', 'dialogue'],
	['client', 'customer', 'buyer'],
];
const FILLERS = new Set(
	'a an and are as at be by can do for from has have i in is it its me my of on or our please that the them they this to us was we what will with you your amocrm id'.split(
		' ',
	),
);

/**
 * The tool whose name, description and arguments come nearest to a request, judged by words alone
 * (BM25); none when half of what was asked is not spoken of. It shows that words tell the
 * tools apart, not what a model would choose.
 */
export function chooseTool(tools: Choice[], request: string): string | undefined {
	const index = new MiniSearch<{ id: string; words: string; arguments: string }>({
		fields: ['words', 'arguments'],
		processTerm: stem,
	});
	index.addAll(
		tools.map(({ name, description, parameters }) => ({
			id: name,
			words: `${name.replaceAll('_', ' ')} ${description}`,
			arguments: Object.entries(parameters.properties)
				.map(([key, { description: meaning = '' }]) => `${key.replaceAll('_', ' ')} ${meaning}`)
				.join(' '),
		})),
	);
	const asked = new Set(request.split(/[\s,.!?'"]+/).flatMap((word) => stem(word) || []));
	const [best, second] = index.search([...asked].join(' '), {
		boost: { words: 3 },
		processTerm: (term) => term,
	});
	if (!best || best.queryTerms.length < asked.size / 2) return undefined;
	return best.score === second?.score ? undefined : String(best.id);
}

function stem(word: string): string | false {
	const plain = word.toLowerCase().replace(/^(thumb)s?-?.*$/, '$1');
	if (plain === '' || FILLERS.has(plain)) return false;
	const root = plain.replace(/(ions?|ing|ed|s)$/, '').replace(/([^aeiou])e$/, '$1');
	const kin = SAME.find((words) => words.some((each) => each === plain || each === root));
	return kin?.[0] ?? root;
}

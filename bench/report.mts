import type { Load } from './load.mts';
import { BARE, type Result } from './measure.mts';

const OURS = 'amoCRM Chats';

export const nameOf = ({ messages, chats }: Load) =>
	`${messages.toLocaleString('en')} in ${chats} chat${chats === 1 ? '' : 's'}`;

export const time = (ms: number) =>
	ms < 10_000 ? `${Math.round(ms)} ms` : `${Math.round(ms / 1000)} s`;

const isSame = (a: Load, b: Load) => a.messages === b.messages && a.chats === b.chats;

/** A table in Markdown: a row for each load, a column for each contender. */
export function tableOf(results: Result[], loads: Load[]): string {
	const contenders = [...new Set(results.map(({ contender }) => contender))];
	const rows = loads.map((load) => {
		const here = results.filter((result) => isSame(result.load, load));
		const cells = contenders.map((name) => cell(here.find(({ contender }) => contender === name)));
		return [nameOf(load), ...cells, ratios(here)];
	});
	return [
		['messages', ...contenders, 'against the best other node · the bare client'],
		[':--', ...contenders.map(() => '--:'), '--:'],
		...rows,
	]
		.map((row) => `| ${row.join(' | ')} |`)
		.join('\n');
}

function cell(result: Result | undefined): string {
	if (!result) return '';
	const notes = [
		result.outOfOrder > 0 ? `${result.outOfOrder} out of order` : '',
		result.isEstimate ? 'estimated' : '',
		result.memory >= 1 ? `+${Math.round(result.memory)} MiB` : '',
	].filter(Boolean);
	return [time(result.ms), ...notes].join(', ');
}

/** How many times as fast as the best other way in n8n, and how many times as long as the bare client. */
function ratios(results: Result[]): string {
	const ms = (name: string) => results.find(({ contender }) => contender === name)?.ms ?? NaN;
	const others = results.filter(({ contender }) => contender !== OURS && contender !== BARE);
	const best = Math.min(...others.map((result) => result.ms));
	return `${(best / ms(OURS)).toFixed(1)} × as fast · ${(ms(OURS) / ms(BARE)).toFixed(1)} × as long`;
}

const WIDTH = 760;
const LEFT = 270;
const ROW = 34;

/** Bars for one load; legible on a light page and on a dark one. */
export function chartOf(results: Result[], load: Load): string {
	const here = results.filter((result) => isSame(result.load, load));
	const longest = Math.max(...here.filter(({ isEstimate }) => !isEstimate).map(({ ms }) => ms));
	const bars = here.map((result, row) => bar(result, row, longest));
	const height = 56 + here.length * ROW;
	return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" font-family="system-ui, sans-serif" font-size="14">
<style>text { fill: #24292f } .ours { fill: #2f7de1 } .other { fill: #9aa4af } @media (prefers-color-scheme: dark) { text { fill: #e6edf3 } .other { fill: #6e7681 } }</style>
<text x="0" y="20" font-size="16" font-weight="600">${nameOf(load)}, 40 to 80 ms per answer: time until all have arrived</text>
${bars.join('\n')}
</svg>
`;
}

function bar({ contender, ms, outOfOrder, isEstimate }: Result, row: number, longest: number) {
	const y = 40 + row * ROW;
	const room = WIDTH - LEFT - 190;
	const width = Math.max(2, Math.min(1, ms / longest) * room);
	const notes = [
		time(ms),
		isEstimate ? 'estimated, bar cut' : '',
		outOfOrder > 0 ? `${outOfOrder} out of order` : '',
	].filter(Boolean);
	const kind = contender === OURS ? 'ours' : 'other';
	return `<text x="${LEFT - 10}" y="${y + 16}" text-anchor="end">${contender}</text><rect class="${kind}" x="${LEFT}" y="${y}" width="${width.toFixed(0)}" height="22" rx="3"/><text x="${LEFT + width + 8}" y="${y + 16}">${notes.join(', ')}</text>`;
}

import { readFileSync, readdirSync } from 'node:fs';
import { join, posix, relative } from 'node:path';
import { preProcessFile } from 'typescript';
import { projectRoot } from '../../sandbox/n8n/project.mts';

export const HOUSE = 'nodes/AmoCrmChats';

export interface Source {
	path: string;
	text: string;
	/** What it imports, types included: files of ours by their path without ending, others by name. */
	imports: string[];
}

export function sourcesIn(folder: string): Source[] {
	const root = projectRoot();
	const entries = readdirSync(join(root, folder), { withFileTypes: true, recursive: true });
	return entries
		.filter(({ name, parentPath }) => /\.m?ts$/.test(name) && !/node_modules/.test(parentPath))
		.map((entry) => {
			const file = join(entry.parentPath, entry.name);
			const path = relative(root, file);
			const text = readFileSync(file, 'utf8');
			return { path, text, imports: importsOf(path, text) };
		});
}

export function importsOf(path: string, text: string): string[] {
	return preProcessFile(text).importedFiles.map(({ fileName }) =>
		fileName.startsWith('.') ? posix.join(posix.dirname(path), fileName) : fileName,
	);
}

export const nameOf = ({ path }: Source) => path.replace(/\.m?ts$/, '');

const INSIDE = `${HOUSE}/`;

/**
 * The room that a file of ours is in. Each folder of the house is one; in `actions/` the files at the top are the
 * contract and the run, `registry` is the list of operations, and each folder but `fields/` holds operations.
 */
export function roomOf(file: string): string {
	if (!file.startsWith(INSIDE)) return posix.dirname(file).split('/')[0] ?? '';
	const [room = '', folder, ...rest] = file.slice(INSIDE.length).split('/');
	if (folder === undefined) return 'nodes';
	if (room !== 'actions') return room;
	if (rest.length > 0) return folder === 'fields' ? 'fields' : 'operations';
	return folder === 'registry' || folder === 'registry.ts' ? 'registry' : 'actions';
}

/** Who knows whom, and by which imports ("who → whom"); what is in the same room is left out. */
export function knowledgeOfRooms(sources: Source[]): Map<string, Map<string, string[]>> {
	const rooms = new Map<string, Map<string, string[]>>();
	for (const { path, imports } of sources) {
		const known = rooms.get(roomOf(path)) ?? new Map<string, string[]>();
		rooms.set(roomOf(path), known);
		for (const name of imports) {
			const room = isOurs(name) ? roomOf(name) : name;
			if (room === roomOf(path)) continue;
			known.set(room, [...(known.get(room) ?? []), `${path} → ${name}`]);
		}
	}
	return rooms;
}

const isOurs = (name: string) => name.includes('/') && !name.startsWith('@');

/** Every way that leads back to its beginning, as "a → b → a"; one for each knot is enough to begin with. */
export function cyclesIn(graph: Map<string, Iterable<string>>): string[] {
	const finished = new Set<string>();
	const cycles: string[] = [];
	const walk = (name: string, way: string[]) => {
		const start = way.indexOf(name);
		if (start >= 0) cycles.push([...way.slice(start), name].join(' → '));
		if (start >= 0 || finished.has(name)) return;
		for (const next of graph.get(name) ?? []) walk(next, [...way, name]);
		finished.add(name);
	};
	for (const name of graph.keys()) walk(name, []);
	return cycles;
}

/** All that the files lead to, over any number of imports, with the way there. */
export function reachOf(from: Source[], all: Source[]): Map<string, string> {
	const imports = new Map(all.map((source) => [nameOf(source), source.imports]));
	const ways = new Map(from.map((source) => [nameOf(source), nameOf(source)]));
	for (const [name, way] of ways) {
		for (const next of imports.get(name) ?? []) {
			if (!ways.has(next)) ways.set(next, `${way} → ${next}`);
		}
	}
	return ways;
}

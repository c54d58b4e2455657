import {
	createSourceFile,
	forEachChild,
	isAsExpression,
	isConstTypeReference,
	isFunctionLike,
	isTypeAssertionExpression,
	ScriptTarget,
	SyntaxKind,
	type Node,
	type SourceFile,
} from 'typescript';
import { sourcesIn } from './sources.mts';

const LONGEST_FUNCTION = 40;
const MOST_CASTS_IN_1000_LINES = 2.5;

interface Found {
	node: Node;
	file: SourceFile;
}

const files = ['nodes', 'credentials']
	.flatMap(sourcesIn)
	.map(({ path, text }) => createSourceFile(path, text, ScriptTarget.Latest, true));

function everyNode(file: SourceFile): Found[] {
	const found: Found[] = [];
	const visit = (node: Node) => {
		found.push({ node, file });
		forEachChild(node, visit);
	};
	visit(file);
	return found;
}

const nodes = files.flatMap(everyNode);

const lineOf = (file: SourceFile, position: number) =>
	file.getLineAndCharacterOfPosition(position).line + 1;

const placeOf = ({ node, file }: Found) =>
	`${file.fileName}:${lineOf(file, node.getStart())} ${node.getText().split('\n')[0]}`;

const linesOf = ({ node, file }: Found) =>
	lineOf(file, node.end) - lineOf(file, node.getStart()) + 1;

const isCast = ({ node }: Found) =>
	(isAsExpression(node) && !isConstTypeReference(node.type)) || isTypeAssertionExpression(node);

test('shipped code is found at all', () => {
	expect(files.length).toBeGreaterThan(50);
	expect(nodes.filter(({ node }) => isFunctionLike(node)).length).toBeGreaterThan(300);
});

test(`functions have up to ${LONGEST_FUNCTION} lines`, () => {
	const long = nodes.filter(
		(found) => isFunctionLike(found.node) && linesOf(found) > LONGEST_FUNCTION,
	);
	expect(long.map((found) => `${placeOf(found)} (${linesOf(found)} lines)`)).toEqual([]);
});

test(`up to ${MOST_CASTS_IN_1000_LINES} casts in 1,000 lines: a type that is claimed is not checked`, () => {
	const casts = nodes.filter(isCast).map(placeOf);
	const lines = files.reduce((sum, { text }) => sum + text.trimEnd().split('\n').length, 0);
	const most = Math.floor((lines / 1000) * MOST_CASTS_IN_1000_LINES);
	// Shown whole when there are too many.
	expect(casts.length > most ? casts : []).toEqual([]);
});

test('nothing is any', () => {
	const any = nodes.filter(({ node }) => node.kind === SyntaxKind.AnyKeyword);
	expect(any.map(placeOf)).toEqual([]);
});

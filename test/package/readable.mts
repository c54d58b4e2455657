import {
	createSourceFile,
	forEachChild,
	isBlock,
	isFunctionLike,
	isIdentifier,
	isParameter,
	isSourceFile,
	isVariableDeclaration,
	ScriptTarget,
	type Node,
	type SourceFile,
} from 'typescript';

const parse = (code: string) => createSourceFile('code.ts', code, ScriptTarget.Latest, true);

/** The lines, counted from 1, on which a statement begins beside its neighbour: minified code has hardly any others. */
export function crowdedLines(code: string): number[] {
	const source = parse(code);
	const lines: number[] = [];
	visit(source, (node) => {
		if (!isBlock(node) && !isSourceFile(node)) return;
		const starts = node.statements.map((statement) => lineOf(source, statement));
		lines.push(...starts.filter((line, index) => line === starts[index - 1]));
	});
	return lines;
}

/** What functions and variables are called, and the parameters of what is more than a type. */
export function namesIn(code: string): string[] {
	const names: string[] = [];
	visit(parse(code), (node) => {
		const isNamed = isVariableDeclaration(node) || (isParameter(node) && hasBody(node.parent));
		if (isNamed && isIdentifier(node.name)) names.push(node.name.text);
		if (isFunctionLike(node) && hasBody(node) && node.name && isIdentifier(node.name)) {
			names.push(node.name.text);
		}
	});
	return names.filter((name) => name !== 'this');
}

const hasBody = (node: Node) => 'body' in node && node.body !== undefined;

const lineOf = (source: SourceFile, node: Node) =>
	source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;

function visit(node: Node, look: (node: Node) => void): void {
	look(node);
	forEachChild(node, (child) => visit(child, look));
}

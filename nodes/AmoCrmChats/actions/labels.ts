import type { INodeProperties, INodePropertyCollection, INodePropertyOptions } from 'n8n-workflow';

type Entry = INodeProperties | INodePropertyCollection | INodePropertyOptions;

/** What the person sees for a parameter path: 'options.silent' reads "Options > Silent". */
export function labelOf(properties: Entry[], path: string): string {
	const [name, ...rest] = path.split('.');
	const entry = properties.find((property) => property.name === name);
	if (entry === undefined) return path;
	const label = 'displayName' in entry ? entry.displayName : entry.name;
	if (rest.length === 0) return label;
	return `${label} > ${labelOf(childrenOf(entry), rest.join('.'))}`;
}

function childrenOf(entry: Entry): Entry[] {
	if ('values' in entry) return entry.values;
	return 'options' in entry ? (entry.options ?? []) : [];
}

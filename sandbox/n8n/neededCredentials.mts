import type { NodeType } from './rest.mts';
import type { WorkflowNode } from './workflow.mts';

/** The types of credential that a node asks for, by its fields: the editor marks it red until it has them. */
export function neededCredentials(node: WorkflowNode, types: readonly NodeType[]): string[] {
	const { authentication, nodeCredentialType, genericAuthType } = node.parameters;
	if (authentication === 'predefinedCredentialType') return [String(nodeCredentialType)];
	if (authentication === 'genericCredentialType') return [String(genericAuthType)];
	const type = types.find(
		({ name, version }) => name === node.type && [version].flat().includes(node.typeVersion),
	);
	if (!type) throw new Error(`n8n has no ${node.type} of version ${node.typeVersion}`);
	const valueOf = (name: string): unknown =>
		node.parameters[name] ?? type.properties.find((property) => property.name === name)?.default;
	return (type.credentials ?? [])
		.filter(({ required, displayOptions: { show = {} } = {} }) => {
			const isShown = Object.entries(show).every(([name, values]) =>
				values.includes(name === '@version' ? node.typeVersion : valueOf(name)),
			);
			return required && isShown;
		})
		.map(({ name }) => name);
}

import type { INodeProperties } from 'n8n-workflow';

type Conditions = Record<string, Array<string | boolean | number>>;

/** The same fields, shown only where these conditions hold too. */
export function showingIf(show: Conditions, fields: INodeProperties[]): INodeProperties[] {
	return fields.map((field) => ({
		...field,
		displayOptions: {
			...field.displayOptions,
			show: { ...field.displayOptions?.show, ...show },
		},
	}));
}

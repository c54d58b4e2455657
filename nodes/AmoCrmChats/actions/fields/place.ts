import type { INodeProperties } from 'n8n-workflow';
import type { JsonObject } from '../../shared/json';
import type { ItemForm } from '../form';

export const placeFields: INodeProperties[] = [
	{
		displayName: 'Latitude',
		name: 'latitude',
		type: 'number',
		typeOptions: { minValue: -90, maxValue: 90, numberPrecision: 6 },
		default: 0,
		required: true,
		placeholder: 'e.g. 55.7558',
		description:
			'Degrees north of the equator, negative in the south; amoCRM shows the place on a map',
	},
	{
		displayName: 'Longitude',
		name: 'longitude',
		type: 'number',
		typeOptions: { minValue: -180, maxValue: 180, numberPrecision: 6 },
		default: 0,
		required: true,
		placeholder: 'e.g. 37.6173',
		description: 'Degrees east of Greenwich, negative in the west; amoCRM shows the place on a map',
	},
];

export function placeOf(form: ItemForm): JsonObject {
	const lon = degreesOf(form, 'longitude', 180);
	const lat = degreesOf(form, 'latitude', 90);
	if (lon === 0 && lat === 0) {
		form.warn('latitude', 'and Longitude are both 0, as when they are not filled in');
	}
	return { lon, lat };
}

function degreesOf(form: ItemForm, path: string, most: number): number {
	const degrees = form.number(path, -most, most);
	if (degrees !== undefined) return degrees;
	throw form.invalid(path, 'is empty', `Enter degrees from -${most} to ${most}.`);
}

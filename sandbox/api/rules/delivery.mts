import type { DeliveryStatus } from '../../state/model.mts';
import { invalid } from '../refusal.mts';
import type { DeliveryError } from '../schemas/delivery.mts';

const NAMES = { 1: 'delivered', 2: 'read', [-1]: 'error' } as const;

const ANY_OTHER_ERROR = 905;

export function readDelivery(
	code: 1 | 2 | -1,
	{ error_code: errorCode, error }: DeliveryError,
	field = '',
): DeliveryStatus {
	if (code !== -1) return { status: NAMES[code] };
	if (errorCode === undefined) throw invalid(`${field}error_code`, 'is required with an error');
	if (errorCode === ANY_OTHER_ERROR && !error) {
		throw invalid(`${field}error`, `is required with ${ANY_OTHER_ERROR}`);
	}
	return { status: NAMES[code], errorCode, error };
}

/** The old form asks for all fields always (and the vendor's sample sends them); the new one does not. */
export function refuseStrayError(code: 1 | 2 | -1, body: DeliveryError, field = ''): void {
	const stray = (['error_code', 'error'] as const).find((key) => body[key] !== undefined);
	if (code !== -1 && stray) throw invalid(`${field}${stray}`, 'is only for an error (-1)');
}

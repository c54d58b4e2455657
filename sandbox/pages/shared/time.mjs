const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const exact = new Intl.DateTimeFormat(undefined, {
	hour: '2-digit',
	minute: '2-digit',
	second: '2-digit',
});
const day = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'long', year: 'numeric' });

/** @param {number} at */
export const clockTime = (at) => clock.format(at);

/** @param {number} at */
export const exactTime = (at) => exact.format(at);

/** @param {number} at */
export const dayName = (at) => day.format(at);

/**
 * Today the time, else the day.
 * @param {number} at
 */
export const shortTime = (at) =>
	dayName(at) === dayName(Date.now()) ? clockTime(at) : dayName(at);

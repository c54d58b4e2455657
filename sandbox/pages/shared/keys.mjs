/** Enter sends, Shift+Enter makes a line; while an input method composes, Enter is the method's. @param {KeyboardEvent} event */
export const isSend = ({ key, shiftKey, isComposing }) =>
	key === 'Enter' && !shiftKey && !isComposing;

/** Somebody wants to close something, and nothing inside of it was closed already. @param {KeyboardEvent} event */
export const isClose = ({ key, isComposing, defaultPrevented }) =>
	key === 'Escape' && !isComposing && !defaultPrevented;

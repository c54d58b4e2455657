import type { Messenger } from './messenger';

/** In the order in which the form offers them. */
export const messengers: readonly Messenger[] = [];

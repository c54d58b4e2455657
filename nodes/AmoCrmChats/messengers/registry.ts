import type { Messenger } from './messenger';
import { telegram } from './telegram';

/** In the order in which the form offers them. */
export const messengers: readonly Messenger[] = [telegram];

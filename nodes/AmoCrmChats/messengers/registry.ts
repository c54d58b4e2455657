import { generic } from './generic';
import type { Messenger } from './messenger';
import { telegram } from './telegram';
import { whatsApp } from './whatsApp';

/** In the order in which the form offers them. */
export const messengers: readonly Messenger[] = [telegram, whatsApp, generic];

// What does a mark on the map mean, in a word?

import type { Standing } from './path-map.ts';

/** In the order of the key above the map. */
export const STANDING_WORDS: Readonly<Record<Standing, string>> = {
  done: 'done',
  partly: 'partly',
  ready: 'ready',
  waits: 'builds on open ones',
  extra: 'extra',
};

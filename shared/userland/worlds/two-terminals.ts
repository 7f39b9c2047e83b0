// Init and two shells of root: what one terminal does, the other can watch.

import type { World } from '../world.ts';
import { bare } from './bare.ts';

export const twoTerminals: World = {
  ...bare,
  id: 'two-terminals',
  boot: [{ terminal: { user: 'root' } }, { terminal: { user: 'root' } }],
};

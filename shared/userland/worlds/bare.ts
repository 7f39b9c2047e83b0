// The smallest machine: init and one shell of root.

import type { World } from '../world.ts';
import { LIMITS, USERS } from './common.ts';

export const bare: World = {
  id: 'bare',
  hostname: 'lab',
  users: USERS,
  files: [],
  startsInside: true,
  init: 'init',
  boot: [{ terminal: { user: 'root' } }],
  limits: LIMITS,
};

// What every world has unless it says otherwise: its users, and how much one line may cause.

import type { World } from '../world.ts';

export const USERS: World['users'] = [
  { name: 'root', uid: 0, home: '/root' },
  { name: 'student', uid: 1000, home: '/home/student' },
  { name: 'nobody', uid: 65534, home: '/nonexistent' },
];

export const LIMITS: World['limits'] = { eventsPerInput: 50_000, tasks: 10_000 };

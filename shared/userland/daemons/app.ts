// An application that starts helpers and never asks how they ended: they stay zombies as long as it lives. `app [HELPERS]`

import type { Program } from '../program.ts';

const HELPERS = 3;
const HELPER_MS = 50;

export const app: Program = function* ({ sys, argv }) {
  const helpers = Number(argv[1] ?? HELPERS);
  for (let started = 0; started < helpers; started += 1) {
    yield* sys.fork(function* () {
      yield* sys.nanosleep(HELPER_MS);
      return 0;
    });
  }
  for (;;) yield* sys.pause();
};

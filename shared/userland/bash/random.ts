// Which numbers does $RANDOM give? (variables.c, brand)

import type { Shell } from './shell.ts';

const MODULUS = 2_147_483_647;
const MULTIPLIER = 16_807;
/** Zero would stay zero. */
const INSTEAD_OF_ZERO = 123_459_876;

/**
 * The generator of bash: a seed gives the same numbers there. Without one it begins with the shell's own number, so that
 * the same inputs give the same log.
 */
export function nextRandom(shell: Shell): number {
  const seed = shell.randomSeed ?? shell.pid;
  const after = Number((BigInt(seed === 0 ? INSTEAD_OF_ZERO : seed) * BigInt(MULTIPLIER)) % BigInt(MODULUS));
  shell.randomSeed = after;
  return ((after >>> 16) ^ (after & 0xffff)) & 0x7fff;
}

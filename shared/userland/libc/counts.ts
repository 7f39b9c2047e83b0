// How many is `10`, `1k` or `2M`? The counts of head(1), tail(1) and their kin.

import { ownEntry } from '../../own-entry.ts';

const UNITS: Readonly<Record<string, number>> = {
  '': 1,
  b: 512,
  k: 1024,
  K: 1024,
  kB: 1000,
  m: 1 << 20,
  M: 1 << 20,
  MB: 1e6,
  G: 1 << 30,
};

/** Null for what is no count. */
export function parseCount(text: string): number | null {
  const [, digits, unit = ''] = /^(\d+)([a-zA-Z]*)$/.exec(text) ?? [];
  const factor = ownEntry(UNITS, unit);
  return digits === undefined || factor === undefined ? null : Number(digits) * factor;
}

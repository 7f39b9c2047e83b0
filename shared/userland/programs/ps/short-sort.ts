// Which order do the one-letter keys of `ps O` ask for? ps(1), OBSOLETE SORT KEYS. A pure table.

import type { SortKey } from './settings.ts';

/** Those of a resource that nobody here has used any of sort by number, like all ties. */
const KEYS: Readonly<Record<string, string>> = {
  c: 'cmd', C: 'pcpu', f: 'flags', g: 'pgrp', G: 'tpgid', j: 'pid', J: 'pid', k: 'time', K: 'time', m: 'pid', M: 'pid',
  n: 'pid', N: 'pid', o: 'session', p: 'pid', P: 'ppid', r: 'rss', R: 'rss', s: 'size', S: 'size', t: 'tty', T: 'start_time',
  U: 'uid', u: 'user', v: 'vsize', y: 'priority',
}; // prettier-ignore

/** Letters, each once, with a + or - before it or nothing; null when that is not what it is. */
export function shortSortKeys(text: string): readonly SortKey[] | null {
  if (!/^([+-]?[A-Za-z])+$/.test(text)) return null;
  const keys: SortKey[] = [];
  if (new Set(text.replace(/[+-]/g, '')).size < text.replace(/[+-]/g, '').length) return null;
  for (const [, sign, letter = ''] of text.matchAll(/([+-]?)([A-Za-z])/g)) {
    const spec = KEYS[letter];
    if (spec === undefined) return null;
    keys.push({ spec, descending: sign === '-' });
  }
  return keys;
}

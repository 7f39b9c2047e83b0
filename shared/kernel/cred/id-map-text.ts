// How does the text written to /proc/PID/uid_map or gid_map read (map_write in kernel/user_namespace.c)?

import type { UidMapping } from '../state.ts';

/** Three numbers to a line, white space between and around them. */
const LINE = /^[ \t\v\f\r]*(\d+)[ \t\v\f\r]+(\d+)[ \t\v\f\r]+(\d+)[ \t\v\f\r]*$/;
const MAX_EXTENTS = 340;
/** It has to fit into a page, with room for a final zero. */
const MAX_LENGTH = 4095;

/** One extent for each line, of numbers of 32 bits; null for a text that is none. Only the last line may lack its newline, and none is empty. */
export function parseIdMap(text: string): readonly UidMapping[] | null {
  if (text.length > MAX_LENGTH) return null;
  const lines = text.replace(/\n$/, '').split('\n');
  if (lines.length > MAX_EXTENTS) return null;
  const map: UidMapping[] = [];
  for (const line of lines) {
    const [, inside, outside, count] = LINE.exec(line) ?? [];
    if (inside === undefined || outside === undefined || count === undefined) return null;
    map.push({ inside: word(inside), outside: word(outside), count: word(count) });
  }
  return map;
}

/** simple_strtoul, and what a u32 keeps of it. */
function word(digits: string): number {
  return Number(BigInt.asUintN(32, BigInt(digits)));
}

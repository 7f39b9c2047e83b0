// How does ps read the lists behind its selection options: -p 1,2 -u root -t pts/0 ...?

import { BadUsage } from './settings.ts';
import type { Selector } from './settings.ts';
import type { Users } from '../../libc/users.ts';

/** What lists are resolved against; terminals are those that exist, `pts/0` -> device number. */
export interface Names {
  readonly users: Users;
  readonly ttys: ReadonlyMap<string, number>;
}

/** The members of a list separated by commas or blanks; null when one is missing. */
export function splitList(text: string): readonly string[] | null {
  const items = text.split(/[ ,\t]/);
  return items.some((item) => item === '') ? null : items;
}

export function selector(by: Selector['by'], text: string, names: Names): Selector | BadUsage {
  const items = splitList(text);
  if (items === null) return new BadUsage('improper list');
  const values: (number | string)[] = [];
  for (const item of items) {
    const value = member(by, item, names);
    if (value instanceof BadUsage) return value;
    values.push(value);
  }
  return { by, values };
}

function member(by: Selector['by'], item: string, names: Names): number | string | BadUsage {
  switch (by) {
    case 'pid':
    case 'ppid':
    case 'pgrp':
    case 'session':
      return processId(item);
    case 'tty':
      return terminal(item, names);
    case 'euid':
    case 'ruid':
      return number(item) ?? names.users.byName(item)?.uid ?? new BadUsage('user name does not exist');
    case 'egid':
    case 'rgid':
      return number(item) ?? names.users.group(item)?.gid ?? new BadUsage('group name does not exist');
    case 'comm':
      return item;
  }
}

export function processId(item: string): number | BadUsage {
  const value = /^[+-]?(0[xX][0-9a-fA-F]+|\d+)$/.test(item) ? Number(item) : null;
  if (value === null) return new BadUsage('process ID list syntax error');
  return value < 1 || value > 0x7fffffff ? new BadUsage('process ID out of range') : value;
}

function number(item: string): number | null {
  return /^\d+$/.test(item) ? Number(item) : null;
}

function terminal(item: string, names: Names): number | BadUsage {
  if (item === '-' || item === '?') return 0;
  const name = item.startsWith('/dev/') ? item.slice(5) : item;
  return names.ttys.get(name) ?? names.ttys.get(`pts/${name}`) ?? new BadUsage('TTY could not be found');
}

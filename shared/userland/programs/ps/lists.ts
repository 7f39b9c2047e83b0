// How does ps read the lists behind its selection options: -p 1,2 -u root -t pts/0 ...?

import { BadUsage } from './settings.ts';
import type { Selector } from './settings.ts';
import type { Users } from '../../libc/users.ts';

/** What lists are resolved against: a file by its path is the number of a character device, or no terminal. */
export interface Names {
  readonly users: Users;
  readonly devices: ReadonlyMap<string, number | 'other'>;
}

/** Where a terminal of this name may be. */
export function terminalPaths(item: string): readonly string[] {
  if (item.startsWith('/')) return [item];
  return [`/dev/pts/${item}`, `/dev/${item}`, `/dev/tty${item}`, `/dev/pty${item}`, `/dev/${item}nsole`];
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

function terminal(item: string, { devices }: Names): number | BadUsage {
  const found = terminalPaths(item).find((path) => devices.has(path));
  if (found === undefined) return item === '-' || item === '?' ? 0 : new BadUsage('TTY could not be found');
  const device = devices.get(found) ?? 'other';
  return device === 'other' ? new BadUsage('list member was not a TTY') : device;
}

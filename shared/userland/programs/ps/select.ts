// Which processes does ps show? want_this_proc of procps.

import type { Selector, Settings } from './settings.ts';
import type { ProcTask } from '../../libc/proc.ts';

/** Who asks: the ps itself. */
export interface Self {
  readonly euid: number;
  readonly ttyNr: number;
}

export function isWanted(task: ProcTask, settings: Settings, self: Self): boolean {
  return (
    (isAccepted(task, settings, self) && (!settings.runningOnly || isRunning(task))) !== settings.deselect
  );
}

export function isRunning(task: ProcTask): boolean {
  return task.state === 'R' || task.state === 'D';
}

function isAccepted(task: ProcTask, settings: Settings, self: Self): boolean {
  const { simple, selectors } = settings;
  if (settings.all) return true;
  const table = selectionTable(settings) ?? 0;
  if (table === 'all') return true;
  if ((simple.size > 0 || selectors.length === 0) && isInTable(task, table, self)) return true;
  return selectors.some((selector) => isListed(task, selector, self));
}

/**
 * The selections without a list, each a set of the kinds that isInTable numbers; null where they conflict.
 * - UNIX default: of this user, on this terminal.
 * - `-a`: on any terminal, no session leaders. `-d`: no session leaders. Both: all but leaders without a terminal.
 * - BSD default: of this user, on any terminal; `a` lifts the first condition, `x` the second. Where g is not understood
 *   by itself, session leaders are left out without it.
 */
export function selectionTable({ simple, bsd, personality }: Settings): number | 'all' | null {
  if (simple.size === 0 && !bsd) return 0xaa00;
  const isUnix = simple.has('-a') || simple.has('-d');
  const leaders = simple.has('g') || (!isUnix && !personality.hidesLeaders);
  const letters = (['-a', '-d', 'a', 'x'] as const).filter((letter) => simple.has(letter)).join('');
  switch (`${letters}${leaders ? 'g' : ''}`) {
    case '-a-d': return 0x3f3f;
    case '-a': return 0x0303;
    case '-d': return 0x3333;
    case '': return 0x0202;
    case 'a': return 0x0303;
    case 'x': return 0x2222;
    case 'ax': return 0x3333;
    case 'g': return 0x0a0a;
    case 'ag': return 0x0f0f;
    case 'xg': return 0xaaaa;
    case 'axg': return 'all';
    default: return null;
  }
} // prettier-ignore

/** Bit 0: of this user; 1: leads a session; 2: without a terminal; 3: on this terminal. */
function isInTable(task: ProcTask, table: number, self: Self): boolean {
  const kind =
    (task.uids.effective === self.euid ? 1 : 0) +
    (task.session === task.pid ? 2 : 0) +
    (task.ttyNr === 0 ? 4 : 0) +
    (task.ttyNr === self.ttyNr ? 8 : 0);
  return ((table >> kind) & 1) === 1;
}

function isListed(task: ProcTask, { by, values }: Selector, self: Self): boolean {
  switch (by) {
    case 'pid':
      return values.includes(task.pid);
    case 'ppid':
      return values.includes(task.ppid);
    case 'pgrp':
      return values.includes(task.pgrp);
    case 'session':
      return values.includes(task.session);
    case 'tty':
      return values.includes(task.ttyNr) || (values.includes('own') && task.ttyNr === self.ttyNr);
    case 'euid':
      return values.includes(task.uids.effective);
    case 'ruid':
      return values.includes(task.uids.real);
    case 'egid':
      return values.includes(task.gids.effective);
    case 'rgid':
      return values.includes(task.gids.real);
    case 'comm':
      return values.some((value) => String(value).slice(0, 15) === task.comm);
  }
}

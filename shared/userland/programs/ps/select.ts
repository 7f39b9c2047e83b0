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
  if (settings.all || (simple.has('a') && simple.has('x'))) return true;
  if ((simple.size > 0 || selectors.length === 0) && isSimplyAccepted(task, settings, self)) return true;
  return selectors.some((selector) => isListed(task, selector, self));
}

/**
 * The selections without a list:
 * - UNIX default: of this user, on this terminal.
 * - `-a`: on any terminal, no session leaders. `-d`: no session leaders.
 * - BSD default: of this user, on any terminal; `a` lifts the first condition, `x` the second.
 */
function isSimplyAccepted(task: ProcTask, settings: Settings, self: Self): boolean {
  const { simple } = settings;
  const isLeader = task.session === task.pid;
  if (simple.has('-d')) return !isLeader;
  if (simple.has('-a')) return !isLeader && task.ttyNr !== 0;
  const isMine = task.uids.effective === self.euid;
  if (simple.size === 0 && !settings.bsd) return isMine && task.ttyNr === self.ttyNr;
  return (isMine || simple.has('a')) && (task.ttyNr !== 0 || simple.has('x'));
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

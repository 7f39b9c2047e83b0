// How groups, sessions, users, tracers, terminals and the clock are told.

import { capIsSubset } from '../../kernel/abi/capability.ts';
import type { CredentialsChanged } from '../../kernel/event.ts';
import type { PidId } from '../../kernel/ids.ts';
import { numberIn } from '../../kernel/selectors.ts';
import type { Credentials } from '../../kernel/task.ts';
import type { Sentences } from './sentence.ts';
import type { Witness } from './witness.ts';
import { signalWord } from './witness.ts';

export const IDENTITY: Sentences<
  | 'GroupChanged'
  | 'SessionCreated'
  | 'CredentialsChanged'
  | 'DumpableSet'
  | 'NoNewPrivsSet'
  | 'SubreaperSet'
  | 'ParentDeathSignalSet'
  | 'NiceChanged'
  | 'TaskTraced'
  | 'TaskUntraced'
  | 'TraceChanged'
  | 'PidfdsChanged'
  | 'MailboxChanged'
  | 'TtyOpened'
  | 'TtyResized'
  | 'TtyControlChanged'
  | 'TtyGivenUp'
  | 'TtyForegroundChanged'
  | 'TtyModeChanged'
  | 'TtyWrote'
  | 'TtyClosed'
  | 'ClockAdvanced'
> = {
  GroupChanged: ({ task, pgrp }, w) => `${w.named(task)} is in process group ${number(pgrp, w)} now.`,
  SessionCreated: ({ task }, w) => `${w.named(task)} leads a new session, without a terminal.`,
  CredentialsChanged: (event, w) => `${w.named(event.task)} ${changedIds(event, w)}.`,
  DumpableSet: ({ task, dumpable }, w) =>
    `${w.named(task)} ${dumpable ? 'lets' : 'does not let'} others of its user look into it.`,
  NoNewPrivsSet: ({ task }, w) => `${w.named(task)} gains no privilege by any program it runs from now on.`,
  SubreaperSet: ({ task, value }, w) =>
    value
      ? `${w.named(task)} takes in orphans below it from now on.`
      : `${w.named(task)} takes in no orphans any more.`,
  ParentDeathSignalSet: ({ task, signal }, w) =>
    signal === null
      ? `${w.named(task)} wants no signal when its parent ends.`
      : `${w.named(task)} wants ${signalWord(signal)} when its parent ends.`,
  NiceChanged: ({ task, nice }, w) => `${w.named(task)} has nice value ${nice} now.`,

  TaskTraced: ({ task, tracer }, w) => `${w.who(tracer)} traces ${w.who(task)}.`,
  TaskUntraced: ({ task }, w) => `${w.who(w.before.tasks.get(task)?.tracer ?? null)} let ${w.who(task)} go.`,
  TraceChanged: ({ task, stopped }, w) =>
    stopped ? `${w.named(task)} is stopped for its tracer.` : `${w.named(task)} runs, watched by its tracer.`,

  PidfdsChanged: ({ task }, w) => `${w.named(task)} holds other process descriptors now.`,
  MailboxChanged: ({ actor, sent }, w) =>
    sent ? `${w.who(actor)} sent a message with its number in it.` : `${w.who(actor)} read a message.`,

  TtyOpened: ({ tty }) => `Terminal ${tty} is open.`,
  TtyResized: ({ tty, columns, rows }) => `Terminal ${tty} has ${columns} columns and ${rows} rows now.`,
  TtyControlChanged: ({ tty, session }, w) =>
    session === null
      ? `Terminal ${tty} belongs to no session any more.`
      : `Terminal ${tty} belongs to session ${number(session, w)} now.`,
  TtyGivenUp: ({ task }, w) => `${w.named(task)} has no terminal any more.`,
  TtyForegroundChanged: ({ tty, foreground }, w) =>
    foreground === null
      ? `Nobody is in the foreground of terminal ${tty}.`
      : `Process group ${number(foreground, w)} is in the foreground of terminal ${tty}.`,
  TtyModeChanged: ({ tty, canonical }) =>
    canonical ? `Terminal ${tty} hands over whole lines.` : `Terminal ${tty} hands over each key.`,
  TtyWrote: ({ actor, tty, kind }, w) =>
    kind === 'echo' ? `Terminal ${tty} shows what was typed.` : `${w.who(actor)} wrote to terminal ${tty}.`,
  TtyClosed: ({ tty }) => `Terminal ${tty} is closed.`,
  ClockAdvanced: ({ to }) => `The clock stands at ${to / 1000} seconds.`,
};

/** Who it acts for, by what changed: the user, else the group, else the supplementary groups, else what it may do. */
function changedIds({ task, cred }: CredentialsChanged, { before }: Witness): string {
  const old = before.tasks.get(task)?.cred;
  const asUser = `acts as user ${cred.euid} now`;
  if (old?.ruid !== cred.ruid || old.euid !== cred.euid || old.suid !== cred.suid) return asUser;
  if (old.rgid !== cred.rgid || old.egid !== cred.egid || old.sgid !== cred.sgid)
    return `acts for group ${cred.egid} now`;
  if (old.groups.join() === cred.groups.join()) return changedPrivileges(old, cred);
  const [only, ...more] = cred.groups;
  if (only === undefined) return 'has no supplementary groups any more';
  return more.length === 0
    ? `has the supplementary group ${only} now`
    : `has the supplementary groups ${cred.groups.join(', ')} now`;
}

function changedPrivileges(old: Credentials, cred: Credentials): string {
  if (old.permitted === cred.permitted && old.effective === cred.effective)
    return 'has arranged which privileges the programs it runs may have';
  const gaveUp = capIsSubset(cred.permitted, old.permitted) && capIsSubset(cred.effective, old.effective);
  return gaveUp ? 'has given up privileges' : 'has other privileges now';
}

/** 0 where it is led from out of sight. */
function number(pid: PidId, { before, after, view }: Witness): number {
  return numberIn(after.pids.has(pid) ? after : before, pid, view);
}

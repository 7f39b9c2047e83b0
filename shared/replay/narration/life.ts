// How sleeping, stopping, ending and being collected are told.

import type { TaskId } from '../../kernel/ids.ts';
import type { TaskExited, TaskReaped, TaskReparented, TaskSlept } from '../../kernel/event.ts';
import { isChildReaper, isExiting, membersOf } from '../../kernel/selectors.ts';
import { isShell, readingMode } from '../../userland/tty/reading-mode.ts';
import type { ReadingMode } from '../../userland/tty/reading-mode.ts';
import type { Sentences } from './sentence.ts';
import type { Witness } from './witness.ts';
import { count, list, signalWord } from './witness.ts';

export const LIFE: Sentences<
  | 'TaskSlept'
  | 'TaskWoke'
  | 'TaskStopped'
  | 'TaskContinued'
  | 'TaskExited'
  | 'TaskReparented'
  | 'TaskBecameZombie'
  | 'TaskReaped'
  | 'CldContinuedChanged'
  | 'ChildReported'
> = {
  TaskSlept: slept,
  TaskWoke: ({ task }, w) => `${w.named(task)} runs.`,
  TaskStopped: ({ task }, w) => `${w.named(task)} stopped.`,
  TaskContinued: ({ task }, w) => `${w.named(task)} goes on.`,
  TaskExited: exited,
  TaskReparented: reparented,
  TaskBecameZombie: ({ task }, w) => {
    const parent = w.task(task)?.parent ?? null;
    return `${w.who(task)} has ended and keeps its number until ${parent === null ? 'its parent' : w.who(parent)} asks.`;
  },
  TaskReaped: reaped,
  CldContinuedChanged: ({ task, due }, w) =>
    due
      ? `${w.named(task)}'s parent is to hear of the continue later.`
      : `${w.named(task)}'s parent hears of the continue.`,
  ChildReported: ({ actor, task, status }, w) =>
    `${w.who(actor)} heard that ${w.who(task)} ${'stopped' in status ? 'stopped' : 'goes on'}.`,
};

function slept({ task, on }: TaskSlept, w: Witness): string {
  const who = w.named(task);
  switch (on.on) {
    case 'child':
      return `${who} waits for a child.`;
    case 'signal':
      return `${who} waits for a signal.`;
    case 'timer':
      return `${who} waits for its time to come.`;
    case 'tty':
      if (on.op === 'write') return `${who} waits to write.`;
      return `${who} ${readingWords(readingMode(w.before.ttys.get(on.tty), isShell(w.task(task)?.comm ?? '')))}.`;
    case 'pipe':
      return `${who} waits for the other end of a pipe.`;
    case 'flock':
      return `${who} waits for a lock on a file.`;
    case 'vfork':
      return `${who} waits until its child runs another program or ends.`;
  }
}

function readingWords(mode: ReadingMode): string {
  switch (mode) {
    case 'prompt':
      return 'waits at its prompt';
    case 'program':
      return 'waits for a line';
    case 'keys':
      return 'waits for a key';
  }
}

function exited({ task: id, status }: TaskExited, w: Witness): string {
  const task = w.task(id);
  const ns = w.nsOf(id);
  if (task !== undefined && ns !== w.before.rootPidNs && isChildReaper(w.before, task)) {
    const level = w.level(ns);
    const members = membersOf(w.before, ns).filter((member) => member.id !== id && !isExiting(member)).length;
    const end =
      members === 0
        ? `The kernel closes ${level}.`
        : `The kernel ends its ${count(members, 'member')} and closes ${level}.`;
    return `${w.who(id)}, PID 1 of ${level}, ends. ${end}`;
  }
  const who = w.named(id);
  return 'signaled' in status
    ? `${who} was ended by ${signalWord(status.signaled)}.`
    : `${who} ended with status ${'exited' in status ? status.exited : 0}.`;
}

function reparented({ task, to }: TaskReparented, w: Witness): string {
  const parent = to === null || !w.sees(to) ? 'out of sight' : w.titled(to);
  return `${w.who(task)} lost its parent. Its new parent is ${parent}.`;
}

function reaped({ task: id, by }: TaskReaped, w: Witness): string {
  const [outer = 0, ...inner] = w.numbers(id);
  const number = `Number ${outer}${inner.length > 0 ? `, inside ${list(inner.map(String))},` : ''}`;
  const fate = isStillTaken(id, w) ? 'stays taken: a group or session has it too' : 'is free again';
  return `${w.who(by)} collected ${w.who(id)}. ${number} ${fate}.`;
}

/** PNS-12. */
function isStillTaken(id: TaskId, { before, after }: Witness): boolean {
  const pid = before.tasks.get(id)?.pid;
  const struct = pid === undefined ? undefined : after.pids.get(pid);
  return struct !== undefined && struct.groupMembers + struct.sessionMembers > 0;
}

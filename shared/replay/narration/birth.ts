// How a birth, a new program and a refused call are told.

import { strerror } from '../../kernel/abi/errno.ts';
import type { SyscallFailed, TaskForked } from '../../kernel/event.ts';
import type { Sentences } from './sentence.ts';
import type { Witness } from './witness.ts';
import { signalWord } from './witness.ts';

export const BIRTH: Sentences<
  'TaskForked' | 'PidsAllocated' | 'TaskExecuted' | 'CommChanged' | 'SyscallFailed'
> = {
  TaskForked: forked,
  PidsAllocated: ({ counters }, w) =>
    counters
      .filter(({ ns }) => w.seesNs(ns))
      .map(({ ns, lastPid }) => `The last number of ${w.level(ns)} is ${lastPid} now.`)
      .join(' '),
  TaskExecuted: ({ task, comm }, w) =>
    `${w.who(task)} is now ${comm}. Its number stays ${w.numbers(task)[0] ?? 0}.`,
  CommChanged: ({ task, comm }, w) => `${w.who(task)} calls itself ${comm}.`,
  SyscallFailed: failed,
};

function forked({ task, copyOf, ns }: TaskForked, w: Witness): string {
  if (!w.sees(copyOf)) return `${w.named(task)} came from out of sight.`;
  const depth = w.numbers(copyOf).length;
  const numbers = w.numbers(task);
  const inside = w.inside(task, depth);
  const made = `${w.placed(copyOf)} made ${w.who(task)}${inside === '' ? '' : `, ${inside}`}.`;
  if (numbers.length <= depth) return made;
  const own = `Inside ${w.level(ns)} it is number ${numbers.at(-1) ?? 0}.`;
  return `${made} ${own} ${w.who(copyOf)} stays in ${w.level(w.nsOf(copyOf))}.`;
}

function failed({ actor, call, errno, pid, signal, target, ns }: SyscallFailed, w: Witness): string {
  const who = w.who(actor);
  const reason = strerror(errno).toLowerCase();
  const isBirth = call === 'clone' || call === 'fork';
  if (isBirth && errno === 'ENOMEM' && ns !== undefined) {
    const level = w.level(ns);
    return `${who} can't make a process: ${reason}. ${level} has no PID 1 any more.`;
  }
  if (isBirth) return `${who} can't make a process: ${reason}.`;
  if (target !== undefined && errno === 'EPERM') return `${who} may not signal ${w.who(target)}: ${reason}.`;
  if (pid !== undefined && errno === 'ESRCH' && actor !== null) {
    const asked =
      signal === undefined ? `asked for number ${pid}` : `sent ${signalWord(signal)} to number ${pid}`;
    return `${who} ${asked}. No such process in ${w.level(w.nsOf(actor))}.`;
  }
  return `${who} asked for ${call}. The kernel refused: ${reason}.`;
}

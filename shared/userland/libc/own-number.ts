// Which number has a process of this /proc in the namespace of the caller? What opening /proc/PID as a pidfd gives a C
// program: the process itself, whatever its number means elsewhere. pidfd_send_signal(2)

import { failed } from '../program.ts';
import { readTask } from './proc.ts';
import type { Coroutine } from '../program.ts';
import type { ProcTask } from './proc.ts';
import type { Fd, Sys } from '../sys.ts';

/** Null for a process outside the caller's namespace. */
export function* ownNumber(sys: Sys, task: ProcTask): Coroutine<number | null> {
  const self = yield* readTask(sys, 'self');
  const depth = self === null ? 1 : numbersOf(self).length;
  if (depth === 1) return task.pid;
  const numbers = numbersOf(task);
  if (numbers.length < depth) return null;
  const here = yield* sys.stat('/proc/self/ns/pid');
  const there = yield* ancestorNamespace(sys, task.pid, numbers.length - depth);
  return failed(here) || here.ino !== there ? null : (numbers[depth - 1] ?? null);
}

function numbersOf(task: ProcTask): readonly number[] {
  return (task.status.get('NSpid') ?? String(task.pid)).split(/\s+/).map(Number);
}

/** The namespace so many levels above that of a process. */
function* ancestorNamespace(sys: Sys, pid: number, levels: number): Coroutine<number | null> {
  let fd: Fd | null = yield* opened(sys.open(`/proc/${pid}/ns/pid`));
  for (let level = 0; level < levels && fd !== null; level += 1) {
    const above: Fd | null = yield* opened(sys.nsIoctl(fd, 'NS_GET_PARENT'));
    yield* sys.close(fd);
    fd = above;
  }
  if (fd === null) return null;
  const stat = yield* sys.fstat(fd);
  yield* sys.close(fd);
  return failed(stat) ? null : stat.ino;
}

function* opened(answer: ReturnType<Sys['open']>): Coroutine<Fd | null> {
  const fd = yield* answer;
  return failed(fd) ? null : fd;
}

// Which user namespace owns a namespace, and in which one is it nested? ioctl_nsfs(2)

import { failed } from '../../program.ts';
import type { Coroutine, Failure } from '../../program.ts';
import type { Fd, Sys } from '../../sys.ts';
import type { Namespace } from './namespaces.ts';

/** Fills in owners and parents. With `complete` owners that hold none of the processes asked about are there as well. Order: by number. */
export function* withRelations(
  sys: Sys,
  namespaces: readonly Namespace[],
  complete: boolean,
): Coroutine<readonly Namespace[]> {
  const found = new Map<number, Namespace>();
  for (const namespace of namespaces) {
    const [first] = namespace.processes;
    const fd = first === undefined ? null : yield* sys.open(`/proc/${first.task.pid}/ns/${namespace.kind}`);
    if (fd === null || failed(fd)) {
      found.set(namespace.id, namespace);
      continue;
    }
    const parent = yield* relatedNumber(sys, fd, 'NS_GET_PARENT');
    const owner = yield* relatedNumber(sys, fd, 'NS_GET_USERNS');
    found.set(namespace.id, { ...namespace, parent, owner });
    if (complete) yield* addOwners(sys, fd, namespace, found);
    yield* sys.close(fd);
  }
  return [...found.values()].sort((a, b) => a.id - b.id);
}

/** The owner, its owner, and so on to the outermost one that may be seen. Those that are listed anyway stay as they are. */
function* addOwners(sys: Sys, fd: Fd, owned: Namespace, found: Map<number, Namespace>): Coroutine<void> {
  let above: Fd | Failure = yield* sys.nsIoctl(fd, 'NS_GET_USERNS');
  while (!failed(above)) {
    const stat = yield* sys.fstat(above);
    const next: Fd | Failure = yield* sys.nsIoctl(above, 'NS_GET_USERNS');
    const parent = failed(next) ? null : yield* numberOf(sys, next);
    if (!failed(stat) && !found.has(stat.ino)) {
      found.set(stat.ino, {
        id: stat.ino,
        kind: 'user',
        processes: [],
        representative: owned.processes[0] ?? null,
        owner: parent,
        parent,
      });
    }
    yield* sys.close(above);
    above = next;
  }
}

function* relatedNumber(
  sys: Sys,
  fd: Fd,
  request: 'NS_GET_USERNS' | 'NS_GET_PARENT',
): Coroutine<number | null> {
  const related = yield* sys.nsIoctl(fd, request);
  if (failed(related)) return null;
  const number = yield* numberOf(sys, related);
  yield* sys.close(related);
  return number;
}

function* numberOf(sys: Sys, fd: Fd): Coroutine<number | null> {
  const stat = yield* sys.fstat(fd);
  return failed(stat) ? null : stat.ino;
}

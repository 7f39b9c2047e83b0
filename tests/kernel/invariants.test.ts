// Does each invariant notice when it is broken?
import { describe, expect, it } from 'vitest';
import { asPid, asPidId, asTaskId, asTtyId } from '#shared/kernel/ids.ts';
import { checkInvariants } from '#shared/kernel/invariants.ts';
import type { KernelStore } from '#shared/kernel/store.ts';
import { transientStore } from '#shared/kernel/transient-store.ts';
import { KernelLab } from '../support/kernel-lab.ts';

/** init (1), p (2) with a child c (3), which shares its signal actions, and the init n (4) of a namespace. */
function sane(): KernelLab {
  const lab = new KernelLab();
  lab.fork('init', 'p');
  lab.fork('p', 'c', 'CLONE_VM', 'CLONE_SIGHAND');
  lab.call('c', { call: 'sigaction', sig: 'SIGUSR1', action: { disposition: 'handler', flags: [] } });
  lab.fork('init', 'n', 'CLONE_NEWPID');
  lab.openTerminal('init', 0);
  return lab;
}

const [INIT, P, C, N] = [asTaskId(1), asTaskId(2), asTaskId(3), asTaskId(4)];

const DAMAGE: readonly [invariant: string, damage: (store: KernelStore, lab: KernelLab) => void][] = [
  [
    'numbers are a bijection in each namespace',
    (store, lab) => store.takeNumber(lab.state.rootPidNs, asPid(9), asPidId(2)),
  ],
  [
    'numbers are a bijection in each namespace',
    (store, lab) => store.freeNumber(lab.state.rootPidNs, asPid(2)),
  ],
  [
    'a process and its struct pid name each other',
    (store) => store.updatePid(asPidId(2), (draft) => void (draft.task = INIT)),
  ],
  [
    'a namespace has an init exactly while it is alive or ending',
    (store, lab) => store.updatePidNs(lab.state.rootPidNs, (draft) => void (draft.childReaper = null)),
  ],
  [
    'nobody outlives the init of a namespace',
    (store, lab) =>
      store.updatePidNs(lab.state.rootPidNs, (draft) =>
        Object.assign(draft, { phase: 'closed', childReaper: null }),
      ),
  ],
  [
    'a life state agrees with what it means',
    (store) => store.updateTask(INIT, (draft) => void (draft.state = 'sleeping')),
  ],
  [
    'children hang on their parent in one list',
    (store) => store.updateTask(INIT, (draft) => void (draft.lastChild = P)),
  ],
  [
    'children hang on their parent in one list',
    (store) => store.updateTask(INIT, (draft) => Object.assign(draft, { firstChild: null, lastChild: null })),
  ],
  ['every parent chain ends outside', (store) => store.updateTask(INIT, (draft) => void (draft.parent = C))],
  [
    'groups and sessions count their members',
    (store) => store.updatePid(asPidId(1), (draft) => void (draft.groupMembers = 9)),
  ],
  [
    'tracers and tracees name each other',
    (store) => store.updateTask(INIT, (draft) => void (draft.tracees = [N])),
  ],
  [
    'the users of a shared struct form a ring and see the same',
    (store) => store.updateTask(P, (draft) => void (draft.nextUser = { fs: C })),
  ],
  [
    'the users of a shared struct form a ring and see the same',
    (store) => store.updateTask(C, (draft) => void (draft.actions = {})),
  ],
  [
    'what refers to a struct pid is counted',
    (store) => store.updatePid(asPidId(2), (draft) => void (draft.holders = 1)),
  ],
  [
    'a terminal belongs to the session that has it',
    (store) => store.updateTask(P, (draft) => void (draft.tty = asTtyId(7))),
  ],
  ['what a task refers to exists', (store, lab) => store.removeMntNs(lab.state.rootMntNs)],
];

describe('the invariants', () => {
  it('hold of a sane machine', () => {
    expect(checkInvariants(sane().state)).toEqual([]);
  });

  it.each(DAMAGE)('notice that not: %s', (invariant, damage) => {
    const lab = sane();
    const store = transientStore(lab.state);
    store.begin(lab.state.seq + 1);
    damage(store, lab);
    expect(checkInvariants(store.finish()).map((violation) => violation.invariant)).toContain(invariant);
  });
});

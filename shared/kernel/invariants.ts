// What holds of every state, after every event? Tests ask after each; the running machine pays nothing for it.

import type { PidId } from './ids.ts';
import { INIT_PID } from './ids.ts';
import { childrenOf, groupMembers, isAncestorOrSelf, isExiting, pidNsOf, visibleTasks } from './selectors.ts';
import type { KernelState, PidStruct } from './state.ts';
import type { SharedStruct, Task } from './task.ts';

export interface Violation {
  /** The invariant's name. */
  readonly invariant: string;
  readonly problem: string;
}

/** Each lists what is wrong, in order of id. */
const INVARIANTS: Readonly<Record<string, (state: KernelState) => string[]>> = {
  'numbers are a bijection in each namespace': numbersAreABijection,
  'a process and its struct pid name each other': pidsNameTasks,
  'a namespace has an init exactly while it is alive or ending': namespacesHaveInits,
  'nobody outlives the init of a namespace': nobodyOutlivesAnInit,
  'a life state agrees with what it means': lifeStatesAgree,
  'children hang on their parent in one list': childrenAreListed,
  'every parent chain ends outside': parentChainsEnd,
  'groups and sessions count their members': groupsAndSessionsCount,
  'tracers and tracees name each other': tracersNameTracees,
  'the users of a shared struct form a ring and see the same': sharersAgree,
  'what refers to a struct pid is counted': holdersAreCounted,
  'a terminal belongs to the session that has it': terminalsBelong,
  'what a task refers to exists': referencesResolve,
};

/** Empty for a sane state. */
export function checkInvariants(state: KernelState): Violation[] {
  return Object.entries(INVARIANTS).flatMap(([invariant, check]) =>
    check(state).map((problem) => ({ invariant, problem })),
  );
}

/** PNS-02, PNS-05: and a number is taken exactly as long as something carries it (PNS-09, PNS-12). */
function numbersAreABijection(state: KernelState): string[] {
  const problems: string[] = [];
  for (const ns of state.pidNamespaces.values()) {
    for (const [number, id] of ns.numbers.entries()) {
      const struct = state.pids.get(id);
      if (struct?.numbers[ns.level] !== number)
        problems.push(`number ${number} of namespace ${ns.id} is not that of struct pid ${id}`);
      else if (!isAncestorOrSelf(state, ns.id, struct.ns))
        problems.push(`namespace ${ns.id} does not see struct pid ${id}`);
    }
  }
  for (const struct of state.pids.values()) {
    const taken = isTaken(struct);
    for (
      let ns = state.pidNamespaces.get(struct.ns);
      ns !== undefined;
      ns = ns.parent === null ? undefined : state.pidNamespaces.get(ns.parent)
    ) {
      const number = struct.numbers[ns.level];
      const has = number !== undefined && ns.numbers.get(number) === struct.id;
      if (has !== taken)
        problems.push(
          `number ${number} of struct pid ${struct.id} is ${taken ? 'free' : 'taken'} in namespace ${ns.id}`,
        );
    }
    if (!taken && struct.holders === 0) problems.push(`struct pid ${struct.id} is kept by nothing`);
  }
  return problems;
}

function isTaken({ task, groupMembers: inGroup, sessionMembers }: PidStruct): boolean {
  return task !== null || inGroup > 0 || sessionMembers > 0;
}

function pidsNameTasks(state: KernelState): string[] {
  const tasks = each(state, (task) =>
    state.pids.get(task.pid)?.task === task.id ? [] : [`struct pid ${task.pid} is not task ${task.id}'s`],
  );
  const pids = [...state.pids.values()].filter(
    ({ id, task }) => task !== null && state.tasks.get(task)?.pid !== id,
  );
  return [...tasks, ...pids.map(({ id, task }) => `struct pid ${id} names task ${task}, which has another`)];
}

/** PNS-01, PNS-20, PNS-25. */
function namespacesHaveInits(state: KernelState): string[] {
  return [...state.pidNamespaces.values()].flatMap(({ id, phase, childReaper, numbers }) => {
    const init = childReaper === null ? undefined : state.tasks.get(childReaper);
    if (phase === 'unborn')
      return childReaper === null && numbers.size === 0 ? [] : [`unborn namespace ${id} has members`];
    if (init === undefined)
      return phase === 'closed' && childReaper === null
        ? []
        : [`namespace ${id} is ${phase} without an init`];
    if (numbers.get(INIT_PID) !== init.pid) return [`the init of namespace ${id} is not its number 1`];
    return phase === 'alive' && init.state === 'zombie'
      ? [`namespace ${id} is alive, its init a zombie`]
      : [];
  });
}

/** PNS-36, PNS-37: once its init is a zombie or gone, a namespace sees no process but that zombie. */
function nobodyOutlivesAnInit(state: KernelState): string[] {
  return [...state.pidNamespaces.values()].flatMap(({ id, phase, childReaper }) => {
    const init = childReaper === null ? undefined : state.tasks.get(childReaper);
    if (phase !== 'closed' || (init !== undefined && init.state !== 'zombie')) return [];
    const others = visibleTasks(state, id).filter((task) => task.id !== childReaper);
    return others.map((task) => `task ${task.id} outlives the init of namespace ${id}`);
  });
}

function lifeStatesAgree(state: KernelState): string[] {
  return each(state, (task) => {
    const ended = task.state === 'zombie' || task.state === 'exiting';
    const checks: [boolean, string][] = [
      [
        (task.state === 'sleeping') === (task.waitingFor !== null),
        'sleeps exactly while it waits for something',
      ],
      [task.state !== 'stopped' || task.groupStop !== null, 'is stopped by a group stop'],
      [
        (task.state === 'traced') === (task.ptrace !== null && task.ptrace.stop !== null),
        'is in a ptrace stop exactly while it is traced',
      ],
      [!ended || isExiting(task), 'has a status once it has ended'],
      [task.state !== 'dead', 'is gone once it is dead'],
      [
        task.sigreturnMask === null || task.state === 'traced' || task.state === 'stopped' || isExiting(task),
        'runs its handler unless it is stopped',
      ],
      [
        !isExiting(task) ||
          (task.groupStop === null && task.unreported === null && Object.keys(task.pidfds).length === 0),
        'keeps neither stop nor descriptor once it ends',
      ],
    ];
    return checks.filter(([holds]) => !holds).map(([, rule]) => `task ${task.id} breaks: it ${rule}`);
  });
}

/** PNS-50, PNS-82. */
function childrenAreListed(state: KernelState): string[] {
  let listed = 0;
  const problems = each(state, (parent) => {
    const children = childrenOf(state, parent);
    listed += children.length;
    const wrong = children.filter(
      (child, index) => child.parent !== parent.id || child.prevSibling !== (children[index - 1]?.id ?? null),
    );
    if ((children.at(-1)?.id ?? null) !== parent.lastChild) wrong.push(parent);
    return wrong.map(({ id }) => `task ${id} stands wrong in the list of ${parent.id}'s children`);
  });
  const withParent = [...state.tasks.values()].filter(({ parent }) => parent !== null).length;
  return listed === withParent
    ? problems
    : [...problems, `${withParent} tasks have a parent, ${listed} are listed as children`];
}

/** PNS-42: climbing from anybody one comes to the init whose parent is outside. */
function parentChainsEnd(state: KernelState): string[] {
  return each(state, (task) => {
    let at: Task | undefined = task;
    for (let steps = 0; at !== undefined && at.parent !== null; steps++) {
      if (steps > state.tasks.size) return [`the parents of task ${task.id} go in a circle`];
      at = state.tasks.get(at.parent);
    }
    return at === undefined ? [`a parent above task ${task.id} is gone`] : [];
  });
}

/** PNS-12, PNS-70: a group lies in one session. */
function groupsAndSessionsCount(state: KernelState): string[] {
  const inGroup = countBy(state, ({ pgrp }) => pgrp);
  const inSession = countBy(state, ({ session }) => session);
  return [...state.pids.values()].flatMap((struct) => {
    const members = [...groupMembers(state, struct.id)];
    const isSane =
      struct.groupMembers === (inGroup.get(struct.id) ?? 0) &&
      struct.groupMembers === members.length &&
      struct.sessionMembers === (inSession.get(struct.id) ?? 0) &&
      members.every(
        ({ pgrp, prevInGroup }, index) =>
          pgrp === struct.id && prevInGroup === (members[index - 1]?.id ?? null),
      ) &&
      new Set(members.map(({ session }) => session)).size <= 1;
    return isSane ? [] : [`group and session of struct pid ${struct.id} miscount`];
  });
}

function tracersNameTracees(state: KernelState): string[] {
  return each(state, (task) => {
    const strangers = task.tracees.filter((id) => state.tasks.get(id)?.tracer !== task.id);
    const problems = strangers.map((id) => `task ${task.id} traces ${id}, which does not know`);
    const isListed = task.tracer === null || state.tasks.get(task.tracer)?.tracees.includes(task.id);
    // One outside the machine has no record, and traces its own child alone.
    const isTraced = task.tracer !== null || (task.parent === null && task.ptrace !== null);
    if (!isListed || isTraced !== (task.ptrace !== null))
      problems.push(`task ${task.id} is not traced by its tracer`);
    return problems;
  });
}

const SHARED: readonly SharedStruct[] = ['files', 'fs', 'mm', 'sighand'];

function sharersAgree(state: KernelState): string[] {
  return SHARED.flatMap((struct) =>
    each(state, (task) => {
      const next = task.nextUser[struct];
      if (next === undefined) return [];
      const user = state.tasks.get(next);
      const previous = [...state.tasks.values()].filter(({ nextUser }) => nextUser[struct] === task.id);
      const isRing = next !== task.id && user !== undefined && previous.length === 1;
      return isRing && seesSame(task, user, struct)
        ? []
        : [`the ring of ${struct} is broken at task ${task.id}`];
    }),
  );
}

function seesSame(task: Task, user: Task, struct: SharedStruct): boolean {
  if (struct === 'sighand') return JSON.stringify(task.actions) === JSON.stringify(user.actions);
  return struct !== 'files' || JSON.stringify(task.pidfds) === JSON.stringify(user.pidfds);
}

function holdersAreCounted(state: KernelState): string[] {
  const holders = new Map<PidId, number>();
  const hold = (pid: PidId | null): void => {
    if (pid !== null) holders.set(pid, (holders.get(pid) ?? 0) + 1);
  };
  for (const { pidfds } of state.tasks.values()) Object.values(pidfds).forEach(hold);
  for (const { pid } of state.mailbox) hold(pid);
  for (const { session, foreground } of state.ttys.values()) [session, foreground].forEach(hold);
  const unknown = [...holders.keys()]
    .filter((pid) => !state.pids.has(pid))
    .map((pid) => `struct pid ${pid} is referred to, and gone`);
  const wrong = [...state.pids.values()].filter(
    ({ id, holders: counted }) => counted !== (holders.get(id) ?? 0),
  );
  return [...unknown, ...wrong.map(({ id }) => `struct pid ${id} miscounts who refers to it`)];
}

function terminalsBelong(state: KernelState): string[] {
  const ttys = [...state.ttys.values()].filter(
    ({ session, foreground }) => foreground !== null && session === null,
  );
  const tasks = [...state.tasks.values()].filter(
    ({ tty, session }) => tty !== null && state.ttys.get(tty)?.session !== session,
  );
  return [
    ...ttys.map(({ id }) => `terminal ${id} has a foreground group and no session`),
    ...tasks.map(({ id, tty }) => `task ${id} holds terminal ${tty} of another session`),
  ];
}

/** A child's namespace is never above its parent's place: PNS-27. */
function referencesResolve(state: KernelState): string[] {
  return each(state, ({ id, cred, nsproxy, pid, parent }) => {
    const home = state.pids.get(pid)?.ns;
    const problems: string[] = [];
    if (!state.userNamespaces.has(cred.userNs) || !state.mountNamespaces.has(nsproxy.mntNs))
      problems.push(`task ${id} is in a namespace that is not there`);
    if (home !== undefined && !isAncestorOrSelf(state, home, nsproxy.pidNsForChildren))
      problems.push(`children of task ${id} would leave its namespace`);
    const above = parent === null ? undefined : state.tasks.get(parent);
    if (home !== undefined && above !== undefined && !isAncestorOrSelf(state, pidNsOf(state, above), home))
      problems.push(`the parent of task ${id} cannot see it`);
    return problems;
  });
}

function each(state: KernelState, check: (task: Task) => string[]): string[] {
  return [...state.tasks.values()].flatMap(check);
}

function countBy(state: KernelState, key: (task: Task) => PidId): Map<PidId, number> {
  const counts = new Map<PidId, number>();
  for (const task of state.tasks.values()) counts.set(key(task), (counts.get(key(task)) ?? 0) + 1);
  return counts;
}

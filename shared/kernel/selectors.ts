// What do the kernel's records say about each other? Reading only: every list has its order stated.

import { InvariantViolation } from '../result.ts';
import { INIT_PID } from './ids.ts';
import type { PidId, PidNsId, TaskId } from './ids.ts';
import type { KernelState, PidNamespace, PidStruct } from './state.ts';
import type { SharedStruct, Task } from './task.ts';

export function taskOf(state: KernelState, id: TaskId): Task {
  return found(state.tasks.get(id), 'task', id);
}

export function pidStruct(state: KernelState, id: PidId): PidStruct {
  return found(state.pids.get(id), 'struct pid', id);
}

export function pidNamespace(state: KernelState, id: PidNsId): PidNamespace {
  return found(state.pidNamespaces.get(id), 'PID namespace', id);
}

/** task_active_pid_ns: where a task lives. It never changes. */
export function pidNsOf(state: KernelState, task: Task): PidNsId {
  return pidStruct(state, task.pid).ns;
}

/**
 * pidns_for_children_get: what /proc/PID/ns/pid_for_children leads to. Nothing while the namespace has no init yet
 * (PNS-26), nor for a process that has ended (PNS-83).
 */
export function shownPidNsForChildren(state: KernelState, task: Task): PidNsId | null {
  const ns = task.nsproxy.pidNsForChildren;
  return isExiting(task) || pidNamespace(state, ns).phase === 'unborn' ? null : ns;
}

/** pid_nr_ns: the number of a struct pid in a namespace; 0 where it cannot be seen (PNS-03). */
export function numberIn(state: KernelState, pid: PidId, ns: PidNsId): number {
  const struct = pidStruct(state, pid);
  return isAncestorOrSelf(state, ns, struct.ns) ? levelNumber(state, struct, ns) : 0;
}

/** task_pid_nr_ns: a task's number in a namespace; 0 where it is invisible. That 0 is what getppid shows (PNS-04). */
export function pidOf(state: KernelState, task: Task, ns: PidNsId): number {
  return numberIn(state, task.pid, ns);
}

/** pid_vnr: the number in the namespace of whoever asks. */
export function pidSeenBy(state: KernelState, pid: PidId, viewer: Task): number {
  return numberIn(state, pid, pidNsOf(state, viewer));
}

/** A task is visible in its own namespace and in every one above it (PNS-03). */
export function isVisible(state: KernelState, task: Task, ns: PidNsId): boolean {
  return isAncestorOrSelf(state, ns, pidNsOf(state, task));
}

/** Whether `ancestor` is `ns` or stands above it. */
export function isAncestorOrSelf(state: KernelState, ancestor: PidNsId, ns: PidNsId): boolean {
  if (ancestor === ns) return true;
  const level = pidNamespace(state, ancestor).level;
  let at = pidNamespace(state, ns);
  while (at.level > level && at.parent !== null) at = pidNamespace(state, at.parent);
  return at.id === ancestor;
}

/** find_pid_ns: the struct pid behind a number of one namespace (PNS-05), whether or not a process still has it (PNS-12). */
export function pidByNumber(state: KernelState, ns: PidNsId, number: number): PidStruct | undefined {
  const id = pidNamespace(state, ns).numbers.get(number);
  return id === undefined ? undefined : pidStruct(state, id);
}

/** find_task_by_pid_ns: the process behind a number, zombies included. */
export function taskByPid(state: KernelState, ns: PidNsId, number: number): Task | undefined {
  const task = pidByNumber(state, ns, number)?.task ?? null;
  return task === null ? undefined : taskOf(state, task);
}

/** find_task_by_vpid: the process behind a number of the caller's own namespace. */
export function taskByVpid(state: KernelState, caller: Task, number: number): Task | undefined {
  return taskByPid(state, pidNsOf(state, caller), number);
}

/** All numbers of a task, from the lab root inwards (NSpid, PNS-02). */
export function numbersOf(state: KernelState, task: Task): readonly number[] {
  return pidStruct(state, task.pid).numbers;
}

/** The namespaces that see a task, from `ns` down to its own; none where `ns` does not see it. */
export function namespacesFrom(state: KernelState, task: Task, ns: PidNsId): PidNsId[] {
  const namespaces: PidNsId[] = [];
  for (let at: PidNsId | null = pidNsOf(state, task); at !== null; at = pidNamespace(state, at).parent) {
    namespaces.unshift(at);
    if (at === ns) return namespaces;
  }
  return [];
}

/** NSpid, NSpgid, NSsid: the numbers of a task's process, group or session in each of these namespaces, `ns` first (PNS-80). */
export function numbersFrom(state: KernelState, task: Task, pid: PidId, ns: PidNsId): number[] {
  return namespacesFrom(state, task, ns).map((level) => numberIn(state, pid, level));
}

/** In list order: order of birth, adopted ones behind (PNS-50, PNS-82). */
export function childrenOf(state: KernelState, task: Task): Task[] {
  const children: Task[] = [];
  for (let id = task.firstChild; id !== null;) {
    const child = taskOf(state, id);
    children.push(child);
    id = child.nextSibling;
  }
  return children;
}

/** The members of a process group, zombies included. Order: those that joined last first. */
export function* groupMembers(state: KernelState, group: PidId): Generator<Task, void> {
  for (let id = pidStruct(state, group).firstInGroup; id !== null;) {
    const member = taskOf(state, id);
    yield member;
    id = member.nextInGroup;
  }
}

/** Every task that a namespace sees, zombies included. Order: by number there (PNS-81). */
export function visibleTasks(state: KernelState, ns: PidNsId): Task[] {
  const tasks: Task[] = [];
  for (const id of pidNamespace(state, ns).numbers.values()) {
    const { task } = pidStruct(state, id);
    if (task !== null) tasks.push(taskOf(state, task));
  }
  return tasks;
}

/** The tasks whose own namespace this is, zombies included. Order: by number there. */
export function membersOf(state: KernelState, ns: PidNsId): Task[] {
  return visibleTasks(state, ns).filter((task) => pidNsOf(state, task) === ns);
}

/** Every task. Order: of birth. */
export function tasksInOrder(state: KernelState): Task[] {
  return [...state.tasks.values()];
}

/** Whether a task is the init of its own namespace: SIGNAL_UNKILLABLE (PNS-01). */
export function isChildReaper(state: KernelState, task: Task): boolean {
  const { numbers } = pidStruct(state, task.pid);
  return numbers[numbers.length - 1] === INIT_PID;
}

/** The init of a task's own namespace; null once it is reaped. */
export function ownInit(state: KernelState, task: Task): TaskId | null {
  return pidNamespace(state, pidNsOf(state, task)).childReaper;
}

/** The number of a task's process group as a namespace sees it; 0 where it is led from out of sight (PNS-70). */
export function groupNumber(state: KernelState, task: Task, ns: PidNsId): number {
  return numberIn(state, task.pgrp, ns);
}

/** The number of a task's session as a namespace sees it; 0 where it is led from out of sight (PNS-70). */
export function sessionNumber(state: KernelState, task: Task, ns: PidNsId): number {
  return numberIn(state, task.session, ns);
}

/** Whether do_exit has begun: PF_EXITING. Held inits and zombies included. */
export function isExiting(task: Task): boolean {
  return task.exitStatus !== null;
}

/** Whether it has passed exit_notify. */
export function isZombie(task: Task): boolean {
  return task.state === 'zombie';
}

/** Whether a struct has more than this one user. */
export function isShared(task: Task, struct: SharedStruct): boolean {
  return task.nextUser[struct] !== undefined;
}

export function isSessionLeader(task: Task): boolean {
  return task.session === task.pid;
}

function levelNumber(state: KernelState, struct: PidStruct, ns: PidNsId): number {
  return found(struct.numbers[pidNamespace(state, ns).level], 'number of struct pid', struct.id);
}

function found<T>(value: T | undefined, what: string, id: number): T {
  if (value === undefined) throw new InvariantViolation(`no ${what} ${id}`);
  return value;
}

// What does each terminal show of the machine: who has it, where they are, what they wait for? (tcgetpgrp(3))

import type { PidNsId, SimTime, TtyId } from '#shared/kernel/ids.ts';
import {
  groupMembers,
  isVisible,
  pidNamespace,
  pidNsOf,
  pidOf,
  pidStruct,
} from '#shared/kernel/selectors.ts';
import type { KernelState, Tty } from '#shared/kernel/state.ts';
import type { Task } from '#shared/kernel/task.ts';

/**
 * What a terminal does with a key:
 * - `reads`: somebody waits for a line.
 * - `busy`: a program has it and reads nothing just now; lines wait for whoever reads next.
 * - `free`: nobody has it.
 */
export type TerminalMode = 'reads' | 'busy' | 'free';

export interface TerminalView {
  readonly tty: TtyId;
  /** "pts/0". */
  readonly name: string;
  readonly mode: TerminalMode;
  /** The leader of the foreground group, or a member when the leader has ended. */
  readonly foreground: Task | null;
  /** The level of the foreground's namespace. */
  readonly level: number;
  /** Nobody in the foreground can be seen through the lens. */
  readonly outOfSight: boolean;
  /** When the foreground goes on by itself; null when it waits for something else. */
  readonly wakesAt: SimTime | null;
}

/** By number of terminal. */
export function terminalsOf(state: KernelState, lens: PidNsId | null): readonly TerminalView[] {
  return [...state.ttys.values()].map((tty) => terminalView(state, tty, lens));
}

function terminalView(state: KernelState, tty: Tty, lens: PidNsId | null): TerminalView {
  const members = foregroundOf(state, tty);
  const leader = members.find((task) => task.pid === tty.foreground) ?? members[0] ?? null;
  const reads = members.some((task) => task.waitingFor?.on === 'tty' && task.waitingFor.op === 'read');
  return {
    tty: tty.id,
    name: `pts/${tty.id}`,
    mode: reads ? 'reads' : leader === null ? 'free' : 'busy',
    foreground: leader,
    level: leader === null ? 0 : pidNamespace(state, pidNsOf(state, leader)).level,
    outOfSight: lens !== null && !seenThrough(state, leader, lens),
    wakesAt: reads ? null : earliestTimer(members),
  };
}

/** A namespace that is gone shows nobody. */
function seenThrough(state: KernelState, task: Task | null, lens: PidNsId): boolean {
  return task !== null && state.pidNamespaces.has(lens) && isVisible(state, task, lens);
}

/** The living members of the foreground group. Order: those that joined last first. */
function foregroundOf(state: KernelState, { foreground }: Tty): readonly Task[] {
  if (foreground === null || !state.pids.has(foreground)) return [];
  return [...groupMembers(state, foreground)].filter((task) => task.state !== 'zombie');
}

function earliestTimer(tasks: readonly Task[]): SimTime | null {
  let earliest: SimTime | null = null;
  for (const { waitingFor } of tasks) {
    if (waitingFor?.on === 'timer' && (earliest === null || waitingFor.until < earliest))
      earliest = waitingFor.until;
  }
  return earliest;
}

/** The line that sends a signal from a terminal, or why that can't be typed there. */
export type SignalLine = { readonly line: string } | { readonly why: string };

/** `signal` without SIG: what a click on a process types, in the numbers of the shell that reads it. */
export function signalLine(
  state: KernelState,
  terminal: TerminalView,
  target: Task,
  signal: string,
): SignalLine {
  const shell = terminal.foreground;
  if (shell === null) return { why: `Nobody reads what is typed into ${terminal.name}.` };
  if (terminal.mode !== 'reads')
    return { why: `${terminal.name} is not at its prompt: ${shell.comm} has it.` };
  const number = pidOf(state, target, pidNsOf(state, shell));
  if (number === 0) {
    return {
      why: `${shell.comm} in ${terminal.name} is inside level ${terminal.level} and has no number for this process.`,
    };
  }
  return { line: `kill -${signal} ${number}` };
}

/** A number for the words of the window: the one the lens gives, or the outermost. */
export function calledBy(state: KernelState, task: Task, lens: PidNsId | null): number {
  return lens === null ? (pidStruct(state, task.pid).numbers[0] ?? 0) : pidOf(state, task, lens);
}

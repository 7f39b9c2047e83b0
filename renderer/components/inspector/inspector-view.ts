// What can be known about one process, from where one stands? Everything the inspector says, as values.

import { ALL_CAPABILITIES, capabilitiesIn, capDrop, NO_CAPABILITIES } from '#shared/kernel/abi/capability.ts';
import type { CapabilitySet } from '#shared/kernel/abi/capability.ts';
import type { Signal } from '#shared/kernel/abi/signal.ts';
import type { PidNsId, TaskId } from '#shared/kernel/ids.ts';
import {
  childrenOf,
  isAncestorOrSelf,
  isVisible,
  numbersOf,
  pidNamespace,
  pidNsOf,
  taskOf,
} from '#shared/kernel/selectors.ts';
import type { KernelState } from '#shared/kernel/state.ts';
import type { Task } from '#shared/kernel/task.ts';
import type { LevelNumber } from '../picture/level-hue.ts';
import { faceOf, waitingWords, type ProcessFace } from '../picture/process-face.ts';

/** Another process, as it is called here. */
export interface Relative {
  readonly task: TaskId;
  readonly numbers: readonly LevelNumber[];
  readonly name: string;
}

export interface NumberRow extends LevelNumber {
  /** "level 1, its own". */
  readonly words: string;
}

export interface NamespaceLink {
  readonly name: string;
  /** Null: there is nothing to read. Then the words say why. */
  readonly target: { readonly level: number; readonly inode: number } | null;
  readonly words: string;
}

export interface InspectorView {
  readonly task: TaskId;
  readonly numbers: readonly LevelNumber[];
  readonly name: string;
  readonly face: ProcessFace;
  /** The state's word, and what it waits for. */
  readonly state: string;
  readonly rows: readonly NumberRow[];
  /** There are levels above the lens. */
  readonly hiddenAbove: boolean;
  /** Null: none that can be seen from here; it reads as 0. */
  readonly parent: Relative | null;
  /** The parent is outside its own namespace, where it reads as 0, and one sees both. */
  readonly parentZeroInside: boolean;
  /** By birth, adopted ones behind. */
  readonly children: readonly Relative[];
  readonly links: readonly NamespaceLink[];
  readonly identity: string;
  readonly signals: readonly { readonly words: string; readonly names: readonly Signal[] }[];
}

/** Null where the task is gone, or out of sight of the lens. */
export function inspect(state: KernelState, id: TaskId, lens: PidNsId | null): InspectorView | null {
  const task = state.tasks.get(id);
  const from = lens ?? state.rootPidNs;
  if (task === undefined || !state.pidNamespaces.has(from) || !isVisible(state, task, from)) return null;
  const own = pidNsOf(state, task);
  const outermost = pidNamespace(state, from).level;
  const called = (other: Task): Relative => ({
    task: other.id,
    numbers: numbersFrom(state, other, outermost),
    name: other.comm,
  });
  const parent = task.parent === null ? null : taskOf(state, task.parent);
  const seenParent = parent !== null && isVisible(state, parent, from) ? parent : null;
  const face = faceOf(task, false);
  return {
    ...called(task),
    face,
    state:
      task.state === 'sleeping' && task.waitingFor !== null && face.word === 'sleeping'
        ? `sleeping, ${waitingWords(task.waitingFor, task.comm, state.ttys)}`
        : face.word,
    rows: numberRows(state, task, lens),
    hiddenAbove: outermost > 0,
    parent: seenParent === null ? null : called(seenParent),
    parentZeroInside: seenParent !== null && !isAncestorOrSelf(state, own, pidNsOf(state, seenParent)),
    children: childrenOf(state, task).map(called),
    links: namespaceLinks(state, task),
    identity: identityWords(task),
    signals: signalRows(task),
  };
}

function numbersFrom(state: KernelState, task: Task, outermost: number): readonly LevelNumber[] {
  return numbersOf(state, task)
    .slice(outermost)
    .map((number, index) => ({ level: outermost + index, number }));
}

function numberRows(state: KernelState, task: Task, lens: PidNsId | null): readonly NumberRow[] {
  const outermost = lens === null ? 0 : pidNamespace(state, lens).level;
  const numbers = numbersFrom(state, task, outermost);
  return numbers.map((number, index) => ({
    ...number,
    words: levelWords(number.level, index, numbers.length, lens),
  }));
}

function levelWords(level: number, index: number, count: number, lens: PidNsId | null): string {
  if (lens !== null && index === 0) return 'here';
  if (level === 0) return 'level 0, the machine';
  return index === count - 1 ? `level ${level}, its own` : `level ${level}`;
}

function namespaceLinks(state: KernelState, task: Task): readonly NamespaceLink[] {
  const own = pidNamespace(state, pidNsOf(state, task));
  const children = state.pidNamespaces.get(task.nsproxy.pidNsForChildren);
  const forChildren =
    task.state === 'zombie'
      ? { target: null, words: 'none any more' }
      : children === undefined || children.phase === 'unborn'
        ? { target: null, words: 'waits for its first process' }
        : { target: children, words: children.phase === 'closed' ? 'closed' : '' };
  return [
    { name: 'ns/pid', target: own, words: '' },
    { name: 'ns/pid_for_children', ...forChildren },
  ];
}

function identityWords({ cred }: Task): string {
  const uid = cred.ruid === cred.euid ? `uid ${cred.euid}` : `uid ${cred.ruid}, acts as ${cred.euid}`;
  return `${uid}, ${capabilityWords(cred.effective)}`;
}

function capabilityWords(capabilities: CapabilitySet): string {
  if (capabilities === ALL_CAPABILITIES) return 'all capabilities';
  if (capabilities === NO_CAPABILITIES) return 'no capabilities';
  const held = capabilitiesIn(capabilities);
  const missing = capabilitiesIn(capDrop(ALL_CAPABILITIES, capabilities));
  return missing.length < held.length ? `all capabilities but ${missing.join(', ')}` : held.join(', ');
}

/** Only what there is. */
function signalRows({ blocked, pending, actions }: Task): InspectorView['signals'] {
  const having = (disposition: string): Signal[] =>
    // The keys of a record of signals are signals.
    (Object.keys(actions) as Signal[]).filter((signal) => actions[signal]?.disposition === disposition);
  const rows = [
    { words: 'pending', names: pending.map(({ signal }) => signal) },
    { words: 'blocked', names: blocked },
    { words: 'handled', names: having('handler') },
    { words: 'ignored', names: having('ignore') },
  ];
  return rows.filter(({ names }) => names.length > 0);
}

// How does a process look in its state: which glyph, which word?

import type { KernelState } from '#shared/kernel/state.ts';
import type { Task, WaitChannel } from '#shared/kernel/task.ts';
import { assertNever } from '#shared/result.ts';
import { isShell, readingMode, type ReadingMode } from '#shared/userland/tty/reading-mode.ts';

export type StateGlyphName =
  'born' | 'running' | 'sleeping' | 'stopped' | 'traced' | 'dying' | 'zombie' | 'gone';

/** Shape and word together: neither is ever shown as the only sign of a state in words. */
export interface ProcessFace {
  readonly glyph: StateGlyphName;
  readonly word: string;
}

/** The face of a task. `justBorn`: the current input made it. */
export function faceOf(task: Task, justBorn: boolean): ProcessFace {
  if (task.state === 'zombie') return { glyph: 'zombie', word: 'zombie' };
  if (task.state === 'exiting') return { glyph: 'dying', word: 'ending' };
  if (task.pending.some(({ signal }) => signal === 'SIGKILL')) return { glyph: 'dying', word: 'killed' };
  switch (task.state) {
    case 'running':
      return justBorn ? { glyph: 'born', word: 'just born' } : { glyph: 'running', word: 'running' };
    case 'sleeping':
    case 'stopped':
    case 'traced':
      return { glyph: task.state, word: task.state };
    case 'dead':
      return { glyph: 'gone', word: 'gone' };
    default:
      return assertNever(task.state);
  }
}

const READING_WORDS: Readonly<Record<ReadingMode, string>> = {
  prompt: 'at its prompt',
  program: 'waits for a line',
  keys: 'waits for a key',
};

/** What a sleeping task waits for, to stand behind "sleeping, ". */
export function waitingWords(on: WaitChannel, comm: string, ttys: KernelState['ttys']): string {
  switch (on.on) {
    case 'child':
      return 'waits for a child';
    case 'signal':
      return 'waits for a signal';
    case 'timer':
      return 'waits for the clock';
    case 'tty':
      if (on.op === 'write') return 'may not write yet';
      return READING_WORDS[readingMode(ttys.get(on.tty), isShell(comm))];
    case 'pipe':
      return on.op === 'read' ? 'waits for a pipe' : 'waits for room in a pipe';
    case 'flock':
      return 'waits for a lock on a file';
    case 'vfork':
      return 'waits until its child runs another program';
    default:
      return assertNever(on);
  }
}

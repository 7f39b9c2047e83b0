// A question of top's, answered in the same row.

import { failed } from '../../program.ts';
import type { Coroutine } from '../../program.ts';
import type { Process } from '../../libc/process.ts';
import type { Display } from './display.ts';

const ESCAPE = '\x1b';
const ERASE = ['\x7f', '\b'];

/** Null where it was called off. */
export function* ask(process: Process, display: Display, question: string): Coroutine<string | null> {
  process.print(display.question(question, ''));
  let answer = '';
  for (;;) {
    const keys = yield* process.readInput();
    if (failed(keys) || keys === '') return null;
    for (const key of keys) {
      if (key === '\n') return answer.trim();
      if (key === ESCAPE) return null;
      answer = ERASE.includes(key) ? answer.slice(0, -1) : answer + key;
      process.print(display.question(question, answer));
    }
  }
}

// A question of top's, answered in the same row.

import { failed } from '../../program.ts';
import type { Coroutine } from '../../program.ts';
import type { Process } from '../../libc/process.ts';

const ESCAPE = '\x1b';
const ERASE = ['\x7f', '\b'];

/** Null where it was called off. What was typed is written anew after every key: this terminal has no other way. */
export function* ask(process: Process, question: string): Coroutine<string | null> {
  process.print(`${question} `);
  let answer = '';
  for (;;) {
    const keys = yield* process.readInput();
    if (failed(keys) || keys === '') return null;
    for (const key of keys) {
      if (key === '\n') return answer.trim();
      if (key === ESCAPE) return null;
      answer = ERASE.includes(key) ? answer.slice(0, -1) : answer + key;
      process.print(answer);
    }
  }
}

// Prints its arguments. echo(1)

import { coreutil } from '../libc/coreutils.ts';
import { unescapeEcho } from '../libc/escapes.ts';
import type { Coroutine } from '../program.ts';
import type { Process } from '../libc/process.ts';

export const echo = coreutil(
  'echo',
  function* (process: Process): Coroutine<number> {
    const words = [...process.args];
    let newline = true;
    let escapes = false;
    for (let [word] = words; word !== undefined && /^-[neE]+$/.test(word); [word] = words) {
      words.shift();
      for (const letter of word.slice(1)) {
        if (letter === 'n') newline = false;
        else escapes = letter === 'e';
      }
    }
    const { text, stopped } = escapes
      ? unescapeEcho(words.join(' '))
      : { text: words.join(' '), stopped: false };
    process.print(text + (newline && !stopped ? '\n' : ''));
    return 0;
  },
  'alone',
);

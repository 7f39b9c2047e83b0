// What the files and filters of Debian 12 answered (coreutils 9.1, grep 3.8, sed 4.9, mawk 1.3.4) when these lines were typed
// one after the other into a fresh shell of root. Each pair is a line and everything that came back.

import { expect, it } from 'vitest';
import { asTtyId } from '#shared/kernel/ids.ts';
import { Machine } from '#shared/userland/machine.ts';
import { programTable } from '#shared/userland/programs/table.ts';
import { bare } from '#shared/userland/worlds/bare.ts';
import recorded from './everyday-lines.json' with { type: 'json' };

const TTY = asTtyId(0);

class Typist {
  readonly #machine = new Machine({ world: bare, seed: 1, programs: programTable });

  constructor() {
    this.#machine.execute({ kind: 'boot' });
  }

  type(text: string): string {
    let shown = this.#feed({ kind: 'line', tty: TTY, text });
    for (
      let next = this.#machine.nextTimer();
      next !== null && !this.#machine.atPrompt(TTY);
      next = this.#machine.nextTimer()
    ) {
      shown += this.#feed({ kind: 'clock', to: next });
    }
    return shown;
  }

  #feed(input: Parameters<Machine['execute']>[0]): string {
    const outcome = this.#machine.execute(input);
    if (!outcome.ok) throw new Error(outcome.error.message);
    return outcome.value.events
      .map((event) => (event.type === 'TtyWrote' && event.kind === 'output' ? event.text : ''))
      .join('');
  }
}

it('answers everyday lines as the real tools do', () => {
  const typist = new Typist();
  const answers = recorded.map(([line = '']) => [line, typist.type(line)]);
  expect(answers).toEqual(recorded);
});

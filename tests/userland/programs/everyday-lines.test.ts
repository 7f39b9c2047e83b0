// What the files and filters of Debian 12 answered (coreutils 9.1, grep 3.8, sed 4.9, mawk 1.3.4) when these lines were typed
// one after the other into a fresh shell of root. Each pair is a line and everything that came back.

import { expect, it } from 'vitest';
import { Typist } from '../../support/typist.ts';
import recorded from './everyday-lines.json' with { type: 'json' };

it('answers everyday lines as the real tools do', () => {
  const typist = new Typist();
  const answers = recorded.map(([line = '']) => [line, typist.command(line)]);
  expect(answers).toEqual(recorded);
});

// Is it said in the right word what somebody at a terminal waits for?
import { expect, test } from 'vitest';
import { waitingWords } from '../../../../renderer/components/picture/process-face.ts';
import { asTtyId } from '#shared/kernel/ids.ts';
import { Typist } from '../../../support/typist.ts';

const TTY = asTtyId(0);

test.each([
  ['', 'bash', 'at its prompt'],
  ['cat', 'cat', 'waits for a line'],
  ['read -n 1', 'bash', 'waits for a key'],
])('after %o, %s %s', (line, comm, words) => {
  const typist = new Typist();
  typist.line(line);
  const { ttys } = typist.machine.state;
  expect(waitingWords({ on: 'tty', tty: TTY, op: 'read' }, comm, ttys)).toBe(words);
});

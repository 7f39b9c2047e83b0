// Is a transcript cut where the commands are, and up to the moment that is looked at?
import { describe, expect, test } from 'vitest';
import { makeMachine } from '#app/attempts/make-machine.ts';
import type { KernelEvent } from '#shared/kernel/event.ts';
import { asTtyId } from '#shared/kernel/ids.ts';
import { transcriptOf } from '#shared/replay/transcript.ts';
import type { MachineInput } from '#shared/userland/input.ts';
import { FIGURE, must } from '../support/echo-lab.ts';

const TTY = asTtyId(0);
const line = (text: string, tty = TTY): MachineInput => ({ kind: 'line', tty, text });

function run(...inputs: readonly MachineInput[]) {
  const machine = makeMachine(FIGURE.world, 1);
  let from = 0;
  return [{ kind: 'boot' } as const, ...inputs].map((input) => {
    const events: readonly KernelEvent[] = must(machine.execute(input)).events;
    const done = { from, events };
    from += events.length;
    return done;
  });
}

function entriesOf(...inputs: readonly MachineInput[]) {
  return transcriptOf(run(...inputs), TTY, Infinity).entries;
}

describe('a transcript', () => {
  test('has the commands with what was answered', () => {
    expect(entriesOf(line('echo hi; echo ho'), line('cd /'), line('pwd'))).toEqual([
      { prompt: 'root@lab:~# ', typed: 'echo hi; echo ho', output: 'hi\nho\n' },
      { prompt: 'root@lab:~# ', typed: 'cd /', output: '' },
      { prompt: 'root@lab:/# ', typed: 'pwd', output: '/\n' },
    ]);
  });

  test('leaves what is typed into a program with the program', () => {
    const [cat, next] = entriesOf(
      line('cat'),
      line('meow'),
      { kind: 'key', tty: TTY, key: '^D' },
      line('true'),
    );
    expect(cat).toMatchObject({ typed: 'cat', output: 'meow\nmeow\n' });
    expect(next).toMatchObject({ typed: 'true' });
  });

  test('keeps a line that was given up, and what a program asks', () => {
    const [first, second] = entriesOf(
      line('read -p "name? " who'),
      line('me'),
      { kind: 'key', tty: TTY, key: '^C' },
      line('echo $who'),
    );
    expect(first?.output).toBe('name? me\nroot@lab:~# ^C\n');
    expect(second).toMatchObject({ typed: 'echo $who', output: 'me\n' });
  });

  test('is that of one terminal, with the prompt that waits', () => {
    const inputs = run(line('echo here'), line('echo there', asTtyId(1)));
    expect(transcriptOf(inputs, TTY, Infinity).entries.map(({ typed }) => typed)).toEqual(['echo here']);
    expect(transcriptOf(inputs, TTY, Infinity).prompt).toBe('root@lab:~# ');
    expect(transcriptOf(run(line('cat')), TTY, Infinity).prompt).toBe('');
  });

  test('ends at the moment that is looked at', () => {
    const inputs = run(line('echo one'), line('echo two'));
    const end = (inputs[1]?.from ?? 0) + (inputs[1]?.events.length ?? 0);
    expect(transcriptOf(inputs, TTY, end).entries.map(({ typed }) => typed)).toEqual(['echo one']);
    expect(transcriptOf(inputs, TTY, 0).entries).toEqual([]);
  });
});

// An option that the real program has and the lab has not: is it said, and is a wrong option still a wrong option?

import { describe, expect, it } from 'vitest';
import { asTtyId } from '#shared/kernel/ids.ts';
import { Machine } from '#shared/userland/machine.ts';
import { programTable } from '#shared/userland/programs/table.ts';
import { bare } from '#shared/userland/worlds/bare.ts';
import { leftOutOption } from '#shared/userland/libc/left-out-option.ts';
import { coreutilHelp } from '#shared/userland/libc/coreutils-help/coreutils-help.ts';

describe('an option that is refused', () => {
  it.each([
    ["invalid option -- 'b'", 'the option -b is not available in the lab'],
    ["unrecognized option '--parents'", 'the option --parents is not available in the lab'],
    ["unrecognized option '--backup=t'", 'the option --backup is not available in the lab'],
    ["invalid option -- 'y'", null],
    ["invalid option -- '?'", null],
    ["unrecognized option '--parent'", 'the option --parent is not available in the lab'],
    ["unrecognized option '--arent'", null],
    ["unrecognized option '--nonsense'", null],
    ["option requires an argument -- 't'", null],
  ])('is compared with the help of cp: %s', (problem, answer) => {
    expect(leftOutOption(problem, coreutilHelp('cp', 'cp'))).toBe(answer);
  });
});

describe('a machine', () => {
  it.each([
    ['cp -Z a b', 'cp: the option -Z is not available in the lab\n'],
    ['pmap -X 1', 'pmap: the option -X is not available in the lab\n'],
    ['findmnt -m', 'findmnt: the option -m is not available in the lab\n'],
  ])('says so: %s', (line, answer) => {
    const machine = new Machine({ world: bare, seed: 1, programs: programTable });
    machine.execute({ kind: 'boot' });
    const outcome = machine.execute({ kind: 'line', tty: asTtyId(0), text: line });
    const events = outcome.ok ? outcome.value.events : [];
    const shown = events.map((event) =>
      event.type === 'TtyWrote' && event.kind === 'output' ? event.text : '',
    );
    expect(shown.join('')).toBe(answer);
  });
});

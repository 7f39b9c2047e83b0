// What does Tab make of the words of a command that complete was told about?
import { beforeAll, describe, expect, test } from 'vitest';
import { makeMachine } from '#app/attempts/make-machine.ts';
import { asTtyId } from '#shared/kernel/ids.ts';
import { ASK } from '#shared/userland/completion.ts';
import type { Completion } from '#shared/userland/completion.ts';
import type { MachinePort } from '#shared/userland/machine-port.ts';
import { FIGURE, must } from '../../support/echo-lab.ts';

const TTY = asTtyId(0);

let machine: MachinePort;

beforeAll(() => {
  machine = makeMachine(FIGURE.world, 1);
  must(machine.execute({ kind: 'boot' }));
  const lines = [
    'mkdir -p rooms/attic; touch report.txt rest.md',
    'complete -W "start stop status" service',
    'complete -W "alpha" -P "<" -S ">" wrapped',
    'complete -o nospace -W "key=" setting',
    '_tool() { COMPREPLY=($(compgen -W "build:${COMP_WORDS[COMP_CWORD-1]} test" -- "$2")); }; complete -F _tool tool',
    '_told() { COMPREPLY=("$COMP_CWORD,$COMP_POINT,$1,$2,$3"); }; complete -F _told told',
    '_space() { COMPREPLY=(once); compopt -o nospace; }; complete -F _space spaced',
    "complete -f -X '!*.txt' texts; complete -d rooms; complete -W none -o default either",
    'complete -C "echo from" asked; _later() { complete -W loaded later; return 124; }; complete -D -F _later',
    'complete -o nosort -W "zeta beta" unsorted; words="one two"; complete -W "\\$words" varied; cd .',
  ];
  for (const text of lines) must(machine.execute({ kind: 'line', tty: TTY, text }));
});

function complete(before: string): Completion {
  const first = machine.complete(TTY, before);
  if (first.asks !== true) return first;
  must(machine.execute({ kind: 'keys', tty: TTY, text: before + ASK }));
  return machine.complete(TTY, before);
}

/** The line after Tab; a bar where several ways to go on are left. */
function tab(before: string): string {
  const { from, text, candidates } = complete(before);
  return before.slice(0, from) + text + (candidates.length > 0 ? '|' : '');
}

describe('a specification', () => {
  test.each([
    ['service star', 'service start '],
    ['service st', 'service st|'],
    ['/usr/sbin/service stat', '/usr/sbin/service status '],
    ['echo hi; A=1 service sto', 'echo hi; A=1 service stop '],
    ['wrapped ', 'wrapped <alpha> '],
    ['setting k', 'setting key='],
    ['varied tw', 'varied two '],
    ['tool t', 'tool test '],
    ['tool x b', 'tool x build:x '],
    ['told a b', 'told a 2,8,told,b,a '],
    ['told --x=y', 'told --x=3,10,told,y,= '],
    ['spaced ', 'spaced once'],
    ['texts re', 'texts report.txt '],
    ['rooms ro', 'rooms rooms/'],
    ['either rep', 'either report.txt '],
    ['asked w', 'asked from asked w asked '],
    ['later ', 'later loaded '],
    ['service st > re', 'service st > re|'],
  ])('%s', (before, after) => {
    expect(tab(before)).toBe(after);
  });

  test('lists all ways in order, and in their own with nosort', () => {
    expect(complete('service st').candidates).toEqual(['start', 'status', 'stop']);
    expect(complete('unsorted ').candidates).toEqual(['zeta', 'beta']);
  });

  test('leaves the prompt, the status and the line as they were', () => {
    complete('tool t');
    expect(machine.atPrompt(TTY)).toBe(true);
    const outcome = must(
      machine.execute({ kind: 'line', tty: TTY, text: 'echo "[$?]$COMP_LINE$COMPREPLY"' }),
    );
    const shown = outcome.events.flatMap((event) => (event.type === 'TtyWrote' && event.kind === 'output' ? [event.text] : [])); // prettier-ignore
    expect(shown.join('')).toBe('[0]\n');
  });
});

// Does the machine survive what can be typed into it? Each line ends soon, in words, and the next one is answered.

import { describe, expect, test } from 'vitest';
import { HostileLines } from '../../support/hostile-lines.ts';

interface Attack {
  readonly what: string;
  readonly lines: readonly string[];
  /** What stands on the terminal, or what the limit says. */
  readonly told: string;
}

const TOO_DEEP: readonly Attack[] = [
  ['subshells', `${'( '.repeat(300)}echo x${' )'.repeat(300)}`],
  ['groups', `${'{ '.repeat(10_000)}echo x;${' }'.repeat(10_000)}`],
  ['functions', `${'f() { '.repeat(5000)}:;${'}'.repeat(5000)}`],
  ['unfinished ifs', 'if '.repeat(10_000)],
  ['unfinished substitutions', '$('.repeat(100_000)],
  ['substitutions', `echo ${'$(echo '.repeat(1000)}x${')'.repeat(1000)}`],
  ['defaults', `echo ${'${x:-'.repeat(1000)}${'}'.repeat(1000)}`],
  ['parentheses of [[', `[[ ${'( '.repeat(1000)}x ${') '.repeat(1000)}]]`],
  ['negations in [[', `[[ ${'! '.repeat(100_000)}x ]]`],
].map(([what = '', line = '']) => ({ what, lines: [line], told: 'syntax error: nested more than 100 deep' }));

const ENDLESS = 'bash: nested more than 300 deep. Does it call itself without end?';
const WITHOUT_END: readonly Attack[] = [
  { what: 'a function that calls itself', lines: ['f(){ f; }; f'], told: ENDLESS },
  { what: 'deep inside', lines: ['f(){ if :; then while :; do case x in x) { f; } ;; esac; done; fi; }; f'], told: ENDLESS }, // prettier-ignore
  { what: 'eval', lines: ['f=\'eval "$f"\'; eval "$f"'], told: ENDLESS },
  { what: 'source', lines: ['echo ". /tmp/r" > /tmp/r; . /tmp/r'], told: ENDLESS },
  { what: 'FUNCNEST', lines: ['FUNCNEST=3; f(){ f; }; f'], told: 'bash: f: maximum function nesting level exceeded (3)' }, // prettier-ignore
  {
    what: 'arithmetic',
    lines: [`let x=${'-'.repeat(10_000)}1`],
    told: 'expression recursion level exceeded',
  },
  { what: 'variables that name each other', lines: ['a=b b=a; echo $((a))'], told: 'expression recursion level exceeded' }, // prettier-ignore
];

describe.each([...TOO_DEEP, ...WITHOUT_END])('$what', ({ lines, told }) => {
  test('ends in words, and the next line is answered', () => {
    const machine = new HostileLines();
    const shown = lines.map((line) => machine.type(line)).join('');
    expect(shown).toContain(told);
    expect(machine.isAlive()).toBe(true);
  });
});

test('thirty substitutions inside each other are carried out', () => {
  const line = `echo ${'$(echo '.repeat(30)}deep${')'.repeat(30)}`;
  expect(new HostileLines().type(line)).toContain('\ndeep\n');
});

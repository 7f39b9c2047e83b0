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
    lines: [`let x=${'-'.repeat(500)}1`],
    told: 'expression recursion level exceeded',
  },
  { what: 'variables that name each other', lines: ['a=b b=a; echo $((a))'], told: 'expression recursion level exceeded' }, // prettier-ignore
];

const TOO_MUCH: readonly Attack[] = [
  { what: 'a text that doubles', lines: ['x=a; while :; do x=$x$x; done'], told: 'bash: xrealloc: cannot allocate 25165824 bytes' }, // prettier-ignore
  { what: 'a text that is appended to itself', lines: ['x=aaaa; while :; do x+=$x; done'], told: 'xrealloc: cannot allocate' }, // prettier-ignore
  { what: 'a text that is put into itself', lines: ['x=" "; x=$x$x$x$x; while :; do x=${x// /$x}; done'], told: 'xrealloc: cannot allocate' }, // prettier-ignore
  { what: 'parameters that double', lines: ['set a b; while :; do set -- "$@" "$@"; done'], told: 'words: the most are 200000' }, // prettier-ignore
  { what: 'a long sequence', lines: ['for i in {1..10000000}; do :; done'], told: 'cannot allocate 10000000 words' }, // prettier-ignore
  { what: 'a product of braces', lines: ['echo {a..z}{a..z}{a..z}{a..z}{a..z}'], told: 'words: the most are 200000' }, // prettier-ignore
  { what: 'braces inside each other', lines: [`echo ${'{a,'.repeat(300)}${'}'.repeat(300)}`], told: 'brace expansion: nested more than 100 deep' }, // prettier-ignore
  { what: 'in a pipeline', lines: ['echo {1..10000000} | cat'], told: 'cannot allocate 10000000 words' },
  { what: 'a wide number', lines: ["printf '%*d' 2147483647 1"], told: 'cannot allocate 2147483647 bytes' },
  { what: 'a wide number of a program', lines: ['/usr/bin/printf %2000000000d 1'], told: 'Killed' },
  { what: 'an endless substitution', lines: ['x=$(yes)'], told: 'xrealloc: cannot allocate' },
  { what: 'a line without end', lines: ['cat /dev/zero | sort; echo $?'], told: '\n137\n' },
  {
    what: 'arguments of a program',
    lines: ['/bin/echo $(printf %140000s x | tr " " x)'],
    told: 'Argument list too long',
  },
];

const TOO_SLOW: readonly Attack[] = [
  { what: 'brackets that never close', lines: [`: ${'['.repeat(300_000)}; echo "" done`], told: ' done' },
  {
    what: 'brackets that close late',
    lines: [`: ${'[\\]'.repeat(30_000)}`],
    told: 'takes too long to match',
  },
  {
    what: 'repeats of repeats',
    lines: ['x=$(printf %3000d 1); [[ $x =~ (.+)+$b ]]; echo "" $?'],
    told: ' 0\n',
  },
  { what: 'many stars', lines: ['x=$(printf %2000d 1); [[ $x == *\\ *\\ *\\ *\\ *b ]]; echo "" $?'], told: ' 1\n' }, // prettier-ignore
  { what: 'long ends', lines: ['x=$(seq 1 20000); y=${x%%1*2*3*999}; echo "" ${#y}'], told: ' 1' },
  { what: 'an automaton of thousands of states', lines: ['printf %20000d 1 > /tmp/f; grep -E "(( {1,50}){1,50})b" /tmp/f'], told: 'Killed' }, // prettier-ignore
  { what: 'names that lead back', lines: ['echo /*/../*/../*/../*/../*/../*/..'], told: 'words: the most are 200000' }, // prettier-ignore
  { what: 'a list of many words', lines: ['for i in {1..50000}; do :; done; echo "" done'], told: ' done' },
];

const BY_PROGRAMS: readonly Attack[] = [
  { what: 'read that is interrupted', lines: ['read x < /dev/zero'], told: '/dev/zero' },
  { what: 'mapfile of many lines', lines: ['mapfile -t a < <(seq 1 20000); echo "" ${#a[@]}'], told: ' 20000\n' }, // prettier-ignore
  { what: 'an array without end', lines: ["awk 'BEGIN{while(1) a[i++]=1}'"], told: 'Killed' },
  { what: 'a billion fields', lines: ["awk 'BEGIN{NF=1e12}'"], told: 'Killed' },
  { what: 'a text that doubles in awk', lines: ['awk \'BEGIN{x="x"; while(1) gsub(/x/,"xx",x)}\''], told: 'Killed' }, // prettier-ignore
  { what: 'a jump without end', lines: ['echo x | sed -e :a -e ba; echo "" $?'], told: ' 137\n' },
  { what: 'a text that doubles in sed', lines: ['echo x | sed -e :a -e "s/x/xx/g;ta"; echo "" $?'], told: ' 137\n' }, // prettier-ignore
  { what: 'a hold space that grows', lines: ['echo x | sed -e :a -e "G;H;ba"; echo "" $?'], told: ' 137\n' },
  {
    what: 'a prompt that is too long',
    lines: ["PS1='$(yes)x '", "PS1='$ '"],
    told: 'xrealloc: cannot allocate',
  },
];

describe.each([...TOO_DEEP, ...WITHOUT_END, ...TOO_MUCH, ...TOO_SLOW, ...BY_PROGRAMS])(
  '$what',
  ({ lines, told }) => {
    test('ends in words, and the next line is answered', () => {
      const machine = new HostileLines();
      const shown = lines.map((line) => machine.type(line)).join('');
      expect(shown.slice(-2000)).toContain(told);
      expect(machine.isAlive()).toBe(true);
    });
  },
);

test('thirty substitutions inside each other are carried out', () => {
  const line = `echo ${'$(echo '.repeat(30)}deep${')'.repeat(30)}`;
  expect(new HostileLines().type(line)).toContain('\ndeep\n');
});

test('a line of hundreds of kilobytes is not taken for a loop', () => {
  const machine = new HostileLines();
  expect(machine.type(`echo ${'a '.repeat(150_000)}| wc -w`).slice(-100)).toContain('\n150000\n');
  expect(machine.limit).toBeNull();
});

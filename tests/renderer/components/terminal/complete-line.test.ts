// Does Tab finish what can only be meant one way, and name the ways where there are several?
import { expect, test } from 'vitest';
import { completeLine } from '../../../../renderer/components/terminal/complete-line.ts';

const WORDS = { commands: ['ps', 'pstree', 'unshare', 'sleep', 'kill'], pids: [1, 12, 13] };

/** The line with a caret where the cursor stands, before and after. */
function tab(line: string): readonly [string, readonly string[]] {
  const cursor = [...line].indexOf('^');
  const { text, cursor: to, candidates } = completeLine(line.replace('^', ''), cursor, WORDS);
  const points = [...text];
  return [[...points.slice(0, to), '^', ...points.slice(to)].join(''), candidates];
}

test.each([
  ['a command that only one begins so', 'unsh^', 'unshare ^', []],
  ['a command that several begin so, as far as they agree', 'p^', 'p^', ['ps', 'pstree', 'pwd']],
  ['a command that is a builtin and a program, once', 'kil^', 'kill ^', []],
  ['nothing where nothing begins so', 'xyz^', 'xyz^', []],
  ['the command behind a pipe, a list or a substitution', 'ps | sle^', 'ps | sleep ^', []],
  ['the command behind a semicolon', 'cd /; unsh^', 'cd /; unshare ^', []],
  ['what stands behind the cursor stays', 'unsh^ --pid', 'unshare ^ --pid', []],
  ['a signal', 'kill -K^', 'kill -KILL ^', []],
  ['signals that begin alike', 'kill -T^', 'kill -T^', ['-TERM', '-TSTP']],
  ['the number of a process', 'kill 1^', 'kill 1^', ['1', '12', '13']],
  ['a number that is whole', 'kill 12^', 'kill 12 ^', []],
  ['a folder of /proc', 'cat /proc/se^', 'cat /proc/self/^', []],
  ['a file of a process', 'cat /proc/12/stat^', 'cat /proc/12/stat^', ['/proc/12/stat', '/proc/12/status']],
  [
    'the links of its namespaces',
    'readlink /proc/12/ns/pid_^',
    'readlink /proc/12/ns/pid_for_children ^',
    [],
  ],
  ['no number where none is meant', 'echo 1^', 'echo 1^', []],
  [
    'the whole list of commands for an empty line',
    '^',
    '^',
    [
      'bg',
      'cd',
      'echo',
      'exec',
      'exit',
      'export',
      'fg',
      'jobs',
      'kill',
      'ps',
      'pstree',
      'pwd',
      'set',
      'sleep',
      'trap',
      'type',
      'ulimit',
      'unset',
      'unshare',
      'wait',
    ],
  ],
])('%s', (_what, before, after, candidates) => {
  expect(tab(before)).toEqual([after, candidates]);
});

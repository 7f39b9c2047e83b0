// What find of findutils 4.9.0 answers, compared with a real one; where the order is that of a directory, it is sorted.

import { describe, expect, it } from 'vitest';
import { asTtyId } from '#shared/kernel/ids.ts';
import { Machine } from '#shared/userland/machine.ts';
import { programTable } from '#shared/userland/programs/table.ts';
import { bare } from '#shared/userland/worlds/bare.ts';

const TREE = 'mkdir -p a/b/c; touch a/f1 a/b/f2.txt; echo x > a/b/c/f3.TXT; ln -s f1 a/l';

/** What the terminal shows after this line in a directory with a tree, prompt and echo apart. */
function typed(line: string): string {
  const machine = new Machine({ world: bare, seed: 1, programs: programTable });
  machine.execute({ kind: 'boot' });
  machine.execute({ kind: 'line', tty: asTtyId(0), text: TREE });
  const outcome = machine.execute({ kind: 'line', tty: asTtyId(0), text: line });
  if (!outcome.ok) throw new Error(outcome.error.message);
  return outcome.value.events
    .flatMap((event) => (event.type === 'TtyWrote' && event.kind === 'output' ? [event.text] : []))
    .join('');
}

function sorted(line: string): readonly string[] {
  return typed(line).split('\n').filter((path) => path !== '').sort(); // prettier-ignore
}

describe('what is found', () => {
  it.each([
    ['find a', 'a a/b a/b/c a/b/c/f3.TXT a/b/f2.txt a/f1 a/l'],
    ['find a -name "*.txt"', 'a/b/f2.txt'],
    ['find a -iname "*.txt"', 'a/b/c/f3.TXT a/b/f2.txt'],
    ['find a -type d', 'a a/b a/b/c'],
    ['find a -type l,f', 'a/b/c/f3.TXT a/b/f2.txt a/f1 a/l'],
    ['find a -xtype f -name l', 'a/l'],
    ['find a/ -maxdepth 1', 'a/ a/b a/f1 a/l'],
    ['find a -mindepth 2 -maxdepth 2', 'a/b/c a/b/f2.txt'],
    ['find a -path "*/b/*"', 'a/b/c a/b/c/f3.TXT a/b/f2.txt'],
    ['find a ! -type d -size 0', 'a/b/f2.txt a/f1'],
    ['find a -type f -not -empty', 'a/b/c/f3.TXT'],
    ['find a -type d -o -name f1', 'a a/b a/b/c a/f1'],
    ['find a \\( -type d -o -name f1 \\) -name "*1"', 'a/f1'],
    ['find a -name b -prune -o -print', 'a a/f1 a/l'],
    ['find a -user root -group 0 -perm -400 -name f1', 'a/f1'],
    ['find a -perm 644', 'a/b/c/f3.TXT a/b/f2.txt a/f1'],
    ['find a -newer a', ''],
    ['find -L a -maxdepth 1 -type f', 'a/f1 a/l'],
    ['find a -lname f1', 'a/l'],
    ['find a -maxdepth 1 , -name f1', 'a/f1'],
    ['find a -name f1 -exec echo x{}x {} \\;', 'xa/f1x a/f1'],
    ['find a -name "f?" -exec false \\; -print', ''],
    [
      'find a -name f1 -printf "%p %f %h %d %y %m %u %s %P %%|%5d|\\n"',
      'a/f1 f1 a 1 f 644 root 0 f1 %|    1|',
    ],
    ['find /proc/self/ns/ -name "pid*" -type l', '/proc/self/ns/pid /proc/self/ns/pid_for_children'],
    ['find /proc/1 -maxdepth 1 -name "stat*"', '/proc/1/stat /proc/1/statm /proc/1/status'],
  ])('%s', (line, answer) => {
    expect(sorted(line).join(' ')).toBe(answer);
  });

  it('shows what is in a directory before the directory with -depth', () => {
    expect(typed('find a/b/c -depth; find a/b/c')).toBe('a/b/c/f3.TXT\na/b/c\na/b/c\na/b/c/f3.TXT\n');
  });
});

describe('what is done', () => {
  it('runs one command for all files, whose failure it ends with', () => {
    expect(typed('find a/b/c -exec echo all {} +; find a -exec false {} +; echo $?')).toBe(
      'all a/b/c a/b/c/f3.TXT\n1\n',
    );
  });

  it('deletes what is in a directory first', () => {
    expect(typed('find a/b -delete -print; find a/b; find a -maxdepth 0 -delete')).toBe(
      'a/b/c/f3.TXT\na/b/c\na/b/f2.txt\na/b\n' +
        'find: ‘a/b’: No such file or directory\nfind: cannot delete ‘a’: Directory not empty\n',
    );
  });

  it('finds nothing in what it may not read', () => {
    expect(typed('mkdir p; chmod 0 p; setpriv --reuid=1000 find /root/p; echo $?')).toBe(
      'find: ‘/root/p’: Permission denied\n1\n',
    );
  });
});

describe('what is wrong', () => {
  it.each([
    ['find a -foo', "unknown predicate `-foo'"],
    ['find a -name', "missing argument to `-name'"],
    ['find a -type x', 'Unknown argument to -type: x'],
    ['find a -type fd', "Must separate multiple arguments to -type using: ','"],
    ['find a -maxdepth -1', 'Expected a positive decimal integer argument to -maxdepth, but got ‘-1’'],
    ['find a -exec echo {}', "missing argument to `-exec'"],
    [
      'find a -exec echo a{} +',
      'In ‘-exec ... {} +’ the ‘{}’ must appear by itself, but you specified ‘a{}’',
    ],
    ['find a -user nosuch', '‘nosuch’ is not the name of a known user'],
    ['find a -group nosuch', '‘nosuch’ is not the name of an existing group'],
    ['find a -uid x', "invalid argument `x' to `-uid'"],
    ['find a -perm x', 'invalid mode ‘x’'],
    ['find a -size x', "invalid -size type `x'"],
    ['find a -newer nosuch', '‘nosuch’: No such file or directory'],
    ['find a \\!', "expected an expression after '!'"],
    ['find a -name x -o', "expected an expression after '-o'"],
    ['find a -o -print', "invalid expression; you have used a binary operator '-o' with nothing before it."],
    [
      'find a \\( -name x',
      "invalid expression; I was expecting to find a ')' somewhere but did not see one.",
    ],
    ['find a \\( \\)', 'invalid expression; empty parentheses are not allowed.'],
    ['find a -name x y', "paths must precede expression: `y'"],
    ['find nosuch', '‘nosuch’: No such file or directory'],
    ['find a -files0-from x', "the predicate `-files0-from' is not available in the lab"],
  ])('%s', (line, complaint) => {
    expect(typed(`${line}; echo $?`)).toBe(`find: ${complaint}\n1\n`);
  });
});

it('warns who sits at a terminal of what is easily got wrong', () => {
  expect(typed('find a -name f1 -maxdepth 0')).toBe(
    'find: warning: you have specified the global option -maxdepth after the argument -name, but global options are not positional, i.e., -maxdepth affects tests specified before it as well as those specified after it.  Please specify global options before other arguments.\n',
  );
  expect(typed('find a -name a/b < /dev/null')).toBe('');
  expect(typed('find a -name a/b')).toContain('find: warning: ‘-name’ matches against basenames only');
  expect(typed('cd a/b; find . -name c f2.txt')).toBe(
    "find: paths must precede expression: `f2.txt'\nfind: possible unquoted pattern after predicate `-name'?\n",
  );
});

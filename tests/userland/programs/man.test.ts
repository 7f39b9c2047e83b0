// Does man show the lab's own pages, through a pager where that makes sense?

import { expect, test } from 'vitest';
import { asTtyId } from '#shared/kernel/ids.ts';
import { Machine } from '#shared/userland/machine.ts';
import type { MachineInput } from '#shared/userland/input.ts';
import { programTable } from '#shared/userland/programs/table.ts';
import { bare } from '#shared/userland/worlds/bare.ts';

const TTY = asTtyId(0);

/** What came of each of the lines, as output; the echo and prompts left out. */
function typed(...lines: readonly string[]): readonly string[] {
  const machine = new Machine({ world: bare, seed: 1, programs: programTable });
  const feed = (input: MachineInput): string => {
    const outcome = machine.execute(input);
    if (!outcome.ok) throw new Error(outcome.error.message);
    return outcome.value.events
      .map((event) => (event.type === 'TtyWrote' && event.kind === 'output' ? event.text : ''))
      .join('');
  };
  feed({ kind: 'boot' });
  return lines.map((text) => feed({ kind: 'line', tty: TTY, text }));
}

test('a page is shown by less, which tells whose page it is', () => {
  const [begin, page, end] = typed('man nohup', '', 'q');
  expect(begin).toBe('WARNING: terminal is not fully functional\nPress RETURN to continue ');
  expect(page).toContain('nohup - run a program that ignores hangups');
  expect(page).toMatch(/ Manual page nohup\(1\) line 1\/12 \(END\) \(press h for help or q to quit\)$/);
  expect(end).toBe('\r');
});

test('another pager is taken from -P, MANPAGER or PAGER, in this order', () => {
  const [fromOption] = typed('PAGER=more man -P cat nohup');
  const [fromManPager] = typed('PAGER=more MANPAGER=cat man nohup');
  expect(fromOption).toContain('nohup - run a program that ignores hangups');
  expect(fromOption).not.toContain('--More--');
  expect(fromManPager).toBe(fromOption);
  expect(typed('PAGER=more man nohup')[0]).toContain('--More--');
});

test('into a pipe a page goes as it is, 78 columns wide', () => {
  const [head] = typed('COLUMNS= man nohup | head -n 1');
  expect(head).toBe(`NOHUP(1)${' '.repeat(25)}User Commands${' '.repeat(24)}NOHUP(1)\n`);
});

test('between two pages somebody is asked whether to go on', () => {
  // the Enter behind the q answers
  const [, , asked, next] = typed('man nohup setsid', '', 'q', '');
  expect(asked).toContain(
    '--Man-- next: setsid(1) [ view (return) | skip (Ctrl-D) | quit (Ctrl-C) ]\nWARNING',
  );
  expect(next).toContain('run a program in a session of its own');
});

test('a section has only its own pages, however it is asked for', () => {
  expect(typed('man 8 nohup')).toEqual(['No manual entry for nohup in section 8\n']);
  for (const command of ['man 1 nohup', 'man -s 1 nohup', 'man nohup.1', "man 'nohup(1)'"])
    expect(typed(`${command} | grep -c hangups`)).toEqual(['1\n']);
});

test('for a program of the lab without a page man says where to look', () => {
  expect(typed('man ls')[0]).toMatch(
    /^No manual entry for ls\nThe manual of the lab is short: see 'ls --help'/,
  );
});

test('whatis and apropos know the pages', () => {
  expect(typed('whatis nohup; man -f proc; apropos hangup')).toEqual([
    'nohup (1)            - run a program that ignores hangups\n' +
      'proc (5)             - processes as files\n' +
      'nohup (1)            - run a program that ignores hangups\n',
  ]);
});

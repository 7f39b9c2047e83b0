// What does Ctrl-D do, to a program that reads and to a shell? As recorded of bash 5.2 in terminals of both kinds.
import { expect, test } from 'vitest';
import { Typist } from '../../support/typist.ts';

test('a program gets what was typed so far, and the end where there is nothing', () => {
  const typist = new Typist();
  typist.line('cat');
  expect(typist.keys('abc\x04')).toBe('abcabc');
  expect(typist.keys('d\x04e\x04')).toBe('dede');
  expect(typist.keys('\x04')).toBe('root@lab:~# ');
});

test('a shell that is told to ignores it so often in a row', () => {
  const typist = new Typist();
  typist.line('bash');
  typist.line('IGNOREEOF=2');
  const told = 'Use "exit" to leave the shell.\nroot@lab:~# ';
  expect([typist.keys('\x04'), typist.keys('\x04')]).toEqual([told, told]);
  typist.line('true');
  expect([typist.keys('\x04'), typist.keys('\x04')]).toEqual([told, told]);
  expect(typist.keys('\x04')).toBe('exit\nroot@lab:~# ');
  typist.line('set -o ignoreeof');
  expect([typist.line('echo $IGNOREEOF'), typist.keys('\x04')]).toEqual([
    'echo $IGNOREEOF\n10\nroot@lab:~# ',
    told,
  ]);
  typist.line('set +o ignoreeof');
  expect(typist.line('echo ${IGNOREEOF-unset}')).toContain('unset\n');
});

test('sh asks once where there are stopped jobs', () => {
  const typist = new Typist();
  typist.line("PS1='$ ' sh");
  typist.line('sleep 100');
  typist.signal('^Z');
  expect(typist.line('exit')).toBe('exit\nYou have stopped jobs.\n$ ');
  expect(typist.line('exit')).toBe('exit\nroot@lab:~# ');
});

test('says so in a row of its own where the terminal can tell a paste from typing', () => {
  const typist = new Typist();
  typist.line('TERM=xterm bash');
  expect(typist.keys('\x04')).toBe('\nexit\nroot@lab:~# ');
});

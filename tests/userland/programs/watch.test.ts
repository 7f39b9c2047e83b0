// Does watch repeat its command, and say what has changed?

import { describe, expect, it } from 'vitest';
import { Typist } from '../../support/typist.ts';

describe('watch', () => {
  it('writes pictures one after the other where the terminal can only write', () => {
    const typist = new Typist();
    const first = typist.line('watch -n 1 echo hi');
    expect(first).toMatch(/Every 1\.0s: echo hi +lab: Mon Jan .* 2026\n\nhi\n$/);
    expect(first).not.toContain('\x1b[H');
    expect(typist.wait(1_000)).toContain('\n\nhi\n');
  });

  it('leaves at Ctrl-C as if all was well', () => {
    const typist = new Typist();
    typist.line('watch -t -n 1 echo hi');
    typist.signal('^C');
    expect(typist.command('echo $?')).toBe('0\n');
  });

  it('marks what is not as it was, on a terminal that can', () => {
    const typist = new Typist();
    typist.line('echo abc > f; (sleep 1.5; echo axc > f) &');
    typist.line('TERM=xterm watch -t -d -n 1 cat f');
    expect(typist.wait(2_100)).toContain('a\x1b[7mx\x1b[27mc');
  });

  it.each([
    ['watch -t -g -n 1 cat f', 0],
    ['watch -t -q 2 -n 0.1 echo x', 0],
  ])('leaves when its condition is met: %s', (line, status) => {
    const typist = new Typist();
    typist.line('echo 1 > f; (sleep 1.5; echo 2 > f) &');
    typist.line(line);
    typist.wait(4_000);
    expect(typist.command('echo $?')).toContain(`${status}\n`);
  });

  it('waits for a key before it leaves with a command that failed, and beeps', () => {
    const typist = new Typist();
    const shown = typist.line('watch -t -b -e false');
    expect(shown).toContain('\x07');
    expect(shown).toMatch(/command exit with a non-zero status, press a key to exit$/);
    typist.line('');
    expect(typist.command('echo $?')).toBe('8\n');
  });

  it('cuts long lines only when asked to', () => {
    const long = 'x'.repeat(130);
    const shown = (option: string): string => new Typist().line(`watch -t ${option} -n 1 echo ${long}`);
    expect(shown('-w')).toMatch(/\nx{120}\n/);
    expect(shown('')).toContain(`${long}\n`);
  });

  it('says what is wrong with its numbers', () => {
    expect(new Typist().command('watch -n x date')).toBe(
      "watch: failed to parse argument: 'x': Invalid argument\n",
    );
  });
});

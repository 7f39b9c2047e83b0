// What does stty print and change, and what do the keys that it sets do? coreutils 9.1

import { describe, expect, it } from 'vitest';
import { asTtyId } from '#shared/kernel/ids.ts';
import { Machine } from '#shared/userland/machine.ts';
import type { MachineInput } from '#shared/userland/input.ts';
import { bash } from '#shared/userland/bash/bash.ts';
import { programTable } from '#shared/userland/programs/table.ts';
import { bare } from '#shared/userland/worlds/bare.ts';
import { run } from '../../support/run-programs.ts';

const TTY = asTtyId(0);
const FIRST = 'speed 38400 baud; line = 0;\n';

describe('stty', () => {
  it.each([
    ['stty', `${FIRST}-brkint -imaxbel\n`],
    ['stty sane', FIRST],
    ['stty raw', `${FIRST}min = 1; time = 0;\n-brkint -icrnl -imaxbel\n-opost\n-isig -icanon\n`],
    ['stty intr ^K quit ^- susp undef eof 0x5', `${FIRST}intr = ^K; quit = <undef>; eof = ^E; susp = <undef>;\n-brkint -imaxbel\n`], // prettier-ignore
    ['stty -- echo', `${FIRST}-brkint -imaxbel\n`],
    ['stty 2502:5:bf:8a3b:4:1c:7f:15:4:0:1:0:11:13:1a:0:12:f:17:16:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0', `${FIRST}intr = ^D;\n`], // prettier-ignore
  ])('%s', (command, screen) => {
    expect(run(command, 'stty').screen.endsWith(screen)).toBe(true);
  });

  it('saves what it can restore', () => {
    expect(run('stty -g').screen).toMatch(/^500:5:bf:8a3b:3:1c:7f:15:4:0:1:0:11:13:1a:(0:)?/);
  });

  it('breaks its lines where the screen ends', () => {
    const lines = run('stty columns 70 rows 10', 'stty -a').screen.split('\n');
    expect(lines[0]).toBe('speed 38400 baud; rows 10; columns 70; line = 0;');
    expect(lines[5]).toBe('-ignbrk -brkint -ignpar -parmrk -inpck -istrip -inlcr -igncr icrnl ixon');
  });

  it.each([
    ['stty intr abc', 'stty: invalid integer argument: ‘abc’\n'],
    ['stty intr 256', 'stty: invalid integer argument: ‘256’: Numerical result out of range\n'],
    ['stty rows', "stty: missing argument to ‘rows’\nTry 'stty --help' for more information.\n"],
    ['stty echo nosuch', "stty: invalid argument ‘nosuch’\nTry 'stty --help' for more information.\n"],
    ['stty -a echo', 'stty: when specifying an output style, modes may not be set\n'],
    ['stty -F /etc/passwd', 'stty: /etc/passwd: Inappropriate ioctl for device\n'],
    ['stty -F /nosuch', 'stty: /nosuch: No such file or directory\n'],
    ['stty -F /dev/pts/0 size', '40 120\n'],
    ['stty erase ^H', 'stty: the option erase is not available in the lab\n'],
    ['stty -echoe', 'stty: the option -echoe is not available in the lab\n'],
    ['stty 9600', 'stty: the option 9600 is not available in the lab\n'],
  ])('%s', (command, screen) => {
    expect(run(command).screen).toBe(screen);
  });
});

describe('keys that were changed', () => {
  /** What the terminal shows after these lines and keys. */
  function shown(...typed: readonly string[]): string {
    const machine = new Machine({ world: bare, seed: 1, programs: new Map([...programTable, ['/usr/bin/bash', bash]]) }); // prettier-ignore
    let screen = '';
    const feed = (input: MachineInput): void => {
      const outcome = machine.execute(input);
      if (!outcome.ok) throw new Error(outcome.error.message);
      for (const event of outcome.value.events) if (event.type === 'TtyWrote' && event.kind !== 'prompt') screen += event.text; // prettier-ignore
    };
    feed({ kind: 'boot' });
    for (const text of typed) {
      if (text === '^C') feed({ kind: 'key', tty: TTY, key: text });
      else if (text.startsWith('keys ')) feed({ kind: 'keys', tty: TTY, text: text.slice(5) });
      else feed({ kind: 'line', tty: TTY, text });
    }
    return screen;
  }

  it('another key than ^C interrupts', () => {
    expect(shown('stty intr ^K', 'sleep 100', 'keys \u000b', 'echo $?')).toMatch(/\^K\n.*130\n/s);
    expect(shown('stty intr ^K', 'sleep 100', '^C', 'echo $?')).not.toContain('130');
  });

  it('without isig nothing does', () => {
    expect(shown('stty -isig', 'cat', '^C', 'x').endsWith('^Cx\n\u0003x\n')).toBe(true);
  });

  it('the end of the file is where eof is', () => {
    expect(shown('stty eof ^C intr ^D', 'cat', 'x', '^C', 'echo $?')).toMatch(/x\nx\n.*0\n/s);
  });
});

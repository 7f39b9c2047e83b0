// What od of coreutils 9.1 shows.

import { expect, it } from 'vitest';
import { asTtyId } from '#shared/kernel/ids.ts';
import { Machine } from '#shared/userland/machine.ts';
import { programTable } from '#shared/userland/programs/table.ts';
import { bare } from '#shared/userland/worlds/bare.ts';

function typed(line: string): string {
  const machine = new Machine({ world: bare, seed: 1, programs: programTable });
  machine.execute({ kind: 'boot' });
  const outcome = machine.execute({ kind: 'line', tty: asTtyId(0), text: line });
  if (!outcome.ok) throw new Error(outcome.error.message);
  return outcome.value.events
    .flatMap((event) => (event.type === 'TtyWrote' && event.kind === 'output' ? [event.text] : []))
    .join('');
}

it.each([
  ["printf 'ab\\ncd\\te\\0f\\001' | od -c", '0000000   a   b  \\n   c   d  \\t   e  \\0   f 001\n0000012\n'],
  ["printf 'ab\\ncd' | od -An -tx1", ' 61 62 0a 63 64\n'],
  ['printf abc | od', '0000000 061141 000143\n0000003\n'],
  ['printf abcd | od -An -td1', '   97   98   99  100\n'],
  ['printf abc | od -Ax -tx1', '000000 61 62 63\n000003\n'],
  ['printf abc | od -Ad -tx1z', '0000000 61 62 63                                         >abc<\n0000003\n'],
  ["printf 'a b' | od -a", '0000000   a  sp   b\n0000003\n'],
  ['seq 9 | od -An -tx1 -w8', ' 31 0a 32 0a 33 0a 34 0a\n 35 0a 36 0a 37 0a 38 0a\n 39 0a\n'],
  ['yes a | head -c 64 | od -An -tx2', ' 0a61 0a61 0a61 0a61 0a61 0a61 0a61 0a61\n*\n'],
  ['yes a | head -c 8 | od -An -v -tx2 -w4', ' 0a61 0a61\n 0a61 0a61\n'],
  ['printf abcdef | od -j 2 -N 3 -c', '0000002   c   d   e\n0000005\n'],
  [
    'printf abcdefgh | od -tx4 -tx1',
    '0000000    64636261    68676665\n        61 62 63 64 65 66 67 68\n0000010\n',
  ],
  ['printf abcdefghi | od -l', '0000000  7523094288207667809                  105\n0000011\n'],
  ['printf é | od -c', '0000000 303 251\n0000002\n'],
  ['od -An -tx1 -N4 /dev/zero', ' 00 00 00 00\n'],
  ['od -c /proc/self/cmdline', '0000000   o   d  \\0   -   c  \\0   /   p   r   o   c   /   s   e   l   f\n0000020   /   c   m   d   l   i   n   e  \\0\n0000031\n'], // prettier-ignore
  ['od nosuch; echo $?', 'od: nosuch: No such file or directory\n1\n'],
  ['od -t y', "od: invalid character 'y' in type string ‘y’\n"],
  ['od -A q', "od: invalid output address radix 'q'; it must be one character from [doxn]\n"],
  ['od -w3 /dev/null', 'od: warning: invalid width 3; using 2 instead\n0000000\n'],
])('%s', (line, answer) => {
  expect(typed(line)).toBe(answer);
});

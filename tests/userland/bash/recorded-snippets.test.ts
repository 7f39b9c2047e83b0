// What bash 5.2.15 and dash 0.5.12 answered to small scripts: everything they printed, and their status. Each runs in a
// fresh machine as `bash -c TEXT` or `sh -c TEXT`, without input, in an empty home directory of root.

import { expect, it } from 'vitest';
import { asTtyId } from '#shared/kernel/ids.ts';
import { Machine } from '#shared/userland/machine.ts';
import type { MachineInput } from '#shared/userland/input.ts';
import { programTable } from '#shared/userland/programs/table.ts';
import { bare } from '#shared/userland/worlds/bare.ts';
import recorded from './recorded-snippets.json' with { type: 'json' };

const TTY = asTtyId(0);
const STATUS = /\[status ([0-9]+)\]\n$/;

function answer(shell: string, text: string): { readonly output: string; readonly status: number } {
  const files = [{ path: '/tmp/s', text: `${text}\n` }];
  const machine = new Machine({ world: { ...bare, files }, seed: 1, programs: programTable });
  const feed = (input: MachineInput): string => {
    const outcome = machine.execute(input);
    if (!outcome.ok) return '';
    return outcome.value.events
      .flatMap((event) => (event.type === 'TtyWrote' && event.kind === 'output' ? [event.text] : []))
      .join('');
  };
  const type = (line: string): string => {
    let shown = feed({ kind: 'line', tty: TTY, text: line });
    for (let next = machine.nextTimer(); next !== null && !machine.atPrompt(TTY); next = machine.nextTimer())
      shown += feed({ kind: 'clock', to: next });
    return shown;
  };
  feed({ kind: 'boot' });
  type(`${shell} "$(</tmp/s)" </dev/null >>/tmp/o 2>&1; status=$?`);
  const shown = type('cat /tmp/o; echo "[status $status]"');
  return { output: shown.replace(STATUS, ''), status: Number(STATUS.exec(shown)?.[1]) };
}

it.each(recorded)('$shell: $text', ({ shell, text, output, status }) => {
  expect(answer(shell, text)).toEqual({ output, status });
});

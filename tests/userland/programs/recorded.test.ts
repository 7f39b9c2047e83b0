// What the programs of Debian 12 answered to small scripts (bash -c, in a fresh PID namespace as root). Each entry is the script,
// its exit status and all that it printed.

import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { asTtyId } from '#shared/kernel/ids.ts';
import { Machine } from '#shared/userland/machine.ts';
import { programTable } from '#shared/userland/programs/table.ts';
import { bare } from '#shared/userland/worlds/bare.ts';

type Recorded = readonly [script: string, status: number, output: string];

const FOLDER = new URL('./recorded/', import.meta.url);
const TTY = asTtyId(0);

function runScript(script: string): readonly [status: number, output: string] {
  const world = { ...bare, files: [{ path: '/tmp/s', text: `${script}\n` }] };
  const machine = new Machine({ world, seed: 1, programs: programTable });
  const feed = (input: Parameters<Machine['execute']>[0]): string => {
    const outcome = machine.execute(input);
    if (!outcome.ok) throw new Error(outcome.error.message);
    return outcome.value.events
      .map((event) => (event.type === 'TtyWrote' && event.kind === 'output' ? event.text : ''))
      .join('');
  };
  const type = (text: string): string => {
    let shown = feed({ kind: 'line', tty: TTY, text });
    for (let next = machine.nextTimer(); next !== null && !machine.atPrompt(TTY); next = machine.nextTimer())
      shown += feed({ kind: 'clock', to: next });
    return shown;
  };
  feed({ kind: 'boot' });
  type('bash -c "$(</tmp/s)" </dev/null >>/tmp/o 2>&1; s=$?');
  return [Number(type('echo $s')), type('cat /tmp/o')];
}

describe.each(readdirSync(FOLDER).map((name) => [name.replace('.json', ''), name] as const))(
  '%s',
  (_about, name) => {
    // the files of this folder hold nothing else
    const recorded = JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8')) as readonly Recorded[];
    it.each(recorded)('%s', (script, status, output) => {
      expect(runScript(script)).toEqual([status, output]);
    });
  },
);

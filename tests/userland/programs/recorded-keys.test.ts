// What less 590, more 2.38.1 and man 2.11.2 wrote on a terminal of their own with TERM=dumb, key by key. Each step is what was typed at once, and
// what came; the first one is the command itself. A rows x columns window, a home directory without files.

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { asTtyId } from '#shared/kernel/ids.ts';
import { Machine } from '#shared/userland/machine.ts';
import type { MachineInput } from '#shared/userland/input.ts';
import { programTable } from '#shared/userland/programs/table.ts';
import { bare } from '#shared/userland/worlds/bare.ts';

interface Recorded {
  readonly command: string;
  readonly rows: number;
  readonly columns: number;
  readonly env?: Readonly<Record<string, string>>;
  readonly steps: readonly (readonly [typed: string, came: string])[];
}

const TTY = asTtyId(0);
/** How long somebody waited before the next key. */
const PAUSE_MS = 120;
const WINDOW = /^@size:(\d+)x(\d+)$/;
const KEYS = { '\u0003': '^C', '\u0004': '^D', '\u001a': '^Z', '\u001c': '^\\' } as const;

const FILES = Object.entries({
  f10: numbers(10),
  f40: numbers(40),
  f100: numbers(100),
  long: Array.from({ length: 29 }, (_, line) => `${line + 1}:${'abcdefghij'.repeat(line + 1)}\n`).join(''),
  tabs: 'a\tb\tc\nX\bX_\bybold\n\u001b[1mhi\u001b[0m\n\u0001ctl\näöü\n',
  blank: 'a\n\n\n\nb\n\n\nc\n',
  nonl: 'a\nb',
  empty: '',
  br: 'a(b\n c{d\n}\ne)\n',
}).map(([name, text]) => ({ path: `/tmp/w/${name}`, text }));

function numbers(count: number): string {
  return Array.from({ length: count }, (_, at) => `${at + 1}\n`).join('');
}

/** What a typed text is to the machine: lines with their Enter, control keys, and keys. */
function inputsOf(typed: string): readonly MachineInput[] {
  const size = WINDOW.exec(typed);
  if (size !== null) return [{ kind: 'resize', tty: TTY, rows: Number(size[1]), columns: Number(size[2]) }];
  // eslint-disable-next-line no-control-regex -- they are keys
  const pieces = typed.match(/[\x03\x04\x1a\x1c]|[^\n\x03\x04\x1a\x1c]*\n|[^\n\x03\x04\x1a\x1c]+/g) ?? [];
  return pieces.map((piece): MachineInput => {
    if (piece.endsWith('\n')) return { kind: 'line', tty: TTY, text: piece.slice(0, -1) };
    // only these four match by themselves
    return piece in KEYS
      ? { kind: 'key', tty: TTY, key: KEYS[piece as keyof typeof KEYS] }
      : { kind: 'keys', tty: TTY, text: piece };
  });
}

function play({ command, rows, columns, env = {}, steps }: Recorded): readonly string[] {
  const machine = new Machine({ world: { ...bare, files: FILES }, seed: 1, programs: programTable });
  let shown = '';
  const feed = (input: MachineInput): void => {
    const outcome = machine.execute(input);
    if (!outcome.ok) throw new Error(outcome.error.message);
    for (const event of outcome.value.events)
      if (event.type === 'TtyWrote' && event.kind !== 'prompt') shown += event.text;
  };
  const settle = (): string => {
    const until = machine.state.now + PAUSE_MS;
    for (let next = machine.nextTimer(); next !== null && next <= until; next = machine.nextTimer())
      feed({ kind: 'clock', to: next });
    const came = shown;
    shown = '';
    return came;
  };
  const type = (text: string): void => {
    feed({ kind: 'line', tty: TTY, text });
    settle();
  };
  feed({ kind: 'boot' });
  feed({ kind: 'resize', tty: TTY, rows, columns });
  type('mkdir /tmp/w/dir; touch /tmp/w/dir/x; cd /tmp/w; unset LINES COLUMNS');
  for (const [name, value] of Object.entries(env)) type(`export ${name}='${value}'`);
  return steps.map(([typed], at) => {
    if (at === 0) feed({ kind: 'line', tty: TTY, text: `${command}; echo "[status $?]"` });
    for (const input of at === 0 ? [] : inputsOf(typed)) feed(input);
    const came = settle();
    return at === 0 ? came.slice(came.indexOf('\n') + 1) : came;
  });
}

/** Where the shell is back, what is typed ahead of it is its own. */
function upToTheEnd(came: readonly string[]): readonly string[] {
  return came.map((text) => text.replace(/(\[status \d+\]\n)[^]*$/, '$1'));
}

/** The bell for the end of a file is rung once a second at most, so it depends on the clock. */
function withoutBells(came: readonly string[]): readonly string[] {
  return came.map((text) => text.replaceAll('\u0007', ''));
}

describe.each(['less', 'more', 'man'])('%s', (name) => {
  const file = new URL(`./recorded-keys/${name}.json`, import.meta.url);
  // the files of this folder hold nothing else
  const recorded = JSON.parse(readFileSync(file, 'utf8')) as readonly Recorded[];
  it.each(recorded)('$command, $steps', (one) => {
    const wanted = one.steps.map(([, came]) => came);
    expect(withoutBells(upToTheEnd(play(one)))).toEqual(withoutBells(upToTheEnd(wanted)));
  });
});

// pidnest shell: the simulated machine in the user's own terminal. Nothing is recorded.

import { constants } from 'node:os';
import { text } from 'node:stream/consumers';
import { typeScript } from '#shared/grading/run-script.ts';
import { asTtyId } from '#shared/kernel/ids.ts';
import { invariant } from '#shared/result.ts';
import type { InputRejected, MachinePort } from '#shared/userland/machine-port.ts';
import type { World } from '#shared/userland/world.ts';
import { isLearnerInput } from '#shared/userland/input.ts';
import { nodePace } from '../../adapters/node-pace.ts';
import { makeMachine } from '../../attempts/make-machine.ts';
import type { PackLibrary } from '../../library/pack-library.ts';
import type { Output } from '../command.ts';
import { defineCommand, UsageError } from '../command.ts';
import { givenLibrary } from '../given.ts';
import { LiveTerminal, textOf } from '../live-terminal.ts';
import { RestorableMachine } from '../restorable-machine.ts';

const TTY = asTtyId(0);
const SEED = 1;
const ENDED_BY: readonly NodeJS.Signals[] = ['SIGTERM', 'SIGHUP', 'SIGINT', 'SIGQUIT'];

export const shellCommand = defineCommand({
  name: 'shell',
  synopsis: '[--world NAME|EXERCISE]',
  summary: 'Opens the simulated machine in this terminal. Nothing is recorded.',
  details: [
    '  --world NAME  the world of that name, or the one of an exercise (number, slug or id); else the first one',
    '',
    'Reads lines, and waits for each to come to rest, where standard input is no terminal.',
  ],
  options: { world: { type: 'string' } },
  words: [0, 0],
  async run(_words, { world }, output) {
    const chosen = worldOf(await givenLibrary(output), world);
    const restorable = new RestorableMachine(() => makeMachine(chosen, SEED), nodePace);
    const booted = await restorable.give({ kind: 'boot' });
    invariant(booted?.ok === true, 'a fresh machine boots');
    const shown = textOf(booted.value.events, TTY);
    if (process.stdin.isTTY) {
      const console = { input: process.stdin, output: process.stdout };
      const terminal = new LiveTerminal(restorable, nodePace, TTY, console);
      await restoring(terminal, () => terminal.untilClosed(shown));
    } else {
      output.write(shown);
      typeLines(restorable.machine, await text(process.stdin), output);
    }
    output.write('\n');
    return 0;
  },
});

/** Whatever ends this process, the user's terminal is theirs again. Only SIGKILL leaves no time for it. */
async function restoring(terminal: LiveTerminal, work: () => Promise<void>): Promise<void> {
  const leave = (signal: NodeJS.Signals) => {
    process.exit(128 + constants.signals[signal]);
  };
  const onExit = () => {
    terminal.restore();
  };
  for (const signal of ENDED_BY) process.once(signal, leave);
  process.once('exit', onExit);
  try {
    await work();
  } finally {
    for (const signal of ENDED_BY) process.off(signal, leave);
    process.off('exit', onExit);
  }
}

function worldOf(library: PackLibrary, name: string | undefined): World {
  const worlds = library.packs.flatMap(({ units }) =>
    units.flatMap(({ exercises }) => exercises.map(({ world }) => world)),
  );
  const named =
    name === undefined
      ? worlds[0]
      : (library.find(name)?.exercise.world ?? worlds.find(({ id }) => id === name));
  if (named) return named;
  const known = [...new Set(worlds.map(({ id }) => id))].join(', ');
  throw new UsageError(
    `There is no world or exercise ${JSON.stringify(name)}. There are the worlds: ${known}.`,
  );
}

function typeLines(machine: MachinePort, lines: string, output: Output): void {
  const steps = lines
    .replace(/\n$/, '')
    .split('\n')
    .map((line, index) => ({ line: index + 1, input: { kind: 'line' as const, tty: TTY, text: line } }));
  const typing = typeScript<InputRejected>(machine, steps);
  let next = typing.next();
  while (!next.done) {
    const { value: input } = next;
    if (isLearnerInput(input)) return;
    const outcome = machine.execute(input);
    if (outcome.ok) output.write(textOf(outcome.value.events, TTY));
    next = typing.next(outcome);
  }
}

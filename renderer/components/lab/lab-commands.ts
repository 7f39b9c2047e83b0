// What can be done in the lab, by name? Everything that a click or a key does.

import { numbersOf } from '#shared/kernel/selectors.ts';
import { asSimTime } from '#shared/kernel/ids.ts';
import type { LabAttempt } from '../../state/lab-attempt.svelte.ts';
import type { Command } from '../shell/match-command.ts';
import { chordFor, SHORTCUTS, type CommandId } from '../shell/shortcuts.ts';

/** What the screen around the attempt does. */
export interface LabScreen {
  /** Carries out what a chord means; false where it has no meaning now. */
  readonly carryOut: (command: CommandId) => boolean;
  readonly library: () => void;
  /** Puts text into the line that is being typed. */
  readonly type: (text: string) => void;
}

const OF_THE_WINDOW: readonly CommandId[] = [
  'palette.open',
  'settings.open',
  'shortcuts.open',
  'region.next',
  'region.previous',
];
const SIGNALS = ['TERM', 'KILL', 'STOP', 'CONT', 'INT', 'HUP'] as const;

/** Order: what has a key, then time, places, terminals, lines, facts, commands of the machine, processes. */
export function labCommands(attempt: LabAttempt, screen: LabScreen): readonly Command[] {
  return [
    ...keyed(screen),
    ...time(attempt),
    ...places(attempt),
    ...terminals(attempt),
    ...lines(attempt),
    ...facts(attempt),
    ...machine(attempt, screen),
    ...processes(attempt),
    { id: 'library', words: 'Library', about: 'leave the lab', run: screen.library },
  ];
}

function keyed({ carryOut }: LabScreen): readonly Command[] {
  return SHORTCUTS.flatMap(({ command, words }) =>
    command === null || OF_THE_WINDOW.includes(command)
      ? []
      : [
          {
            id: command,
            words,
            about: '',
            chord: chordFor(command) ?? '',
            run: () => void carryOut(command),
          },
        ],
  );
}

function time(attempt: LabAttempt): readonly Command[] {
  const { lab, player } = attempt;
  const wakesAt = [...lab.state.tasks.values()].flatMap(({ waitingFor }) =>
    waitingFor?.on === 'timer' ? [waitingFor.until] : [],
  );
  const alarm: readonly Command[] =
    wakesAt.length === 0 || lab.isPast
      ? []
      : [
          {
            id: 'time.alarm',
            words: 'Let time pass until the next sleeper wakes',
            about: 'time',
            run: () => void lab.submit({ kind: 'clock', to: asSimTime(Math.min(...wakesAt)) }),
          },
        ];
  return [
    {
      id: 'time.play',
      words: player.isPlaying ? 'Pause' : 'Play',
      about: 'time',
      run: () => player.toggle(),
    },
    { id: 'time.start', words: 'Go to the start', about: 'time', run: () => attempt.goTo(0) },
    { id: 'time.now', words: 'Go to now', about: 'time', run: () => attempt.goTo(lab.now) },
    { id: 'time.back', words: 'Back one event', about: 'time', run: () => attempt.step('event', -1) },
    { id: 'time.on', words: 'Forward one event', about: 'time', run: () => attempt.step('event', 1) },
    { id: 'time.back-input', words: 'Back one input', about: 'time', run: () => attempt.step('input', -1) },
    { id: 'time.on-input', words: 'Forward one input', about: 'time', run: () => attempt.step('input', 1) },
    ...alarm,
  ];
}

function places(attempt: LabAttempt): readonly Command[] {
  return attempt.places.map(({ ns, level, words }) => ({
    id: `stand ${ns}`,
    words: `Stand inside level ${level}`,
    about: words,
    run: () => attempt.stand(ns),
  }));
}

function terminals(attempt: LabAttempt): readonly Command[] {
  return attempt.terminals.map(({ tty, name, foreground }) => ({
    id: `terminal ${tty}`,
    words: `Terminal ${name}`,
    about: foreground?.comm ?? '',
    run: () => {
      attempt.chosenTty = tty;
    },
  }));
}

function lines(attempt: LabAttempt): readonly Command[] {
  return [...attempt.lab.branches.values()]
    .filter(({ id }) => id !== attempt.lab.branch)
    .map(({ id, name }) => ({
      id: `line ${id}`,
      words: name === '' ? 'Go to the first line' : `Go to the line “${name}”`,
      about: 'line',
      run: () => attempt.showBranch(id),
    }));
}

function facts(attempt: LabAttempt): readonly Command[] {
  return attempt.facts.flatMap(({ id, text, since }) =>
    since === null
      ? []
      : [
          {
            id: `fact ${id}`,
            words: `Go to event ${attempt.lab.eventNumber(since)}`,
            about: text,
            run: () => attempt.goTo(since),
          },
        ],
  );
}

function machine(attempt: LabAttempt, { type }: LabScreen): readonly Command[] {
  return attempt.commands.map(({ name, purpose }) => ({
    id: `type ${name}`,
    words: `Type ${name}`,
    about: purpose ?? 'command',
    run: () => type(`${name} `),
  }));
}

function processes(attempt: LabAttempt): readonly Command[] {
  const { lab } = attempt;
  return [...lab.state.tasks.values()].flatMap((task) => {
    const numbers = numbersOf(lab.state, task).join(' ');
    const name = `${numbers} ${task.comm}`;
    return [
      {
        id: `select ${task.id}`,
        words: `Select ${name}`,
        about: 'process',
        run: () => {
          lab.selected = task.id;
        },
      },
      ...SIGNALS.map((signal) => signalCommand(attempt, task.id, signal, name)),
    ];
  });
}

function signalCommand(
  attempt: LabAttempt,
  task: Parameters<LabAttempt['askSignal']>[0],
  signal: string,
  name: string,
): Command {
  const answer = attempt.signalLine(signal, task);
  const base = { id: `signal ${signal} ${task ?? 0}`, words: `Send ${signal} to ${name}` };
  return 'line' in answer
    ? { ...base, about: answer.line, run: () => void attempt.typeLine(answer.line) }
    : { ...base, about: 'signal', unavailable: answer.why, run: () => undefined };
}

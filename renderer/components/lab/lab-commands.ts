// What can be done in the lab, by name? Everything that a click or a key does.

import { numbersOf } from '#shared/kernel/selectors.ts';
import { asSimTime } from '#shared/kernel/ids.ts';
import type { LabSession } from '../../state/lab-session.svelte.ts';
import type { Command } from '../shell/match-command.ts';
import { chordFor, SHORTCUTS, type CommandId } from '../shell/shortcuts.ts';

/** What the screen around the session does. */
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
export function labCommands(session: LabSession, screen: LabScreen): readonly Command[] {
  return [
    ...keyed(screen),
    ...time(session),
    ...places(session),
    ...terminals(session),
    ...lines(session),
    ...facts(session),
    ...machine(session, screen),
    ...processes(session),
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

function time(session: LabSession): readonly Command[] {
  const { lab, player } = session;
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
    { id: 'time.start', words: 'Go to the start', about: 'time', run: () => session.goTo(0) },
    { id: 'time.now', words: 'Go to now', about: 'time', run: () => session.goTo(lab.now) },
    { id: 'time.back', words: 'Back one event', about: 'time', run: () => session.step('event', -1) },
    { id: 'time.on', words: 'Forward one event', about: 'time', run: () => session.step('event', 1) },
    { id: 'time.back-input', words: 'Back one input', about: 'time', run: () => session.step('input', -1) },
    { id: 'time.on-input', words: 'Forward one input', about: 'time', run: () => session.step('input', 1) },
    ...alarm,
  ];
}

function places(session: LabSession): readonly Command[] {
  return session.places.map(({ ns, level, words }) => ({
    id: `stand ${ns}`,
    words: `Stand inside level ${level}`,
    about: words,
    run: () => session.stand(ns),
  }));
}

function terminals(session: LabSession): readonly Command[] {
  return session.terminals.map(({ tty, name, foreground }) => ({
    id: `terminal ${tty}`,
    words: `Terminal ${name}`,
    about: foreground?.comm ?? '',
    run: () => {
      session.chosenTty = tty;
    },
  }));
}

function lines(session: LabSession): readonly Command[] {
  return [...session.lab.branches.values()]
    .filter(({ id }) => id !== session.lab.branch)
    .map(({ id, name }) => ({
      id: `line ${id}`,
      words: name === '' ? 'Go to the first line' : `Go to the line “${name}”`,
      about: 'line',
      run: () => session.showBranch(id),
    }));
}

function facts(session: LabSession): readonly Command[] {
  return session.facts.flatMap(({ id, text, since }) =>
    since === null
      ? []
      : [
          {
            id: `fact ${id}`,
            words: `Go to event ${session.lab.eventNumber(since)}`,
            about: text,
            run: () => session.goTo(since),
          },
        ],
  );
}

function machine(session: LabSession, { type }: LabScreen): readonly Command[] {
  return session.commands.map(({ name, purpose }) => ({
    id: `type ${name}`,
    words: `Type ${name}`,
    about: purpose ?? 'command',
    run: () => type(`${name} `),
  }));
}

function processes(session: LabSession): readonly Command[] {
  const { lab } = session;
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
      ...SIGNALS.map((signal) => signalCommand(session, task.id, signal, name)),
    ];
  });
}

function signalCommand(
  session: LabSession,
  task: Parameters<LabSession['askSignal']>[0],
  signal: string,
  name: string,
): Command {
  const answer = session.signalLine(signal, task);
  const base = { id: `signal ${signal} ${task ?? 0}`, words: `Send ${signal} to ${name}` };
  return 'line' in answer
    ? { ...base, about: answer.line, run: () => void session.typeLine(answer.line) }
    : { ...base, about: 'signal', unavailable: answer.why, run: () => undefined };
}

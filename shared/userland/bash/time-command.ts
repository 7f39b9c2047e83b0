// What does `time` tell about a pipeline, and which process takes the time? (execute_cmd.c, time_command)

import type { Pipeline, Time } from 'unbash';
import type { Coroutine } from '../program.ts';
import { reportError } from './errors.ts';
import type { Executable } from './interpreter.ts';
import type { Shell } from './shell.ts';
import { DEFAULT_TIMEFORMAT, POSIX_TIMEFORMAT, timeText } from './time-text.ts';

/** A `time` whose pipeline still runs. */
export interface Timer {
  readonly time: Time;
  readonly begunMs: number;
}

export function timeOf(command: Executable): Time | undefined {
  return command.type === 'Pipeline' ? command.prefixes.find((prefix) => prefix.type === 'Time') : undefined;
}

/** How `!` and `time` are written in front of a command. */
export function prefixText(prefixes: Pipeline['prefixes']): string {
  return prefixes
    .map((prefix) => (prefix.type === 'Negation' ? '! ' : prefix.posix === undefined ? 'time ' : 'time -p '))
    .join('');
}

/** A subshell that stands alone takes its own time, after its redirections. */
export function isTimedInside({ commands }: Pipeline): boolean {
  const [only] = commands;
  return only !== undefined && commands.length === 1 && isSubshell(only);
}

export function isSubshell(command: Executable): boolean {
  return (
    command.type === 'Subshell' || (command.type === 'Redirected' && command.command.type === 'Subshell')
  );
}

export function* timed(shell: Shell, time: Time, run: () => Coroutine<unknown>): Coroutine<void> {
  const before = shell.timers;
  const timer = { time, begunMs: yield* shell.sys.clock() };
  shell.timers = [...before, timer];
  yield* run();
  shell.timers = before;
  yield* tell(shell, timer);
}

/** A shell that leaves in the middle tells what it has measured, the innermost first. */
export function* tellTimers(shell: Shell): Coroutine<void> {
  const { timers } = shell;
  shell.timers = [];
  for (const timer of timers.toReversed()) yield* tell(shell, timer);
}

function* tell(shell: Shell, { time, begunMs }: Timer): Coroutine<void> {
  const format =
    time.posix === undefined ? (shell.variables.text('TIMEFORMAT') ?? DEFAULT_TIMEFORMAT) : POSIX_TIMEFORMAT;
  if (format === '') return;
  const text = timeText(format, { real: (yield* shell.sys.clock()) - begunMs, user: 0, system: 0 });
  if (typeof text === 'string') yield* shell.sys.write(2, text);
  else yield* reportError(shell, `TIMEFORMAT: \`${text.invalid}': invalid format character`);
}

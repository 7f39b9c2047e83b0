// How are the members of a pipeline connected, timed and negated? (execute_cmd.c, execute_pipeline and time_command)

import type { Pipeline } from 'unbash';
import { shellStatus } from '../../../kernel/abi/wait-status.ts';
import { failed } from '../../program.ts';
import type { Coroutine } from '../../program.ts';
import type { Fd } from '../../sys.ts';
import { reportError, reportFailure } from '../errors.ts';
import { endPipeline } from '../fork.ts';
import { FOREGROUND } from '../interpreter.ts';
import type { Executable, Running } from '../interpreter.ts';
import { discard } from '../shell.ts';
import type { Shell } from '../shell.ts';
import { isTimedInside, prefixText, timed, timeOf } from '../time-command.ts';
import { waitFor } from '../wait.ts';

/** Where the shell keeps its own input meanwhile. */
const FIRST_SAVED = 10;
const NOT_FOUND = 127;

export function* executePipeline(shell: Shell, pipeline: Pipeline, running: Running): Coroutine<number> {
  const time = timeOf(pipeline);
  if (time === undefined) return yield* executeUntimed(shell, pipeline, running);
  if (shell.dialect === 'dash') return yield* noTime(shell);
  if (isTimedInside(pipeline)) return yield* executeUntimed(shell, pipeline, { ...running, time });
  yield* timed(shell, time, () => executeUntimed(shell, pipeline, running));
  return shell.status;
}

function* executeUntimed(shell: Shell, pipeline: Pipeline, running: Running): Coroutine<number> {
  const negated = pipeline.prefixes.filter((prefix) => prefix.type === 'Negation').length % 2 === 1;
  if (negated) shell.conditionLevel += 1;
  const [only] = pipeline.commands;
  if (only === undefined) shell.status = 0;
  else if (pipeline.commands.length === 1)
    yield* shell.run.command(shell, only, {
      ...running,
      inPlace: false,
      prefix: prefixText(pipeline.prefixes),
    });
  else yield* executeMembers(shell, pipeline, running);
  if (negated) {
    shell.conditionLevel -= 1;
    if (shell.skip === null) shell.status = shell.status === 0 ? 1 : 0;
  }
  return shell.status;
}

/** It is no word of dash's, and no program of the lab's. (fidelity: shell-corners) */
function* noTime(shell: Shell): Coroutine<number> {
  yield* reportError(shell, 'time: not found');
  return (shell.status = NOT_FOUND);
}

/** Each member is a child of the shell; each end of a pipe is closed wherever it isn't used. */
function* executeMembers(shell: Shell, pipeline: Pipeline, running: Running): Coroutine<void> {
  let pipeIn: Fd | null = running.pipeIn;
  const last = pipeline.commands.length - 1;
  for (const [index, command] of pipeline.commands.entries()) {
    if (index === last && pipeIn !== null && runsLastItself(shell, running)) {
      yield* executeLastItself(shell, command, pipeIn);
      return;
    }
    if (index === last) {
      yield* executeMember(shell, command, { ...running, inPlace: false, pipeIn });
      return;
    }
    const pipe = yield* shell.sys.pipe();
    if (failed(pipe)) {
      yield* reportFailure(shell, 'pipe error', pipe);
      discard(shell, 1);
      return;
    }
    const member = pipeline.operators[index] === '|&' ? withErrors(command) : command;
    const close = [...running.close, pipe.read];
    yield* executeMember(shell, member, {
      ...FOREGROUND,
      async: running.async,
      pipeIn,
      pipeOut: pipe.write,
      close,
    });
    pipeIn = pipe.read;
    if (shell.skip !== null) {
      yield* shell.sys.close(pipe.read);
      return;
    }
  }
}

/** shopt -s lastpipe, without job control. */
function runsLastItself(shell: Shell, running: Running): boolean {
  return (
    shell.shellOptions.has('lastpipe') && !shell.jobControl && !running.async && running.pipeOut === null
  );
}

/** The shell itself is the last member: it reads from the pipe for as long, and then waits for the others. */
function* executeLastItself(shell: Shell, command: Executable, pipeIn: Fd): Coroutine<void> {
  const { sys } = shell;
  const { lastMadePid } = shell;
  const others = yield* endPipeline(shell, false);
  const input = yield* sys.dup(0, FIRST_SAVED);
  yield* sys.dup2(pipeIn, 0);
  yield* sys.close(pipeIn);
  yield* executeMember(shell, command, FOREGROUND);
  if (failed(input)) yield* sys.close(0);
  else {
    yield* sys.dup2(input, 0);
    yield* sys.close(input);
  }
  if (others === null || shell.skip?.skip === 'discard') return;
  const { status } = shell;
  if (shell.jobs.ofProcess(lastMadePid) === others) yield* waitFor(shell, lastMadePid);
  const statuses = others.processes.map((process) =>
    process.status === null ? 0 : shellStatus(process.status),
  );
  shell.pipeStatus = [...statuses, status];
  const failure = shell.options.has('pipefail') ? shell.pipeStatus.findLast((each) => each !== 0) : status;
  shell.status = failure ?? 0;
}

function* executeMember(shell: Shell, command: Executable, running: Running): Coroutine<void> {
  yield* shell.run.command(shell, command, running);
}

/** `a |& b` is `a 2>&1 | b`. */
function withErrors(command: Pipeline['commands'][number]): Executable {
  const { pos, end } = command;
  const target = { type: 'Word', text: '1', value: '1', pos, end } as const;
  const descriptor = { type: 'FileDescriptor', value: 2, pos, end } as const;
  const redirect = { type: 'Redirect', operator: '>&', descriptor, target, pos, end } as const;
  switch (command.type) {
    case 'Command': {
      const { name, prefix, args } = command;
      const redirects = [...command.redirects, redirect];
      return {
        type: 'Command',
        name,
        prefix,
        suffix: [...command.suffix, redirect],
        args,
        redirects,
        pos,
        end,
      };
    }
    case 'Redirected':
      return { ...command, redirects: [...command.redirects, redirect] };
    case 'Function':
    case 'Coproc':
      return command;
    default:
      return { type: 'Redirected', command, redirects: [redirect], pos, end };
  }
}

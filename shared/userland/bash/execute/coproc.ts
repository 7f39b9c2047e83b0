// How does a coprocess start? (bash(1), Coprocesses)

import type { Coproc } from 'unbash';
import { failed } from '../../program.ts';
import type { Coroutine, Failure } from '../../program.ts';
import type { Fd } from '../../sys.ts';
import { reportError, reportFailure } from '../errors.ts';
import { exitShell } from '../exit.ts';
import { moveHigh } from '../expand/substitute.ts';
import { makeChild } from '../fork.ts';
import { FOREGROUND } from '../interpreter.ts';
import { printCommand } from '../print-command.ts';
import type { Shell } from '../shell.ts';
import { indexed } from '../variables.ts';
import { enterChild, leaveJobs } from './child.ts';
import { finishChildren } from './finish.ts';

export function* executeCoproc(shell: Shell, command: Coproc): Coroutine<number> {
  if (shell.dialect === 'dash') {
    yield* reportError(shell, 'coproc: not found');
    return (shell.status = 127);
  }
  const name = command.name?.text ?? 'COPROC';
  yield* warnOfAnother(shell);
  const output = yield* openPipe(shell);
  const input = yield* openPipe(shell);
  if (failed(output) || failed(input)) {
    yield* reportFailure(shell, 'pipe error', failed(output) ? output : { errno: 'EMFILE' });
    return (shell.status = 1);
  }
  const running = { ...FOREGROUND, async: true, pipeIn: input.read, pipeOut: output.write };
  const pid = yield* makeChild(shell, {
    command: printCommand(command, shell.source.text),
    async: true,
    *run(copy) {
      yield* enterChild(copy, { ...running, close: [output.read, input.write] }, []);
      copy.subshellLevel += 1;
      leaveJobs(copy);
      yield* copy.run.command(copy, command.body, {
        ...FOREGROUND,
        inPlace: command.body.type === 'Command',
      });
      return yield* exitShell(copy, copy.status);
    },
  });
  yield* shell.sys.close(input.read);
  yield* shell.sys.close(output.write);
  if (pid === null) return shell.status;
  const fds = [output.read, input.write];
  for (const fd of fds) yield* shell.sys.setCloexec(fd, true);
  shell.coprocess = { name, pid, fds, ended: false };
  shell.variables.set(name, indexed(fds.map(String)));
  shell.variables.setText(`${name}_PID`, String(pid));
  return yield* finishChildren(shell, { ...running, pipeIn: null, pipeOut: null });
}

/** There may be others, but the shell looks after one. */
function* warnOfAnother(shell: Shell): Coroutine<void> {
  const { coprocess } = shell;
  if (coprocess === null) return;
  const which = `coproc [${coprocess.pid}:${coprocess.name}]`;
  yield* reportError(shell, `warning: execute_coproc: ${which} still exists`);
}

/** sh_openpipe: both ends out of the way of a script's own descriptors. */
function* openPipe(shell: Shell): Coroutine<{ readonly read: Fd; readonly write: Fd } | Failure> {
  const pipe = yield* shell.sys.pipe();
  if (failed(pipe)) return pipe;
  return { read: yield* moveHigh(shell, pipe.read), write: yield* moveHigh(shell, pipe.write) };
}

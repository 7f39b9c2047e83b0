// How does a coprocess start? (bash(1), Coprocesses)

import type { Coproc } from 'unbash';
import { failed } from '../../program.ts';
import type { Coroutine } from '../../program.ts';
import type { Fd } from '../../sys.ts';
import { reportFailure } from '../errors.ts';
import { exitShell } from '../exit.ts';
import { makeChild } from '../fork.ts';
import { FOREGROUND } from '../interpreter.ts';
import { printCommand } from '../print-command.ts';
import type { Shell } from '../shell.ts';
import { indexed } from '../variables.ts';
import { enterChild, leaveJobs } from './child.ts';
import { finishChildren } from './finish.ts';

/** Where the shell keeps its two ends. */
const HIGHEST = 63;

export function* executeCoproc(shell: Shell, command: Coproc): Coroutine<number> {
  const name = command.name?.text ?? 'COPROC';
  const output = yield* shell.sys.pipe();
  const input = yield* shell.sys.pipe();
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
  const fds = [
    yield* moveHigh(shell, output.read, HIGHEST),
    yield* moveHigh(shell, input.write, HIGHEST - 3),
  ];
  shell.variables.set(name, indexed(fds.map(String)));
  shell.variables.setText(`${name}_PID`, String(pid));
  return yield* finishChildren(shell, { ...running, pipeIn: null, pipeOut: null });
}

function* moveHigh(shell: Shell, fd: Fd, wanted: Fd): Coroutine<Fd> {
  const high = yield* shell.sys.dup(fd, wanted);
  if (failed(high)) return fd;
  yield* shell.sys.close(fd);
  yield* shell.sys.setCloexec(high, true);
  return high;
}

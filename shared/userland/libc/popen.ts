// How does a program read what a command prints, or write what it reads, or just run it? popen(3), system(3)

import { failed } from '../program.ts';
import { readAll } from './read.ts';
import type { Coroutine, Failure } from '../program.ts';
import type { Fd } from '../sys.ts';
import type { Process } from './process.ts';
import type { WaitStatus } from '../../kernel/abi/wait-status.ts';

const STDIN: Fd = 0;
const STDOUT: Fd = 1;
const NOT_FOUND = 127;

export interface CommandPipe {
  readonly pid: number;
  readonly fd: Fd;
}

/** What the caller has printed and not yet written stays there. `shell` is argv[0] of the shell: popen(3) says sh, mawk /bin/sh. */
export function* popen(
  process: Process,
  command: string,
  direction: 'read' | 'write',
  shell = 'sh',
): Coroutine<CommandPipe | Failure> {
  const { sys } = process;
  const ends = yield* sys.pipe();
  if (failed(ends)) return ends;
  const [own, other] = direction === 'read' ? [ends.read, ends.write] : [ends.write, ends.read];
  const pid = yield* sys.fork(function* () {
    yield* sys.dup2(other, direction === 'read' ? STDOUT : STDIN);
    yield* sys.close(ends.read);
    yield* sys.close(ends.write);
    return yield* shellFailed(process, command, shell);
  });
  yield* sys.close(other);
  if (!failed(pid)) {
    yield* sys.setCloexec(own, true);
    return { pid, fd: own };
  }
  yield* sys.close(own);
  return pid;
}

/** pclose(3): null where there is no such child any more. */
export function* pclose({ sys }: Process, { pid, fd }: CommandPipe): Coroutine<WaitStatus | null> {
  yield* sys.close(fd);
  return yield* waitFor(sys, pid);
}

/** Everything that a command prints. */
export function* outputOf(process: Process, command: string): Coroutine<string> {
  const pipe = yield* popen(process, command, 'read');
  if (failed(pipe)) return '';
  const text = yield* readAll(process.sys, pipe.fd);
  yield* pclose(process, pipe);
  return failed(text) ? '' : text;
}

/** Runs it in the shell and waits, deaf to Ctrl-C and Ctrl-\ meanwhile. */
export function* runCommand(process: Process, command: string, shell = 'sh'): Coroutine<WaitStatus | null> {
  const { sys } = process;
  yield* process.flush();
  const pid = yield* sys.fork(() => shellFailed(process, command, shell));
  if (failed(pid)) return null;
  yield* sys.sigaction('SIGINT', 'ignore');
  yield* sys.sigaction('SIGQUIT', 'ignore');
  const status = yield* waitFor(sys, pid);
  yield* sys.sigaction('SIGINT', 'default');
  yield* sys.sigaction('SIGQUIT', 'default');
  return status;
}

/** Comes back only where there is no shell. */
function* shellFailed({ sys, env }: Process, command: string, shell: string): Coroutine<number> {
  yield* sys.execve('/bin/sh', [shell, '-c', command], env);
  return NOT_FOUND;
}

function* waitFor(sys: Process['sys'], pid: number): Coroutine<WaitStatus | null> {
  for (;;) {
    const waited = yield* sys.wait4(pid);
    if (!failed(waited)) return waited.status;
    if (waited.errno !== 'EINTR') return null;
  }
}

// Copies its input to its output and to files. tee(1)

import { coreutil, quote, quotef, tryHelp } from '../libc/coreutils.ts';
import { failed } from '../program.ts';
import { getoptLong } from '../libc/getopt-long.ts';
import type { Coroutine } from '../program.ts';
import type { Fd } from '../sys.ts';
import type { Process } from '../libc/process.ts';

const OPTIONS = [['a', 'append'], ['i', 'ignore-interrupts'], ['p', ''], ['', 'output-error', 'optional']] as const; // prettier-ignore

const MODES = ['warn', 'warn-nopipe', 'exit', 'exit-nopipe'] as const;
/** What is done when something can't be written; the usual end is by SIGPIPE. */
type OnError = (typeof MODES)[number] | 'usual';

const STDOUT = 1;

interface Output {
  readonly name: string;
  readonly fd: Fd;
  isOpen: boolean;
}

export const tee = coreutil('tee', function* (process: Process): Coroutine<number> {
  const { sys } = process;
  const line = getoptLong(process.args, OPTIONS);
  if (line.problem !== null) return yield* tryHelp(process, line.problem);
  const has = (key: string): boolean => line.options.some((option) => option.key === key);
  let onError: OnError = 'usual';
  for (const { key, value } of line.options) {
    if (key !== 'p' && key !== 'output-error') continue;
    const mode = value === null ? 'warn-nopipe' : MODES.find((each) => each === value);
    if (mode === undefined) {
      const list = MODES.map((each) => `  - ${quote(process, each)}`).join('\n');
      yield* process.error(
        `invalid argument ${quote(process, value ?? '')} for ${quote(process, '--output-error')}\nValid arguments are:\n${list}`,
      );
      return yield* tryHelp(process, null);
    }
    onError = mode;
  }
  if (has('i')) yield* sys.sigaction('SIGINT', 'ignore');
  if (onError !== 'usual') yield* sys.sigaction('SIGPIPE', 'ignore');
  const outputs: Output[] = [{ name: 'standard output', fd: STDOUT, isOpen: true }];
  let status = 0;
  for (const name of line.operands) {
    const fd = yield* sys.open(name, ['O_WRONLY', 'O_CREAT', has('a') ? 'O_APPEND' : 'O_TRUNC'], 0o666);
    if (failed(fd)) {
      yield* process.error(quotef(name), fd);
      status = 1;
      if (onError.startsWith('exit')) return status;
    } else outputs.push({ name, fd, isOpen: true });
  }
  while (outputs.some(({ isOpen }) => isOpen)) {
    const part = yield* process.readInput();
    if (failed(part) || part === '') return status;
    for (const output of outputs) {
      if (!output.isOpen) continue;
      const written = yield* sys.write(output.fd, part);
      if (!failed(written)) continue;
      output.isOpen = false;
      // a pipe that nobody reads is no error with warn-nopipe and exit-nopipe
      if (written.errno === 'EPIPE' && onError.endsWith('nopipe')) continue;
      yield* process.error(quotef(output.name), written);
      status = 1;
      if (onError.startsWith('exit')) return status;
    }
  }
  return status;
});

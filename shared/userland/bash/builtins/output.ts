// How does a builtin print? (builtins/common.c, sh_chkwrite)

import { strerror } from '../../../kernel/abi/errno.ts';
import { failed } from '../../program.ts';
import type { Coroutine } from '../../program.ts';
import { builtinError } from '../errors.ts';
import type { Shell } from '../shell.ts';
import { restarting } from '../wait-pid.ts';

/** Standard output, whether it can be written or not: `jobs` and `kill -l` don't look. */
export function* printUnchecked(shell: Shell, text: string): Coroutine<number> {
  if (text !== '') yield* restarting(shell, () => shell.sys.write(1, text));
  return 0;
}

/** Standard output. The builtin's status: 1 when it can't be written. */
export function* print(shell: Shell, text: string): Coroutine<number> {
  if (text === '') return 0;
  const written = yield* restarting(shell, () => shell.sys.write(1, text));
  if (!failed(written)) return 0;
  const dash =
    shell.builtin === 'echo' || shell.builtin === 'printf' ? `${shell.builtin}: I/O error` : 'I/O error';
  yield* builtinError(shell, shell.dialect === 'dash' ? dash : `write error: ${strerror(written.errno)}`);
  return 1;
}

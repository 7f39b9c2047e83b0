// caller (bash(1), caller builtin)

import type { Coroutine } from '../../program.ts';
import { builtinError, usage } from '../errors.ts';
import type { Shell } from '../shell.ts';
import { synopsisOf } from './names.ts';
import { builtinOptions } from './options.ts';
import { print } from './output.ts';

const USAGE = 2;

/** Where the running function was called from; with a number, from how far up. */
export function* caller(shell: Shell, args: readonly string[]): Coroutine<number> {
  const { calls } = shell;
  // a file is a call itself, which nobody is known to have made
  const called = calls.length > 0 || shell.invocation === 'file';
  if (!called && args[0] !== '--help') return 1;
  const options = yield* builtinOptions(shell, args, '');
  if (typeof options === 'number') return options;
  const [given] = options.operands;
  if (given === undefined) {
    const [innermost] = calls;
    const from = calls[1]?.source ?? (shell.invocation === 'file' && calls.length > 0 ? shell.name : 'NULL');
    return yield* print(shell, `${innermost?.line ?? 0} ${from}\n`);
  }
  if (!/^[0-9]+$/.test(given)) {
    yield* builtinError(shell, `${given}: invalid number`);
    yield* usage(shell, synopsisOf('caller'));
    return USAGE;
  }
  const call = calls[Number(given)];
  const outer = calls[Number(given) + 1];
  if (call === undefined || (outer === undefined && shell.invocation !== 'file')) return 1;
  return yield* print(shell, `${call.line} ${outer?.name ?? 'main'} ${outer?.source ?? shell.name}\n`);
}

// Which files does a shell read before its first command? (bash(1), INVOCATION)

import { strerror } from '../../kernel/abi/errno.ts';
import { readFile } from '../libc/read.ts';
import { failed } from '../program.ts';
import type { Coroutine } from '../program.ts';
import { reportError } from './errors.ts';
import type { Invocation } from './invocation.ts';
import type { Shell } from './shell.ts';

const LOGIN_FILES = ['.bash_profile', '.bash_login', '.profile'];

export function* runStartupFiles(shell: Shell, invocation: Invocation): Coroutine<void> {
  const home = shell.variables.text('HOME') ?? '';
  if (shell.login) {
    if (!invocation.profileFiles) return;
    yield* runIfThere(shell, '/etc/profile');
    const files = shell.dialect === 'dash' ? ['.profile'] : LOGIN_FILES;
    for (const file of files) if (yield* runIfThere(shell, `${home}/${file}`)) return;
    return;
  }
  const { rcFile } = invocation;
  if (!shell.interactive || shell.dialect === 'dash' || rcFile === null) return;
  yield* runIfThere(shell, '/etc/bash.bashrc');
  yield* runIfThere(shell, rcFile.replace(/^~/, home));
}

/** A file that is not there is no mistake. */
function* runIfThere(shell: Shell, path: string): Coroutine<boolean> {
  const text = yield* readFile(shell.sys, path);
  if (failed(text)) {
    if (text.errno !== 'ENOENT' && text.errno !== 'ENOTDIR')
      yield* reportError(shell, `${path}: ${strerror(text.errno)}`);
    return false;
  }
  const { interactive } = shell;
  shell.interactive = false;
  shell.sourceLevel += 1;
  yield* shell.run.text(shell, text, 'file');
  shell.sourceLevel -= 1;
  shell.interactive = interactive;
  shell.skip = null;
  return true;
}

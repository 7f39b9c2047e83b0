// Which directory does ~ stand for? (bash(1), Tilde Expansion)

import { readUsers } from '../../libc/users.ts';
import type { Coroutine } from '../../program.ts';
import { directoryStack } from '../builtins/directory-stack.ts';
import type { Shell } from '../shell.ts';

/** The tilde-prefix at the start of unquoted text, without what follows it; null when there is none. */
export function tildePrefix(text: string, assignment: boolean): string | null {
  const found = (assignment ? /^~[^/:\\]*(?=[/:]|$)/ : /^~[^/\\]*(?=\/|$)/).exec(text);
  return found?.[0] ?? null;
}

/** Null when the prefix means nothing: it stays as it is. */
export function* expandTilde(shell: Shell, prefix: string): Coroutine<string | null> {
  const name = prefix.slice(1);
  if (name === '+') return shell.variables.text('PWD');
  if (name === '-') return shell.variables.text('OLDPWD');
  if (/^[+-]?[0-9]+$/.test(name) && shell.dialect === 'bash') return remembered(shell, name);
  const home = shell.variables.text('HOME');
  if (name === '' && home !== null) return home;
  const users = yield* readUsers(shell.sys);
  const user = name === '' ? users.byUid(shell.euid) : users.byName(name);
  return user?.home ?? null;
}

/** ~2, ~+2 and ~-2: what `dirs +2` and `dirs -2` show. */
function remembered(shell: Shell, name: string): string | null {
  const stack = directoryStack(shell);
  const number = Number(name.replace(/^[+-]/, ''));
  return stack[name.startsWith('-') ? stack.length - 1 - number : number] ?? null;
}

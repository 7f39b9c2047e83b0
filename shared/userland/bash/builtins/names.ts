// Which words are keywords and builtins, and how are builtins used? (bash(1), help builtin) Pure tables.

import { HELP_TOPICS } from './help-topics.ts';

export const KEYWORDS: readonly string[] = [
  'if', 'then', 'else', 'elif', 'fi', 'case', 'esac', 'for', 'select', 'while', 'until', 'do', 'done', 'in', 'function',
  'time', '{', '}', '!', '[[', ']]', 'coproc',
]; // prettier-ignore

/** In alphabetical order, as `enable` lists them. */
export const BUILTIN_NAMES: readonly string[] = [
  '.', ':', '[', 'alias', 'bg', 'bind', 'break', 'builtin', 'caller', 'cd', 'command', 'compgen', 'complete', 'compopt',
  'continue', 'declare', 'dirs', 'disown', 'echo', 'enable', 'eval', 'exec', 'exit', 'export', 'false', 'fc', 'fg',
  'getopts', 'hash', 'help', 'history', 'jobs', 'kill', 'let', 'local', 'logout', 'mapfile', 'popd', 'printf', 'pushd',
  'pwd', 'read', 'readarray', 'readonly', 'return', 'set', 'shift', 'shopt', 'source', 'suspend', 'test', 'times', 'trap',
  'true', 'type', 'typeset', 'ulimit', 'umask', 'unalias', 'unset', 'wait',
]; // prettier-ignore

export function isBuiltinName(name: string): boolean {
  return BUILTIN_NAMES.includes(name);
}

/** What stands behind "usage:". */
export function synopsisOf(name: string): string {
  return HELP_TOPICS.find(([topic]) => topic === name)?.[1] ?? name;
}

// What may the word be that is being typed? By the command it is a word of. (bash-completion; bash(1), Completing)

import { ownEntry } from '../../../own-entry.ts';
import { SIGRTMAX } from '../../../kernel/abi/signal.ts';
import type { Sight } from '../../completion.ts';
import { Users } from '../../libc/users.ts';
import { BUILTIN_NAMES, KEYWORDS } from '../builtins/names.ts';
import type { Shell } from '../shell.ts';
import { bashSignalName } from '../signal-names.ts';

/** The kinds of words there are. */
export type Kind =
  | 'command' | 'file' | 'directory' | 'pid' | 'process-name' | 'job' | 'signal' | 'dashed-signal' | 'variable'
  | 'user' | 'alias' | 'builtin' | 'function'; // prettier-ignore

/** Commands that run another one: their options, then a command line of its own. */
const RUN_COMMANDS: Readonly<
  Record<string, { readonly withValue: readonly string[]; readonly words: number }>
> = {
  exec: { withValue: ['-a'], words: 0 },
  nohup: { withValue: [], words: 0 },
  command: { withValue: [], words: 0 },
  builtin: { withValue: [], words: 0 },
  setsid: { withValue: [], words: 0 },
  watch: { withValue: ['-n'], words: 0 },
  xargs: { withValue: ['-n', '-I', '-L', '-P'], words: 0 },
  tini: { withValue: ['-p'], words: 0 },
  'dumb-init': { withValue: [], words: 0 },
  sudo: { withValue: ['-u', '-g'], words: 0 },
  env: { withValue: ['-u', '-C'], words: 0 },
  timeout: { withValue: ['-s', '-k', '--signal'], words: 1 },
  strace: { withValue: ['-p', '-o', '-e', '-s', '-a'], words: 0 },
  unshare: { withValue: ['-S', '-G', '-R', '-w'], words: 0 },
  nsenter: { withValue: ['-t', '--target', '-S', '-G'], words: 0 },
};

/** What an option's value is, where it stands in a word of its own. */
const OPTION_VALUES: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  ...options('pid', 'nsenter -t', 'nsenter --target', 'ps -p', 'ps --pid', 'ps --ppid', 'ps -q', 'strace -p', 'strace --attach', 'lsns -p', 'lsns --task', 'top -p', 'pgrep -P', 'pkill -P', 'taskset -p'), // prettier-ignore
  ...options('signal', 'kill -s', 'kill -l', 'kill --signal', 'killall -s', 'killall --signal', 'pkill --signal', 'timeout -s', 'timeout --signal', 'trap -p'), // prettier-ignore
  ...options('user', 'ps -u', 'ps -U', 'pgrep -u', 'pgrep -U', 'pkill -u', 'pkill -U', 'killall -u', 'sudo -u', 'su -l', 'top -u'), // prettier-ignore
  ...options('process-name', 'ps -C'),
]);

/** What the other words of a command are; files where nothing is said. */
const WORDS: ReadonlyMap<string, readonly Kind[]> = new Map<string, readonly Kind[]>([
  ['kill', ['pid']],
  ['wait', ['pid', 'job']],
  ['disown', ['job', 'pid']],
  ['fg', ['job']],
  ['bg', ['job']],
  ['jobs', ['job']],
  ['pstree', ['pid', 'user']],
  ['lsns', []],
  ['pkill', ['process-name']],
  ['pgrep', ['process-name']],
  ['killall', ['process-name']],
  ['pidof', ['process-name']],
  ['trap', ['signal']],
  ['su', ['user']],
  ['id', ['user']],
  ['type', ['command']],
  ['which', ['command']],
  ['man', ['command']],
  ['hash', ['command']],
  ['help', ['builtin']],
  ['alias', ['alias']],
  ['unalias', ['alias']],
  ['export', ['variable']],
  ['unset', ['variable', 'function']],
  ['read', ['variable']],
  ['declare', ['variable']],
  ['typeset', ['variable']],
  ['local', ['variable']],
  ['readonly', ['variable']],
  ['cd', ['directory']],
  ['rmdir', ['directory']],
  ['mkdir', ['directory']],
]);

const DASH_IS_SIGNAL: readonly string[] = ['kill', 'killall', 'pkill'];

/** `lead`: the words of the command before this one. Order: of importance, and all of them are offered. */
export function kindsOf(word: string, lead: readonly string[]): readonly Kind[] {
  const [name, ...before] = lead;
  if (name === undefined) return ['command'];
  const inner = innerCommand(name, before);
  if (inner !== null && !word.startsWith('-')) return kindsOf(word, inner);
  const last = before.at(-1);
  const value = last === undefined ? undefined : OPTION_VALUES.get(`${name} ${last}`);
  if (value !== undefined) return [value];
  if (word.startsWith('%')) return ['job'];
  if (word.startsWith('-'))
    return DASH_IS_SIGNAL.includes(name) && isFirstOption(before) ? ['dashed-signal'] : [];
  if (name === 'trap' && before.length === 0) return ['command'];
  if (name === 'ps' && /^\d/.test(word)) return ['pid'];
  return WORDS.get(name) ?? ['file'];
}

/** `kill -TERM -<Tab>` asks for a process group, not for a second signal. */
function isFirstOption(before: readonly string[]): boolean {
  return !before.some((word) => word.startsWith('-'));
}

/** The command line inside another one, as far as it was typed; null where the words are still the outer one's own. */
function innerCommand(name: string, words: readonly string[]): readonly string[] | null {
  const runner = ownEntry(RUN_COMMANDS, name);
  if (runner === undefined) return null;
  let at = 0;
  while (at < words.length && /^-|^\w+=/.test(words[at] ?? '')) at += runner.withValue.includes(words[at] ?? '') ? 2 : 1; // prettier-ignore
  at += runner.words;
  return at > words.length ? null : words.slice(at);
}

/** All words of a kind, unsorted; files are looked up elsewhere. `word` is what was typed of it. */
export function wordsOf(kind: Kind, word: string, shell: Shell, sight: Sight): readonly string[] {
  switch (kind) {
    case 'command':
      return [...BUILTIN_NAMES, ...KEYWORDS, ...shell.aliases.keys(), ...shell.functions.keys(), ...programs(shell, sight)]; // prettier-ignore
    case 'file':
    case 'directory':
      return [];
    case 'pid':
      return pids(sight);
    case 'process-name':
      return pids(sight).map((pid) => sight.read(`/proc/${pid}/comm`).trimEnd());
    case 'job':
      return shell.jobs.all().map(({ number }) => `%${number}`);
    case 'signal':
      return signals(/^S/i.test(word) ? 'SIG' : '');
    case 'dashed-signal':
      return signals(/^-S/i.test(word) ? '-SIG' : '-');
    case 'variable':
      return shell.variables.names();
    case 'user':
      return new Users(sight.read('/etc/passwd'), '').users.map(({ name }) => name);
    case 'alias':
      return [...shell.aliases.keys()];
    case 'builtin':
      return BUILTIN_NAMES;
    case 'function':
      return [...shell.functions.keys()];
  }
}

function programs(shell: Shell, sight: Sight): readonly string[] {
  const directories = (shell.variables.text('PATH') ?? '').split(':');
  return directories.flatMap((directory) =>
    sight.list(directory === '' ? '.' : directory).flatMap(({ name, kind }) => (kind === 'executable' ? [name] : [])),
  ); // prettier-ignore
}

/** Of the processes that the proc file system shows to this shell. */
function pids(sight: Sight): readonly string[] {
  return sight.list('/proc').flatMap(({ name }) => (/^\d+$/.test(name) ? [name] : []));
}

/** Long names begin with S as well: TERM and SIGTERM are not offered together. */
function signals(lead: string): readonly string[] {
  const names: string[] = [];
  for (let number = 1; number <= SIGRTMAX; number += 1) {
    const name = bashSignalName(number);
    if (name !== null) names.push(`${lead}${name.slice('SIG'.length)}`);
  }
  return names;
}

function options(kind: Kind, ...all: readonly string[]): readonly (readonly [string, Kind])[] {
  return all.map((option) => [option, kind] as const);
}

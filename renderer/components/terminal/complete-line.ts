// What does Tab make of a line? It finishes the word before the cursor as far as there is only one way to go on.
//
// The window knows the commands and the processes, not the files of the machine: it completes commands, numbers of
// processes, signals of kill and the paths of /proc that every process has.

export interface CompletionWords {
  /** Commands that can be typed. */
  readonly commands: readonly string[];
  /** The numbers that the shell knows, ascending. */
  readonly pids: readonly number[];
}

export interface Completion {
  /** The whole line, and where the cursor then stands, in code points. */
  readonly text: string;
  readonly cursor: number;
  /** The ways to go on where there are several; in order. */
  readonly candidates: readonly string[];
}

const BUILTINS = ['bg', 'cd', 'echo', 'exec', 'exit', 'export', 'fg', 'jobs', 'kill', 'pwd', 'set', 'trap', 'type', 'ulimit', 'unset', 'wait']; // prettier-ignore
const SIGNALS = ['-CONT', '-HUP', '-INT', '-KILL', '-QUIT', '-STOP', '-TERM', '-TSTP', '-USR1', '-USR2'];
/** Commands whose words are numbers of processes. */
const TAKE_PIDS: readonly string[] = ['kill', 'wait', 'ps', 'pstree', 'nsenter', 'lsns', 'strace'];
const PROC_FILES = ['cmdline', 'comm', 'ns/', 'stat', 'status'];
const NS_FILES = ['mnt', 'pid', 'pid_for_children', 'user'];

export function completeLine(text: string, cursor: number, words: CompletionWords): Completion {
  const points = [...text];
  const before = points.slice(0, cursor).join('');
  const after = points.slice(cursor).join('');
  const command = before.split(/[|;&(]|\$\(/).at(-1) ?? '';
  const [, lead = '', word = ''] = /^(.*\s)?(\S*)$/s.exec(command.trimStart()) ?? [];
  const found = candidatesFor(word, lead.trim().split(/\s+/).filter(Boolean), words);
  const added = continuation(word, found);
  return {
    text: `${before}${added}${after}`,
    cursor: cursor + [...added].length,
    candidates: found.length > 1 ? found : [],
  };
}

/** Whole words that begin with this one, in order, each once. `lead`: the words of the command before it. */
function candidatesFor(
  word: string,
  lead: readonly string[],
  { commands, pids }: CompletionWords,
): readonly string[] {
  const [name] = lead;
  if (name === undefined) return beginning([...commands, ...BUILTINS].sort(), word);
  const proc = /^(\/proc\/)(?:(\d+|self)\/)?(ns\/)?/.exec(word);
  if (proc !== null) return beginning(procPaths(proc, pids), word);
  if (name === 'kill' && word.startsWith('-')) return beginning(SIGNALS, word);
  if (name === 'type' || name === 'which' || name === 'man') return beginning([...commands].sort(), word);
  return TAKE_PIDS.includes(name) && word !== '' ? beginning(pids.map(String), word) : [];
}

function procPaths([, root = '', pid, ns]: RegExpExecArray, pids: readonly number[]): readonly string[] {
  if (pid === undefined) return [...pids.map((number) => `${root}${number}/`), `${root}self/`];
  if (ns === undefined) return PROC_FILES.map((file) => `${root}${pid}/${file}`);
  return NS_FILES.map((file) => `${root}${pid}/ns/${file}`);
}

function beginning(all: readonly string[], word: string): readonly string[] {
  return all.filter((each, index) => each.startsWith(word) && all[index - 1] !== each);
}

/** What is missing of what all of them begin with; a word that is whole is followed by a blank. */
function continuation(word: string, found: readonly string[]): string {
  const [first, ...rest] = found;
  if (first === undefined) return '';
  if (rest.length === 0) return `${first.slice(word.length)}${first.endsWith('/') ? '' : ' '}`;
  let length = first.length;
  for (const other of rest) while (!other.startsWith(first.slice(0, length))) length -= 1;
  return first.slice(word.length, length);
}

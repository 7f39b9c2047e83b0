// What was searched for and run before? ~/.lesshst keeps it from one time to the next (LESSHISTFILE names another file, - none).

import { failed } from '../../program.ts';
import { linesOf, readFileOrEmpty } from '../../libc/read.ts';
import type { Coroutine } from '../../program.ts';
import type { Process } from '../../libc/process.ts';

const KINDS = ['search', 'shell'] as const;
export type HistoryKind = (typeof KINDS)[number];

const FIRST_LINE = '.less-history-file:';
const OWNER_ONLY = 0o600;

export class History {
  readonly #process: Process;
  readonly #entries: Record<HistoryKind, string[]> = { search: [], shell: [] };
  readonly #added: Record<HistoryKind, string[]> = { search: [], shell: [] };
  /** Kinds that were used, if only to repeat the last entry. */
  readonly #used = new Set<HistoryKind>();

  constructor(process: Process) {
    this.#process = process;
  }

  *load(): Coroutine<void> {
    const path = this.#path;
    if (path === null) return;
    let kind: HistoryKind | null = null;
    for (const line of linesOf(yield* readFileOrEmpty(this.#process.sys, path))) {
      kind = headingOf(line) ?? kind;
      if (line.startsWith('"') && kind !== null) this.#entries[kind].push(line.slice(1));
    }
  }

  last(kind: HistoryKind): string | null {
    return this.#entries[kind].at(-1) ?? null;
  }

  add(kind: HistoryKind, entry: string): void {
    if (entry === '') return;
    this.#used.add(kind);
    if (this.last(kind) === entry) return;
    this.#entries[kind].push(entry);
    this.#added[kind].push(entry);
  }

  repeat(kind: HistoryKind): void {
    this.#used.add(kind);
  }

  /** What is new goes to the end of its part, where another part follows, else under a heading of its own. */
  *save(): Coroutine<void> {
    const path = this.#path;
    if (path === null || this.#used.size === 0) return;
    const { sys } = this.#process;
    const left = new Set(this.#used);
    const lines = [FIRST_LINE];
    let current: HistoryKind | null = null;
    for (const line of linesOf(yield* readFileOrEmpty(sys, path))) {
      const kind = headingOf(line);
      if (line === FIRST_LINE || (kind !== null && kind === current)) continue;
      if (kind !== null && current !== null && left.delete(current))
        lines.push(...quoted(this.#added[current]));
      current = kind ?? current;
      lines.push(line);
    }
    for (const kind of KINDS) if (left.has(kind)) lines.push(`.${kind}`, ...quoted(this.#added[kind]));
    const fd = yield* sys.open(path, ['O_WRONLY', 'O_CREAT', 'O_TRUNC'], OWNER_ONLY);
    if (failed(fd)) return;
    yield* sys.write(fd, lines.map((line) => `${line}\n`).join(''));
    yield* sys.close(fd);
  }

  get #path(): string | null {
    const { env } = this.#process;
    const named = env.get('LESSHISTFILE');
    const home = env.get('HOME');
    const path = named ?? (home === undefined ? null : `${home}/.lesshst`);
    return path === '' || path === '-' || path === '/dev/null' || env.has('LESSSECURE') ? null : path;
  }
}

function headingOf(line: string): HistoryKind | null {
  return KINDS.find((kind) => line === `.${kind}`) ?? null;
}

function quoted(entries: readonly string[]): readonly string[] {
  return entries.map((entry) => `"${entry}`);
}

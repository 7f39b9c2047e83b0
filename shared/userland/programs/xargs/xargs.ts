// Builds command lines from its input. xargs(1)

import { delimited, quoted } from './items.ts';
import { execvp } from '../../libc/exec.ts';
import { failed } from '../../program.ts';
import { LineReader, readAll } from '../../libc/read.ts';
import { program } from '../../libc/process.ts';
import { quote } from '../../libc/coreutils.ts';
import { readXargsLine } from './settings.ts';
import { signalNumber } from '../../../kernel/abi/signal.ts';
import { XARGS_HELP, XARGS_VERSION } from './usage.ts';
import type { Coroutine } from '../../program.ts';
import type { Item } from './items.ts';
import type { Process } from '../../libc/process.ts';
import type { WaitStatus } from '../../../kernel/abi/wait-status.ts';
import type { XargsSettings } from './settings.ts';

const SOME_FAILED = 123;
const STDIN = 0;

export const xargs = program(function* (process: Process): Coroutine<number> {
  const line = readXargsLine(process.args);
  switch (line.kind) {
    case 'help':
    case 'version':
      process.print(line.kind === 'help' ? XARGS_HELP : XARGS_VERSION);
      return 0;
    case 'refused':
      yield* process.error(line.message);
      if (line.hint) yield* process.eprint("Try 'xargs --help' for more information.\n");
      return 1;
    case 'run':
      for (const warning of line.warnings) yield* process.error(warning);
      return yield* runFrom(process, line.settings);
  }
});

function* runFrom(process: Process, settings: XargsSettings): Coroutine<number> {
  const { file } = settings;
  const fd = file === null || file === '-' ? STDIN : yield* process.sys.open(file);
  if (failed(fd)) {
    yield* process.error(`Cannot open input file ${quote(process, file ?? '')}`, fd);
    return 1;
  }
  const text = yield* readAll(process.sys, fd);
  if (fd !== STDIN) yield* process.sys.close(fd);
  if (failed(text)) return 1;
  const { delimiter } = settings;
  const { items, unclosed } =
    delimiter === null
      ? quoted(text, settings.replace !== null, settings.endMark)
      : { items: delimited(text, delimiter), unclosed: null };
  if (unclosed !== null) {
    if (items.length > 0) yield* new Runner(process, settings).all(items);
    yield* process.error(
      `unmatched ${unclosed} quote; by default quotes are special to xargs unless you use the -0 option`,
    );
    return 1;
  }
  return yield* new Runner(process, settings).all(items);
}

class Runner {
  readonly #process: Process;
  readonly #settings: XargsSettings;
  /** Who runs, and in which place. */
  readonly #running = new Map<number, { readonly slot: number; readonly name: string }>();
  #terminal: LineReader | null = null;
  #status = 0;

  constructor(process: Process, settings: XargsSettings) {
    this.#process = process;
    this.#settings = settings;
  }

  *all(items: readonly Item[]): Coroutine<number> {
    const { command, replace, runEmpty } = this.#settings;
    if (items.length === 0 && !runEmpty) return 0;
    const batches = this.#batches(items);
    for (const batch of batches) {
      if (batch === 'tooLong') {
        yield* this.#process.error('argument line too long');
        yield* this.#waitFor(0);
        return 1;
      }
      const argv = replace === null ? [...command, ...batch] : command.map((word) => word.replaceAll(replace, () => batch[0] ?? '')); // prettier-ignore
      const ended = yield* this.#start(argv);
      if (ended > SOME_FAILED || ended === 1) return ended;
    }
    const ended = yield* this.#waitFor(0);
    return ended > SOME_FAILED ? ended : this.#status;
  }

  /** As many items as -L, -n and -s let a command line have. */
  #batches(items: readonly Item[]): readonly (readonly string[] | 'tooLong')[] {
    const { command, replace, lines, args, size, exact } = this.#settings;
    if (items.length === 0) return [[]];
    if (replace !== null) return items.map(({ text }) => [text]);
    const own = command.reduce((sum, word) => sum + word.length + 1, 0);
    const batches: (readonly string[] | 'tooLong')[] = [];
    let batch: string[] = [];
    let [used, linesIn] = [own, 0];
    const finish = (): void => {
      batches.push(batch);
      [batch, used, linesIn] = [[], own, 0];
    };
    for (const { text, endsLine } of items) {
      if (used + text.length + 1 > size) {
        if (batch.length === 0 || (exact && (args !== null || lines !== null)))
          return [...batches, 'tooLong'];
        finish();
      }
      batch.push(text);
      used += text.length + 1;
      if (endsLine) linesIn += 1;
      if (batch.length === args || (lines !== null && linesIn === lines)) finish();
    }
    return batch.length > 0 ? [...batches, batch] : batches;
  }

  /** 0, SOME_FAILED, or the status with which xargs itself ends. */
  *#start(argv: readonly string[]): Coroutine<number> {
    const { sys } = this.#process;
    const { verbose, asks, openTty, processes, slotVariable } = this.#settings;
    if (verbose) yield* this.#process.eprint(argv.join(' ') + (asks ? '' : '\n'));
    if (asks) {
      const answer = yield* this.#agrees();
      if (typeof answer === 'number') return answer;
      if (!answer) return 0;
    }
    if (processes > 0) {
      const ended = yield* this.#waitFor(processes - 1);
      if (ended > SOME_FAILED) return ended;
    }
    yield* this.#process.flush();
    const slot = this.#freeSlot();
    const env = new Map(this.#process.env);
    if (slotVariable !== null) env.set(slotVariable, String(slot));
    const child = yield* sys.fork(
      function* (this: Runner): Coroutine<number> {
        // the command must not take what is left of the input
        const input = yield* sys.open(openTty ? '/dev/tty' : '/dev/null');
        if (!failed(input)) yield* sys.dup2(input, STDIN);
        const refused = yield* execvp(sys, argv, env);
        yield* this.#process.error(argv[0] ?? '', refused);
        return refused.errno === 'ENOENT' ? 127 : 126;
      }.bind(this),
    );
    if (failed(child)) {
      yield* this.#process.error('cannot fork', child);
      return 1;
    }
    this.#running.set(child, { slot, name: argv[0] ?? '' });
    return processes === 1 ? yield* this.#waitFor(0) : 0;
  }

  #freeSlot(): number {
    const taken = new Set([...this.#running.values()].map(({ slot }) => slot));
    let slot = 0;
    while (taken.has(slot)) slot += 1;
    return slot;
  }

  /** -p asks at the terminal, for standard input is what xargs reads. */
  *#agrees(): Coroutine<boolean | number> {
    const { sys } = this.#process;
    if (this.#terminal === null) {
      const fd = yield* sys.open('/dev/tty');
      if (failed(fd)) {
        yield* this.#process.error('failed to open /dev/tty for reading', fd);
        return 1;
      }
      this.#terminal = new LineReader(sys, fd);
    }
    yield* this.#process.eprint('?...');
    const answer = yield* this.#terminal.next();
    return answer !== null && !failed(answer) && /^[yY]/.test(answer);
  }

  /** Until so many still run. */
  *#waitFor(left: number): Coroutine<number> {
    while (this.#running.size > left) {
      const waited = yield* this.#process.sys.wait4(-1);
      if (failed(waited)) return 1;
      const one = this.#running.get(waited.pid);
      this.#running.delete(waited.pid);
      const ended = yield* this.#verdict(one?.name ?? '', waited.status);
      if (ended > SOME_FAILED) return ended;
      if (ended !== 0) this.#status = SOME_FAILED;
    }
    return 0;
  }

  *#verdict(name: string, status: WaitStatus | null): Coroutine<number> {
    if (status === null || !('exited' in status)) {
      if (status === null || !('signaled' in status)) return 0;
      yield* this.#process.error(`${name}: terminated by signal ${signalNumber(status.signaled)}`);
      return 125;
    }
    if (status.exited === 0) return 0;
    if (status.exited === 255) {
      yield* this.#process.error(`${name}: exited with status 255; aborting`);
      return 124;
    }
    return status.exited === 126 || status.exited === 127 ? status.exited : SOME_FAILED;
  }
}

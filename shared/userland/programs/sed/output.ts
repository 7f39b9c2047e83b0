// Where does sed write? Standard output, the copy of a file that is edited in place, and the files of w.

import { failed } from '../../program.ts';
import { SedFailure } from './failure.ts';
import { strerror } from '../../../kernel/abi/errno.ts';
import type { Coroutine } from '../../program.ts';
import type { Fd } from '../../sys.ts';
import type { Process } from '../../libc/process.ts';

/** One of them. A line that had no newline gets it as soon as something follows. */
export class Output {
  readonly #process: Process;
  /** Null for standard output, which is buffered. */
  readonly #fd: Fd | null;
  #owesNewline = false;

  constructor(process: Process, fd: Fd | null) {
    this.#process = process;
    this.#fd = fd;
  }

  /** `ending` is '' for a line without a newline. */
  *line(text: string, ending: string, usual: string): Coroutine<void> {
    yield* this.text(text + ending, usual);
    this.#owesNewline = ending === '';
  }

  *text(text: string, usual: string): Coroutine<void> {
    const made = (this.#owesNewline ? usual : '') + text;
    this.#owesNewline = false;
    if (this.#fd !== null) yield* this.#process.sys.write(this.#fd, made);
    else {
      this.#process.print(made);
      yield* this.#process.settle();
    }
  }

  *close(): Coroutine<void> {
    if (this.#fd !== null) yield* this.#process.sys.close(this.#fd);
  }
}

/** The files that w, W and s///w name, which are made before anything is read. */
export function* openOutputs(
  process: Process,
  names: readonly string[],
  standard: Output,
): Coroutine<ReadonlyMap<string, Output>> {
  const outputs = new Map<string, Output>([['/dev/stdout', standard]]);
  for (const name of names) {
    if (outputs.has(name)) continue;
    const fd =
      name === '/dev/stderr' ? 2 : yield* process.sys.open(name, ['O_WRONLY', 'O_CREAT', 'O_TRUNC'], 0o666);
    if (typeof fd !== 'number') throw new SedFailure(`couldn't open file ${name}: ${strerror(fd.errno)}`);
    outputs.set(name, new Output(process, fd));
  }
  return outputs;
}

/** A file as it will be, beside the file as it is. */
export interface Copy {
  readonly path: string;
  readonly output: Output;
}

export function* closeCopy(
  { sys }: Process,
  name: string,
  { path, output }: Copy,
  suffix: string,
): Coroutine<void> {
  yield* output.close();
  const stat = yield* sys.stat(name);
  if (!failed(stat)) {
    yield* sys.chown(path, { uid: stat.uid, gid: stat.gid }, { follow: true });
    yield* sys.chmod(path, stat.mode);
  }
  if (suffix !== '') {
    const moved = yield* sys.rename(name, backupName(name, suffix));
    if (failed(moved)) {
      yield* sys.unlink(path);
      throw new SedFailure(`cannot rename ${name}: ${strerror(moved.errno)}`);
    }
  }
  yield* sys.rename(path, name);
}

/** A * in the suffix stands for the name; without a slash the copy is beside the file. */
function backupName(name: string, suffix: string): string {
  const slash = name.lastIndexOf('/') + 1;
  const [directory, base] = [name.slice(0, slash), name.slice(slash)];
  const backup = suffix.includes('*') ? suffix.replaceAll('*', base) : base + suffix;
  return backup.includes('/') ? backup : directory + backup;
}

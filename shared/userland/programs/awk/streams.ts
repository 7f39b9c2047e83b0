// What has a running awk program open: the files and commands it writes to and reads from, by the names it used?

import { AwkFailure } from './failure.ts';
import { failed } from '../../program.ts';
import { fromByteText } from '../../libc/utf8.ts';
import { pclose, popen, runCommand } from '../../libc/popen.ts';
import { RecordReader } from './records.ts';
import { strerror } from '../../../kernel/abi/errno.ts';
import type { Coroutine, Failure } from '../../program.ts';
import type { Destination } from './syntax.ts';
import type { Fd } from '../../sys.ts';
import type { Process } from '../../libc/process.ts';
import { signalNumber } from '../../../kernel/abi/signal.ts';
import type { WaitStatus } from '../../../kernel/abi/wait-status.ts';

const STDIN: Fd = 0;
const STDERR: Fd = 2;
const SHELL = '/bin/sh';
const BUFFER_SIZE = 4096;
const NOT_OPEN = -1;
const FAILED_TO_OPEN = null;

interface Output {
  readonly fd: Fd;
  /** Of a command; null for a file. */
  readonly pid: number | null;
  pending: string;
}

interface Source {
  readonly fd: Fd;
  readonly pid: number | null;
  readonly records: RecordReader;
}

export class Streams {
  readonly #process: Process;
  readonly #outputs = new Map<string, Output>();
  readonly #sources = new Map<string, Source>();

  constructor(process: Process) {
    this.#process = process;
  }

  /** `text` and `name` are bytes, as everything in awk is. */
  *write(how: Destination['how'] | null, name: string, text: string): Coroutine<void> {
    if (how === null || (how !== '|' && (name === '/dev/stdout' || name === '-'))) {
      this.#process.print(fromByteText(text));
      yield* this.#process.settle();
      return;
    }
    const output = this.#outputs.get(name) ?? (yield* this.#openOutput(how, name));
    output.pending += text;
    if (output.fd === STDERR || output.pending.length >= BUFFER_SIZE) yield* this.#flush(name, output);
  }

  *#openOutput(how: Destination['how'], name: string): Coroutine<Output> {
    const output = how === '|' ? yield* this.#openPipe(name) : yield* this.#openFile(how, name);
    this.#outputs.set(name, output);
    return output;
  }

  *#openFile(how: '>' | '>>', name: string): Coroutine<Output> {
    if (name === '/dev/stderr') return { fd: STDERR, pid: null, pending: '' };
    const mode = how === '>' ? ('O_TRUNC' as const) : ('O_APPEND' as const);
    const path = fromByteText(name);
    const fd = yield* this.#process.sys.open(path, ['O_WRONLY', 'O_CREAT', mode, 'O_CLOEXEC'], 0o666);
    if (failed(fd)) throw new AwkFailure(`cannot open "${path}" for output (${strerror(fd.errno)})`);
    return { fd, pid: null, pending: '' };
  }

  *#openPipe(name: string): Coroutine<Output> {
    yield* this.flushAll();
    const pipe = yield* popen(this.#process, fromByteText(name), 'write', SHELL);
    if (failed(pipe)) throw new AwkFailure(`cannot open "${fromByteText(name)}" for output (${strerror(pipe.errno)})`); // prettier-ignore
    return { ...pipe, pending: '' };
  }

  /** The records of a file or of what a command prints; null where it can't be opened. */
  *source(from: 'file' | 'command', name: string): Coroutine<RecordReader | null> {
    const key = `${from} ${name}`;
    const known = this.#sources.get(key);
    if (known !== undefined) return known.records;
    const opened = yield* from === 'file' ? this.#openSource(name) : this.#openCommand(name);
    if (failed(opened)) return FAILED_TO_OPEN;
    const records = new RecordReader(this.#process.sys, opened.fd);
    this.#sources.set(key, { ...opened, records });
    return records;
  }

  *#openSource(name: string): Coroutine<{ readonly fd: Fd; readonly pid: null } | Failure> {
    if (name === '-' || name === '/dev/stdin') return { fd: STDIN, pid: null };
    const fd = yield* this.#process.sys.open(fromByteText(name), ['O_RDONLY', 'O_CLOEXEC']);
    return failed(fd) ? fd : { fd, pid: null };
  }

  *#openCommand(name: string): Coroutine<{ readonly fd: Fd; readonly pid: number } | Failure> {
    yield* this.flushAll();
    return yield* popen(this.#process, fromByteText(name), 'read', SHELL);
  }

  /** The status of the command, 0 for a file, -1 where nothing of that name is open. */
  *close(name: string): Coroutine<number> {
    let status = NOT_OPEN;
    const output = this.#outputs.get(name);
    if (output !== undefined) status = yield* this.#closeOutput(name, output);
    for (const from of ['file', 'command'] as const) {
      const source = this.#sources.get(`${from} ${name}`);
      if (source === undefined) continue;
      this.#sources.delete(`${from} ${name}`);
      status = statusOf(
        source.pid === null ? null : yield* pclose(this.#process, { ...source, pid: source.pid }),
      );
      if (source.pid === null && source.fd !== STDIN) yield* this.#process.sys.close(source.fd);
    }
    return status;
  }

  *#closeOutput(name: string, output: Output): Coroutine<number> {
    this.#outputs.delete(name);
    yield* this.#flush(name, output);
    if (output.pid !== null) return statusOf(yield* pclose(this.#process, { ...output, pid: output.pid }));
    if (output.fd !== STDERR) yield* this.#process.sys.close(output.fd);
    return 0;
  }

  /** At the end: commands get what is left for them, and are waited for. */
  *closeOutputs(): Coroutine<void> {
    for (const [name, output] of [...this.#outputs]) yield* this.#closeOutput(name, output);
  }

  *flushAll(): Coroutine<void> {
    yield* this.#process.flush();
    for (const [name, output] of this.#outputs) yield* this.#flush(name, output);
  }

  /** fflush(name): 0, or -1 where nothing of that name is open. */
  *flush(name: string): Coroutine<number> {
    const output = this.#outputs.get(name);
    if (output === undefined) return NOT_OPEN;
    yield* this.#flush(name, output);
    return 0;
  }

  *#flush(name: string, output: Output): Coroutine<void> {
    const { pending } = output;
    output.pending = '';
    if (pending === '') return;
    const written = yield* this.#process.sys.write(output.fd, fromByteText(pending));
    if (failed(written) && written.errno !== 'EPIPE')
      throw new AwkFailure(`close failed on file ${fromByteText(name)} (${strerror(written.errno)})`);
  }

  *system(command: string): Coroutine<number> {
    yield* this.flushAll();
    return statusOf(yield* runCommand(this.#process, fromByteText(command), SHELL));
  }
}

/** A command that a signal ended counts 256 and the signal's number. */
function statusOf(status: WaitStatus | null): number {
  if (status === null) return 0;
  if ('exited' in status) return status.exited;
  return 'signaled' in status ? 256 + signalNumber(status.signaled) : 0;
}

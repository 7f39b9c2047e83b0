// Keeps the new namespaces on files when everybody has left them: --pid=FILE and its kin bind them there.

import { failed } from '../../program.ts';
import type { Coroutine, Failure } from '../../program.ts';
import type { Process } from '../../libc/process.ts';
import type { Settings } from './settings.ts';
import type { Sys } from '../../sys.ts';

/** A mount that failed, in the words of unshare. */
export interface NotKept {
  readonly message: string;
  readonly failure: Failure;
}

/** Who binds from the mount namespace that is left behind: a new one would keep the mounts to itself. */
export class Keeper {
  readonly #sys: Sys;
  readonly #pid: number;
  readonly #go: number;

  constructor(sys: Sys, pid: number, go: number) {
    this.#sys = sys;
    this.#pid = pid;
    this.#go = go;
  }

  /** Forked before the namespaces are made; it waits until it may bind them. Null where nobody has to. */
  static *start(process: Process, settings: Settings): Coroutine<Keeper | Failure | null> {
    const { sys } = process;
    if (settings.kept.length === 0 || !settings.flags.has('CLONE_NEWNS')) return null;
    const gate = yield* sys.pipe();
    if (failed(gate)) return gate;
    const parent = yield* sys.getpid();
    const child = yield* sys.fork(function* () {
      yield* sys.close(gate.write);
      yield* sys.read(gate.read, 1);
      const problem = yield* bind(sys, settings, parent);
      if (problem === null) return 0;
      yield* process.warn(problem.message, problem.failure);
      return 1;
    });
    yield* sys.close(gate.read);
    yield* sys.setCloexec(gate.write, true);
    return failed(child) ? child : new Keeper(sys, child, gate.write);
  }

  /** The status to leave with where it could not. */
  *keep(): Coroutine<number | null> {
    yield* this.#sys.write(this.#go, '\n');
    yield* this.#sys.close(this.#go);
    const waited = yield* this.#sys.wait4(this.#pid);
    if (failed(waited) || waited.status === null || !('exited' in waited.status)) return 1;
    return waited.status.exited === 0 ? null : waited.status.exited;
  }
}

export function* bind(sys: Sys, settings: Settings, pid: number): Coroutine<NotKept | null> {
  for (const { file, target } of settings.kept) {
    const source = `/proc/${pid}/${file}`;
    const failure = yield* sys.mount(source, target, '', ['MS_BIND']);
    if (failed(failure)) return { message: `mount ${source} on ${target} failed`, failure };
  }
  return null;
}

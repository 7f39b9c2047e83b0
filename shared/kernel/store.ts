// Through what does `evolve` write? Records by kind and id, so that one recipe per event serves the live machine,
// replay, and the test oracle. What a write does is the binding's business: live-store.ts, transient-store.ts and
// mutable-store.ts each have one.

import { invariant, InvariantViolation } from '../result.ts';
import { copyMeta, RECORD_KIND } from './record-kind.ts';
import type { RecordKind } from './record-kind.ts';
import type { MntNsId, Pid, PidId, PidNsId, TaskId, TtyId, UserNsId } from './ids.ts';
import type {
  KernelMeta,
  KernelState,
  MountNamespace,
  PidNamespace,
  PidStruct,
  Tty,
  UserNamespace,
} from './state.ts';
import type { Table } from './table.ts';
import type { Task } from './task.ts';

export interface KernelRecord {
  readonly id: number;
  readonly v: number;
}

/** A record's fields can be assigned; what is inside a field is replaced as a whole, never changed in place. */
export type Assignable<R> = { -readonly [Field in keyof R]: R[Field] };
/** Reads of the draft see what was assigned before. Nothing of the draft may be kept when the recipe ends. */
export type Recipe<R> = (draft: Assignable<R>) => void;
/** A record to put: the store stamps its `v`, and it is the store's from then on. */
export type Unstamped<R extends KernelRecord> = Omit<R, 'v'>;

/** What makes one kind of store differ from another. */
export interface StoreBinding {
  /** The record as the recipe leaves it, stamped: the same one where the binding may change it in place. */
  revise<R extends KernelRecord>(record: R, recipe: Recipe<R>, seq: number, kind: RecordKind<R>): R;
  /** A record (or the state itself) that was just made, ready to be kept. `nested`: which of its fields may be new. */
  keep<R extends object>(value: R, nested: readonly (keyof R)[]): R;
  set<V>(table: Table<V>, key: number, value: V): Table<V>;
  delete<V>(table: Table<V>, key: number): Table<V>;
}

/** The records of one kind. */
class RecordStore<R extends KernelRecord> {
  table: Table<R>;
  readonly #kind: RecordKind<R>;
  readonly #binding: StoreBinding;
  readonly #meta: KernelMeta;

  constructor(kind: RecordKind<R>, table: Table<R>, binding: StoreBinding, meta: KernelMeta) {
    this.#kind = kind;
    this.table = table;
    this.#binding = binding;
    this.#meta = meta;
  }

  get(id: number): R {
    const record = this.table.get(id);
    if (record === undefined) throw new InvariantViolation(`no ${this.#kind.what} ${id}`);
    return record;
  }

  find(id: number): R | undefined {
    return this.table.get(id);
  }

  put(record: Unstamped<R>): void {
    // With its stamp, it is a record of this kind.
    const stamped = record as Assignable<R>;
    stamped.v = this.#meta.seq;
    this.table = this.#binding.set(this.table, stamped.id, this.#binding.keep(stamped, this.#kind.nested));
  }

  update(id: number, recipe: Recipe<R>): void {
    const record = this.get(id);
    const next = this.#binding.revise(record, recipe, this.#meta.seq, this.#kind);
    if (next !== record) this.table = this.#binding.set(this.table, id, next);
  }

  remove(id: number): void {
    invariant(this.table.has(id), `no ${this.#kind.what} ${id} to remove`);
    this.table = this.#binding.delete(this.table, id);
  }
}

/**
 * The state while events are applied to it.
 *
 * `begin` opens an event; each record touched until the next one is stamped with its seq. `x(id)` throws where the
 * record is missing, `findX(id)` answers undefined, `updateX` and `removeX` throw too.
 */
export class KernelStore {
  readonly #binding: StoreBinding;
  readonly #meta: Assignable<KernelMeta>;
  readonly #tasks: RecordStore<Task>;
  readonly #pids: RecordStore<PidStruct>;
  readonly #pidNamespaces: RecordStore<PidNamespace>;
  readonly #userNamespaces: RecordStore<UserNamespace>;
  readonly #mountNamespaces: RecordStore<MountNamespace>;
  readonly #ttys: RecordStore<Tty>;
  #finished = false;

  constructor(state: KernelState, binding: StoreBinding) {
    const { tasks, pids, pidNamespaces, userNamespaces, mountNamespaces, ttys } = state;
    const meta = copyMeta(state);
    this.#binding = binding;
    this.#meta = meta;
    this.#tasks = new RecordStore(RECORD_KIND.task, tasks, binding, meta);
    this.#pids = new RecordStore(RECORD_KIND.pid, pids, binding, meta);
    this.#pidNamespaces = new RecordStore(RECORD_KIND.pidNs, pidNamespaces, binding, meta);
    this.#userNamespaces = new RecordStore(RECORD_KIND.userNs, userNamespaces, binding, meta);
    this.#mountNamespaces = new RecordStore(RECORD_KIND.mntNs, mountNamespaces, binding, meta);
    this.#ttys = new RecordStore(RECORD_KIND.tty, ttys, binding, meta);
  }

  /** The seq of the event that is being applied, or was last. */
  get seq(): number {
    return this.#meta.seq;
  }

  /** The scalars of the state as they are now: what a recipe reads of them. */
  get meta(): KernelMeta {
    return this.#meta;
  }

  /** The state as it is now. It is only good until the next write. */
  get view(): KernelState {
    const meta = this.#meta;
    return {
      seq: meta.seq,
      now: meta.now,
      nextTask: meta.nextTask,
      nextPidNs: meta.nextPidNs,
      nextUserNs: meta.nextUserNs,
      nextMntNs: meta.nextMntNs,
      nextMount: meta.nextMount,
      rootPidNs: meta.rootPidNs,
      rootUserNs: meta.rootUserNs,
      rootMntNs: meta.rootMntNs,
      mailbox: meta.mailbox,
      tasks: this.#tasks.table,
      pids: this.#pids.table,
      pidNamespaces: this.#pidNamespaces.table,
      userNamespaces: this.#userNamespaces.table,
      mountNamespaces: this.#mountNamespaces.table,
      ttys: this.#ttys.table,
    };
  }

  /** Opens the event that leads to the state of this seq: one more than the last. */
  begin(seq: number): void {
    invariant(!this.#finished, 'a finished store takes no more events');
    invariant(seq === this.#meta.seq + 1, `event ${seq} cannot follow event ${this.#meta.seq}`);
    this.#meta.seq = seq;
  }

  /** The state that the events led to. The store takes no more of them. */
  finish(): KernelState {
    this.#finished = true;
    return this.#binding.keep(this.view, ['mailbox']);
  }

  updateMeta(recipe: Recipe<KernelMeta>): void {
    recipe(this.#meta);
  }

  task(id: TaskId): Task {
    return this.#tasks.get(id);
  }
  findTask(id: TaskId): Task | undefined {
    return this.#tasks.find(id);
  }
  putTask(record: Unstamped<Task>): void {
    this.#tasks.put(record);
  }
  updateTask(id: TaskId, recipe: Recipe<Task>): void {
    this.#tasks.update(id, recipe);
  }
  removeTask(id: TaskId): void {
    this.#tasks.remove(id);
  }

  pid(id: PidId): PidStruct {
    return this.#pids.get(id);
  }
  findPid(id: PidId): PidStruct | undefined {
    return this.#pids.find(id);
  }
  putPid(record: Unstamped<PidStruct>): void {
    this.#pids.put(record);
  }
  updatePid(id: PidId, recipe: Recipe<PidStruct>): void {
    this.#pids.update(id, recipe);
  }
  removePid(id: PidId): void {
    this.#pids.remove(id);
  }

  pidNs(id: PidNsId): PidNamespace {
    return this.#pidNamespaces.get(id);
  }
  findPidNs(id: PidNsId): PidNamespace | undefined {
    return this.#pidNamespaces.find(id);
  }
  putPidNs(record: Unstamped<PidNamespace>): void {
    this.#pidNamespaces.put(record);
  }
  updatePidNs(id: PidNsId, recipe: Recipe<PidNamespace>): void {
    this.#pidNamespaces.update(id, recipe);
  }
  removePidNs(id: PidNsId): void {
    this.#pidNamespaces.remove(id);
  }

  userNs(id: UserNsId): UserNamespace {
    return this.#userNamespaces.get(id);
  }
  findUserNs(id: UserNsId): UserNamespace | undefined {
    return this.#userNamespaces.find(id);
  }
  putUserNs(record: Unstamped<UserNamespace>): void {
    this.#userNamespaces.put(record);
  }
  updateUserNs(id: UserNsId, recipe: Recipe<UserNamespace>): void {
    this.#userNamespaces.update(id, recipe);
  }
  removeUserNs(id: UserNsId): void {
    this.#userNamespaces.remove(id);
  }

  mntNs(id: MntNsId): MountNamespace {
    return this.#mountNamespaces.get(id);
  }
  findMntNs(id: MntNsId): MountNamespace | undefined {
    return this.#mountNamespaces.find(id);
  }
  putMntNs(record: Unstamped<MountNamespace>): void {
    this.#mountNamespaces.put(record);
  }
  updateMntNs(id: MntNsId, recipe: Recipe<MountNamespace>): void {
    this.#mountNamespaces.update(id, recipe);
  }
  removeMntNs(id: MntNsId): void {
    this.#mountNamespaces.remove(id);
  }

  tty(id: TtyId): Tty {
    return this.#ttys.get(id);
  }
  findTty(id: TtyId): Tty | undefined {
    return this.#ttys.find(id);
  }
  putTty(record: Unstamped<Tty>): void {
    this.#ttys.put(record);
  }
  updateTty(id: TtyId, recipe: Recipe<Tty>): void {
    this.#ttys.update(id, recipe);
  }
  removeTty(id: TtyId): void {
    this.#ttys.remove(id);
  }

  /** The number of this namespace now names this struct pid. */
  takeNumber(ns: PidNsId, number: Pid, pid: PidId): void {
    this.updatePidNs(ns, (draft) => {
      draft.numbers = this.#binding.set(draft.numbers, number, pid);
    });
  }

  /** The number of this namespace is free again. */
  freeNumber(ns: PidNsId, number: Pid): void {
    this.updatePidNs(ns, (draft) => {
      draft.numbers = this.#binding.delete(draft.numbers, number);
    });
  }
}

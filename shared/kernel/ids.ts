// What names a thing in the simulated kernel, and which of these names are ever used again.
//
// A TaskId, PidId or any *NsId is simulation-wide, handed out in order and never reused: it stands where the
// kernel has a pointer. A Pid is a number in one namespace, and is reused (PNS-06). The two are never mixed.

declare const brand: unique symbol;
type Brand<T, Name extends string> = T & { readonly [brand]: Name };

/** A `struct task_struct`. */
export type TaskId = Brand<number, 'TaskId'>;
/** A `struct pid`: the numbers one process, group or session has, one per level. Equals the TaskId it was made for. */
export type PidId = Brand<number, 'PidId'>;
/** A `struct pid_namespace`. */
export type PidNsId = Brand<number, 'PidNsId'>;
/** A `struct user_namespace`. */
export type UserNsId = Brand<number, 'UserNsId'>;
/** A `struct mnt_namespace`. */
export type MntNsId = Brand<number, 'MntNsId'>;
/** A terminal: the n of /dev/pts/n. */
export type TtyId = Brand<number, 'TtyId'>;
/** A process number in one PID namespace. */
export type Pid = Brand<number, 'Pid'>;
export type Uid = Brand<number, 'Uid'>;
export type Gid = Brand<number, 'Gid'>;
/** Simulated milliseconds since the machine was started. Only inputs advance it. */
export type SimTime = Brand<number, 'SimTime'>;

// The one place where bare numbers become names; each says which.
export const asTaskId = (n: number): TaskId => n as TaskId;
export const asPidId = (n: number): PidId => n as PidId;
export const asPidNsId = (n: number): PidNsId => n as PidNsId;
export const asUserNsId = (n: number): UserNsId => n as UserNsId;
export const asMntNsId = (n: number): MntNsId => n as MntNsId;
export const asTtyId = (n: number): TtyId => n as TtyId;
export const asPid = (n: number): Pid => n as Pid;
export const asUid = (n: number): Uid => n as Uid;
export const asGid = (n: number): Gid => n as Gid;
export const asSimTime = (n: number): SimTime => n as SimTime;

/** The number of a namespace's init inside its namespace (PNS-01). */
export const INIT_PID = asPid(1);

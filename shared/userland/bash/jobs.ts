// Which children does a shell have, in which jobs, and which job is "current"? (bash(1), JOB CONTROL; jobs.c)

import { shellStatus } from '../../kernel/abi/wait-status.ts';
import type { WaitStatus } from '../../kernel/abi/wait-status.ts';

export interface JobProcess {
  readonly pid: number;
  readonly command: string;
  /** What wait4 last reported; null while it runs. */
  status: WaitStatus | null;
}

export type JobState = 'running' | 'stopped' | 'dead';

export interface Job {
  /** What [n] and %n show. */
  readonly number: number;
  readonly pgrp: number;
  /** In the order of the pipeline; never empty. */
  readonly processes: readonly JobProcess[];
  /** Where the shell stood when it was started. */
  readonly directory: string;
  /** Started while job control was on: it has a group of its own. */
  readonly jobControl: boolean;
  /** Started with `&`. (J_ASYNC) */
  readonly async: boolean;
  state: JobState;
  foreground: boolean;
  /** The user has been told about its state. */
  notified: boolean;
  /** disown -h: not sent SIGHUP when the shell gets one. */
  noHangup: boolean;
}

export class Jobs {
  /** By number, ascending. */
  readonly #jobs = new Map<number, Job>();
  /** The same ones. */
  #ascending: Job[] | null = null;
  current: number | null = null;
  previous: number | null = null;
  /** Children that are no job: those of command and process substitution. Null while they run. */
  readonly unlisted = new Map<number, WaitStatus | null>();
  /** The statuses of ended background processes, so that `wait PID` still finds them. */
  readonly #ended = new Map<number, number>();

  /** What a forked copy of the shell keeps: the list, which it can show but not wait for. */
  copy(): Jobs {
    return this.copyInto(new Jobs());
  }

  protected copyInto<J extends Jobs>(copy: J): J {
    for (const job of this.#jobs.values()) {
      copy.#jobs.set(job.number, { ...job, processes: job.processes.map((process) => ({ ...process })) });
    }
    copy.current = this.current;
    copy.previous = this.previous;
    return copy;
  }

  clear(): void {
    this.#jobs.clear();
    this.#ascending = null;
    this.current = null;
    this.previous = null;
  }

  /** Ascending by number. */
  all(): readonly Job[] {
    return (this.#ascending ??= [...this.#jobs.values()].sort((a, b) => a.number - b.number));
  }

  /** As they are listed. */
  listed(): readonly Job[] {
    return this.all();
  }

  get(number: number): Job | undefined {
    return this.#jobs.get(number);
  }

  /** An interactive shell counts on from its highest job; a script takes the lowest free number. */
  add(job: Omit<Job, 'number'>, interactive: boolean): Job {
    let number = 1;
    if (interactive) number = (this.all().at(-1)?.number ?? 0) + 1;
    else while (this.#jobs.has(number)) number += 1;
    const added: Job = { ...job, number };
    const last = this.#ascending?.at(-1)?.number ?? 0;
    this.#jobs.set(number, added);
    if (number > last) this.#ascending?.push(added);
    else this.#ascending = null;
    return added;
  }

  delete(job: Job): void {
    this.#jobs.delete(job.number);
    this.#ascending = null;
    if (job.number === this.current || job.number === this.previous) this.resetCurrent();
  }

  /** delete_all_jobs: nobody is current any more, whoever is left. */
  deleteAll(jobs: readonly Job[]): void {
    for (const job of jobs) this.#jobs.delete(job.number);
    this.#ascending = null;
    this.current = null;
    this.previous = null;
  }

  ofProcess(pid: number): Job | undefined {
    return this.all().find((job) => job.processes.some((process) => process.pid === pid));
  }

  rememberEnded(pid: number, status: number): void {
    this.#ended.set(pid, status);
  }

  endedStatus(pid: number): number | undefined {
    return this.#ended.get(pid);
  }

  forgetEnded(): void {
    this.#ended.clear();
  }

  /** set_current_job: who is `-` is decided anew. */
  setCurrent(number: number): void {
    if (this.current !== number) {
      this.previous = this.current;
      this.current = number;
    }
    if (this.previous !== null && this.previous !== this.current && this.#is(this.previous, 'stopped'))
      return;
    const older = this.#is(number, 'stopped') ? this.#last('stopped', number) : null;
    this.previous =
      older ?? this.#last('running', this.#is(number, 'running') ? number : Infinity) ?? this.current;
  }

  /** reset_current: the newest stopped job is `+`, else the newest running one. */
  resetCurrent(): void {
    const candidates = [this.current, this.previous].find(
      (number) => number !== null && this.#is(number, 'stopped'),
    );
    const chosen = candidates ?? this.#last('stopped', Infinity) ?? this.#last('running', Infinity);
    if (chosen === null) {
      this.current = null;
      this.previous = null;
    } else this.setCurrent(chosen);
  }

  /** `+`, `-` or a blank. */
  mark(job: Job): string {
    if (job.number === this.current) return '+';
    return job.number === this.previous ? '-' : ' ';
  }

  #is(number: number, state: JobState): boolean {
    return this.#jobs.get(number)?.state === state;
  }

  #last(state: JobState, below: number): number | null {
    return this.all().findLast((job) => job.state === state && job.number < below)?.number ?? null;
  }
}

export function lastProcess(job: Job): JobProcess {
  const last = job.processes[job.processes.length - 1];
  if (last === undefined) throw new Error(`job ${job.number} has no process`);
  return last;
}

/** The first of its processes that was ended or stopped by a signal tells how the terminal was left. (job_signal_status) */
export function signalStatus(job: Job): WaitStatus | null {
  const signaled = job.processes.find(
    ({ status }) => status !== null && ('signaled' in status || 'stopped' in status),
  );
  return signaled?.status ?? lastProcess(job).status;
}

/** `$?` of a job: its last process's, or with pipefail the last one that is not zero. */
export function jobStatus(job: Job, pipefail: boolean): WaitStatus | null {
  const { status } = lastProcess(job);
  if (!pipefail) return status;
  const failures = job.processes.filter(
    (process) => process.status !== null && shellStatus(process.status) !== 0,
  );
  return failures[failures.length - 1]?.status ?? status;
}

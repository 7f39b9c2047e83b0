// In which order does dash keep its jobs, and which one is "current"? (dash(1), jobs; jobs.c, set_curjob)

import { Jobs } from './jobs.ts';
import type { Job } from './jobs.ts';

/** The newest first, but behind all that are stopped; of these the one that stopped last. */
export class DashJobs extends Jobs {
  #order: readonly number[] = [];

  override copy(): Jobs {
    const copy = super.copyInto(new DashJobs());
    copy.#order = this.#order;
    return copy;
  }

  override listed(): readonly Job[] {
    return this.#order.flatMap((number) => this.get(number) ?? []);
  }

  override add(job: Omit<Job, 'number'>, interactive: boolean): Job {
    const added = super.add(job, interactive);
    this.#order = [added.number, ...this.#order.filter((number) => number !== added.number)];
    return added;
  }

  override setCurrent(number: number): void {
    const others = this.#order.filter((other) => other !== number);
    this.#arrange(this.#isStopped(number) ? [number, ...others] : this.#behindStopped(number, others));
  }

  override resetCurrent(): void {
    const stopped = this.#order.filter((number) => this.#isStopped(number));
    this.#arrange([...stopped, ...this.#order.filter((number) => !stopped.includes(number))]);
  }

  #behindStopped(number: number, others: readonly number[]): readonly number[] {
    const stopped = others.filter((other) => this.#isStopped(other));
    return [...stopped, number, ...others.filter((other) => !stopped.includes(other))];
  }

  #isStopped(number: number): boolean {
    return this.get(number)?.state === 'stopped';
  }

  #arrange(order: readonly number[]): void {
    this.#order = order.filter((number) => this.get(number) !== undefined);
    this.current = this.#order[0] ?? null;
    this.previous = this.#order[1] ?? null;
  }
}

export function newJobs(dialect: 'bash' | 'dash'): Jobs {
  return dialect === 'dash' ? new DashJobs() : new Jobs();
}

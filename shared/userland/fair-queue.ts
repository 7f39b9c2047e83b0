// Who has had less of the processor than the others, and so goes first when woken? (kernel/sched/fair.c: EEVDF)
//
// Everybody on the queue has used some virtual time; the average is what each should have used. Whoever is behind it is
// owed the difference (its lag), keeps that while asleep, and preempts the running one when it is woken. Whoever is ahead
// stays on the queue when it goes to sleep, until the others have caught up (DELAY_DEQUEUE): so nobody wakes up in debt,
// unless it has stopped. The running one is otherwise not preempted by whoever it wakes (RUN_TO_PARITY). (fidelity: turns)

/** sysctl_sched_base_slice, in microseconds. */
const SLICE_US = 1400;
/** entity_lag: nobody is owed more, or owes more. */
const MOST_LAG_US = 4000;

export class Share {
  /** Where it waits for the processor, runs, or lingers although it sleeps; null when it is off the queue. */
  queue: FairQueue | null = null;
  vruntimeUs = 0;
  deadlineUs = 0;
  /** While it runs: from then on whoever is owed nothing may preempt it as well. (vprot) */
  protectedUntilUs = 0;
  /** It has never been on the queue: then it has half a slice. (PLACE_DEADLINE_INITIAL) */
  isNew = true;
  lagUs = 0;
}

export class FairQueue {
  readonly #members = new Set<Share>();
  readonly #lingering = new Set<Share>();
  #sumUs = 0;

  get isEmpty(): boolean {
    return this.#members.size === 0;
  }

  /** enqueue_entity: back from sleep, or new. */
  add(share: Share): void {
    if (share.queue !== null) {
      if (this.#lingering.has(share) && this.#lag(share) > 0) this.charge(share, this.#lag(share));
      if (this.#lingering.delete(share)) share.deadlineUs = share.vruntimeUs + SLICE_US;
      return;
    }
    const others = this.#members.size;
    const owed = others === 0 ? 0 : (share.lagUs * (others + 1)) / others;
    share.vruntimeUs = this.#average() - owed;
    share.deadlineUs = share.vruntimeUs + (share.isNew ? SLICE_US / 2 : SLICE_US);
    share.protectedUntilUs = share.vruntimeUs + SLICE_US;
    share.isNew = false;
    share.queue = this;
    this.#members.add(share);
    this.#sumUs += share.vruntimeUs;
  }

  /** It has run. */
  charge(share: Share, us: number): void {
    share.vruntimeUs += us;
    this.#sumUs += us;
  }

  /** dequeue_entity, of one that goes to sleep: not before it is eligible. */
  sleep(share: Share): void {
    if (this.#isEligible(share)) this.remove(share);
    else this.#lingering.add(share);
  }

  /** The same at once: it has stopped or died. */
  remove(share: Share): void {
    share.lagUs = Math.max(-MOST_LAG_US, Math.min(this.#lag(share), MOST_LAG_US));
    share.queue = null;
    this.#members.delete(share);
    this.#lingering.delete(share);
    this.#sumUs = this.isEmpty ? 0 : this.#sumUs - share.vruntimeUs;
  }

  /** Somebody is picked: whoever lingers and is no longer ahead leaves before, and is owed nothing. (DELAY_ZERO) */
  settle(): void {
    for (const share of this.#lingering) if (this.#isEligible(share)) this.#forgive(share);
  }

  /** The processor has nothing else to do: all leave. */
  drain(): void {
    for (const share of this.#lingering) this.#forgive(share);
  }

  /**
   * wakeup_preempt: it has just been put there, and is owed something; or nothing is owed to anybody, and the running one
   * has used up its slice.
   */
  preempts(share: Share, running: Share, isNew = false): boolean {
    const lag = this.#lag(share);
    if (lag > 0) return true;
    if (!isNew || lag < 0 || running.vruntimeUs <= running.protectedUntilUs) return false;
    running.deadlineUs = running.vruntimeUs + SLICE_US;
    running.protectedUntilUs = running.deadlineUs;
    return share.deadlineUs <= running.deadlineUs;
  }

  /** pick_eevdf: of those that are not ahead, the one with the earliest deadline. */
  pick(shares: readonly Share[]): Share | undefined {
    const eligible = shares.filter((share) => this.#isEligible(share));
    return [...(eligible.length === 0 ? shares : eligible)].sort((a, b) => a.deadlineUs - b.deadlineUs)[0];
  }

  #forgive(share: Share): void {
    this.remove(share);
    share.lagUs = 0;
  }

  #isEligible(share: Share): boolean {
    return this.#lag(share) >= 0;
  }

  #lag(share: Share): number {
    return this.#average() - share.vruntimeUs;
  }

  /** avg_vruntime. */
  #average(): number {
    return this.isEmpty ? 0 : this.#sumUs / this.#members.size;
  }
}

// How do two ways to do the same compare? In one run, turn by turn, by processor time: figures from different runs, or
// from the wall clock of a busy machine, say nothing about each other.

export interface Contestant {
  /** Makes what one turn works on; not measured. */
  readonly prepare?: () => void;
  readonly run: () => void;
}

/** Processor milliseconds of one turn each, the median of the turns. */
export function compete<Name extends string>(
  contestants: Readonly<Record<Name, Contestant>>,
  rounds = 5,
): Record<Name, number> {
  // Object.keys forgets the type of the keys.
  const names = Object.keys(contestants) as Name[];
  const turns = new Map<Name, number[]>(names.map((name) => [name, []]));
  for (let round = -1; round < rounds; round += 1) {
    for (const name of names) {
      const { prepare, run } = contestants[name];
      prepare?.();
      const spent = cpuMs(run);
      // The first round warms up.
      if (round >= 0) turns.get(name)?.push(spent);
    }
  }
  return Object.fromEntries([...turns].map(([name, spent]) => [name, median(spent)])) as Record<Name, number>;
}

export function cpuMs(run: () => void): number {
  const start = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The smallest value that this share of all values does not exceed. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? NaN;
}

/** Prints one line: what was measured, its figure, and the goal it has. */
export function report(what: string, figure: string, goal = ''): void {
  console.log(`${what.padEnd(62)}${figure.padStart(14)}${goal === '' ? '' : `   goal: ${goal}`}`);
}

export function times(ratio: number): string {
  return `${ratio >= 100 ? Math.round(ratio) : ratio.toPrecision(2)} x`;
}

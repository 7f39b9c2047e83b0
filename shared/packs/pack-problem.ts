// What is wrong with a pack, said so that its author finds the place.

/** Where a problem is. Lines and columns count from 1; null where the whole file is meant. */
export interface PackProblem {
  /** The rule that was broken: PL001 and on. */
  readonly rule: `PL${string}`;
  readonly severity: 'error' | 'warning';
  /** Path inside the pack. */
  readonly file: string;
  readonly line: number | null;
  readonly column: number | null;
  readonly message: string;
}

/** One line for people: `exercise.yaml:3:5 PL001 weight: expected a number`. */
export function describeProblem(problem: PackProblem): string {
  const place =
    problem.line === null ? problem.file : `${problem.file}:${problem.line}:${problem.column ?? 1}`;
  return `${place} ${problem.rule} ${problem.message}`;
}

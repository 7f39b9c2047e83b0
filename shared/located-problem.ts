// Where is a value from outside not what it should be, and why?

import type { z } from 'zod';

export interface LocatedProblem {
  /** Like `steps[3].sig`; empty for the value as a whole. */
  readonly at: string;
  readonly problem: string;
}

/** In the order in which the schema found them. */
export function locatedProblems(error: z.ZodError): readonly LocatedProblem[] {
  return error.issues.map(({ path, message }) => ({ at: pathText(path), problem: message }));
}

/** The first of them, in one line. */
export function firstProblem(problems: readonly LocatedProblem[]): string {
  const [first] = problems;
  if (first === undefined) return 'unknown shape';
  return first.at === '' ? first.problem : `${first.at}: ${first.problem}`;
}

function pathText(path: readonly PropertyKey[]): string {
  return path
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
    .join('')
    .replace(/^\./, '');
}

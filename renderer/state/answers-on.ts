// What was answered on a line? The last answer to each question counts.

import type { Timeline } from '#shared/replay/timeline.ts';

/** By question. */
export function answersOn({ inputs }: Timeline): ReadonlyMap<string, string> {
  const answers = new Map<string, string>();
  for (const { input } of inputs) if (input.kind === 'answer') answers.set(input.question, input.value);
  return answers;
}

// What does every event say: what kind it is, whose doing it was, and which rule decided it?

import type { TaskId } from './ids.ts';
import type { RuleId } from './rules.ts';

export type Rule = RuleId;

export interface Fact<Type extends string> {
  readonly type: Type;
  readonly actor: TaskId | null;
  readonly rule?: Rule;
}

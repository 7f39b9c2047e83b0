// What an instructor writes: a pack of units of exercises. Data only; see parse-pack.ts for the files.

import type { Misconception } from './misconceptions.ts';
import type { World } from '../userland/world.ts';

export interface Question {
  readonly id: string;
  /** Markdown, one paragraph. */
  readonly ask: string;
  readonly kind: 'choice' | 'text' | 'number';
  readonly choices?: readonly { readonly id: string; readonly text: string }[];
  /**
   * When the question may be asked: a checkpoint id that must be true first, or null for at once. */
  readonly after: string | null;
}

export interface Checkpoint {
  readonly id: string;
  readonly weight: number;
  /** CEL over the documented view (grading/view.ts). */
  readonly expr: string;
  /** The sentence the learner reads as a fact that must become true. */
  readonly fact: string;
  /** Said when it is not met and the learner asks why. */
  readonly fail: string;
  readonly needs: readonly string[];
  readonly visibility: 'visible' | 'after_published';
}

/** The exercise can't be solved any more from here. */
export interface FailCheck {
  readonly when: string;
  readonly text: string;
}

/** A belief the lab recognises (M1-M24), by a CEL expression over the run. */
export interface WrongApproach {
  readonly misconception: string;
  readonly detect: string;
  readonly text: string;
}

export interface Exercise {
  readonly id: string;
  readonly slug: string;
  /** "4.1". */
  readonly number: string;
  readonly title: string;
  readonly concepts: readonly string[];
  /** Slugs. */
  readonly prerequisites: readonly string[];
  readonly minutes: number;
  readonly optional: boolean;
  readonly world: World;
  /** Commands offered by completion and the palette; empty means all. */
  readonly commands: readonly string[];
  /** Markdown. */
  readonly task: string;
  readonly hints: readonly string[];
  /** Markdown, shown after success. */
  readonly debrief: string;
  readonly questions: readonly Question[];
  readonly checkpoints: readonly Checkpoint[];
  readonly failchecks: readonly FailCheck[];
  readonly wrong: readonly WrongApproach[];
  /** Each proves itself in `pack test`: typed into the machine, a solution passes all, a wrong approach does not and is named. */
  readonly solutions: readonly Script[];
  readonly wrongScripts: readonly (Script & { readonly misconception: string })[];
}

/** A .cmds file: see parse-script.ts for its lines. */
export interface Script {
  readonly name: string;
  readonly text: string;
}

export interface Unit {
  readonly slug: string;
  /** 1, 2, ... */
  readonly number: number;
  readonly title: string;
  readonly exercises: readonly Exercise[];
}

export interface Pack {
  readonly id: string;
  readonly slug: string;
  readonly version: string;
  readonly title: string;
  readonly description: string;
  readonly license: string;
  /** SHA-256 over all files. */
  readonly hash: string;
  /** Beliefs of its own, beside the built-in catalogue. */
  readonly misconceptions: Readonly<Record<string, Misconception>>;
  readonly units: readonly Unit[];
}

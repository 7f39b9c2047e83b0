// What is said aloud of what happened? One sentence for an event, a summary for an input of many.

import { endOf } from '#shared/log/branches.ts';
import { narrate } from '#shared/replay/narrate.ts';
import { summarize } from '#shared/replay/summary.ts';
import type { LabState } from './lab.svelte.ts';

export class Narrator {
  /** What was said last. */
  text = $state('');
  /** How often something was said: the same words twice are two things. */
  spoken = $state(0);

  readonly #lab: LabState;

  constructor(lab: LabState) {
    this.#lab = lab;
  }

  say(text: string): void {
    if (text === '') return;
    this.text = text;
    this.spoken += 1;
  }

  repeat(): void {
    this.say(this.text);
  }

  /** What the landmarks behind one moment, up to another, come to, and what that means for the exercise. */
  tell(from: number, to: number, news: string): void {
    this.say([this.wordsFor(from, to), news].filter((words) => words !== '').join(' '));
  }

  /** The moment that one has come to. */
  tellMoment(): void {
    const { timeline, seq } = this.#lab;
    const input = timeline.inputAt(seq);
    const sentence = this.sentenceAt(seq);
    this.say(sentence ?? (input === null || seq === endOf(input) ? 'Nothing to see happened here.' : ''));
  }

  wordsFor(from: number, to: number): string {
    const { timeline } = this.#lab;
    const told = timeline.landmarks.flatMap(({ seq }) => {
      if (seq <= from || seq > to) return [];
      const event = timeline.eventAt(seq);
      const sentence = this.sentenceAt(seq);
      return event === undefined || sentence === null ? [] : [{ event, sentence }];
    });
    return summarize(told);
  }

  /** Null where nothing happened that can be seen from here. */
  sentenceAt(seq: number): string | null {
    const { timeline, lens } = this.#lab;
    const event = timeline.eventAt(seq);
    if (event === undefined) return null;
    return narrate(event, { before: timeline.stateAt(seq - 1), after: timeline.stateAt(seq), lens });
  }
}

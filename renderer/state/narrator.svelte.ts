// What is said aloud of what happened? One sentence for an event, a summary for an input of many.

import { endOf } from '#shared/log/branches.ts';
import { narrate } from '#shared/replay/narrate.ts';
import type { LabState } from './lab.svelte.ts';

/** An input with more events than this is told as a summary. */
const MOST_SENTENCES = 5;

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
    const sentences = this.#lab.timeline.landmarks
      .filter(({ seq }) => seq > from && seq <= to)
      .flatMap(({ seq }) => this.sentenceAt(seq) ?? []);
    if (sentences.length <= MOST_SENTENCES) return sentences.join(' ');
    return `${sentences.length} events. ${sentences[0] ?? ''}`;
  }

  /** Null where nothing happened that can be seen from here. */
  sentenceAt(seq: number): string | null {
    const { timeline, lens } = this.#lab;
    const event = timeline.eventAt(seq);
    if (event === undefined) return null;
    return narrate(event, { before: timeline.stateAt(seq - 1), after: timeline.stateAt(seq), lens });
  }
}

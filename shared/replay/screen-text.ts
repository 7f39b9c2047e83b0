// What stood on a terminal at any moment? One text per terminal, and how far it had come at each event: a moment's text
// is a slice, not a concatenation.

import type { KernelEvent } from '../kernel/event.ts';
import { countUpTo } from './count-up-to.ts';

/** A terminal's number is given to a new terminal once the old one is closed. */
interface Opening {
  readonly seq: number;
  /** Where its text begins. */
  readonly offset: number;
}

export class ScreenText {
  #text = '';
  readonly #openings: Opening[] = [];
  /** Ascending: after this event, the text was so long. */
  readonly #writes: { readonly seq: number; readonly end: number }[] = [];

  /** Takes in the next event that concerns this terminal. */
  append(seq: number, event: KernelEvent): void {
    if (event.type === 'TtyOpened') this.#openings.push({ seq, offset: this.#text.length });
    if (event.type !== 'TtyWrote') return;
    this.#text += event.text;
    this.#writes.push({ seq, end: this.#text.length });
  }

  /** All that was written to it since it was opened, up to this event. */
  textAt(seq: number): string {
    const opening = this.#openings.findLast((candidate) => candidate.seq <= seq);
    const end = this.#writes[countUpTo(this.#writes, (write) => write.seq, seq) - 1]?.end ?? 0;
    return opening === undefined ? '' : this.#text.slice(opening.offset, end);
  }
}

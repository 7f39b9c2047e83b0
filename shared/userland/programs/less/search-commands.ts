// How is a search asked for, and where does it go on? The commands / ? n N and &

import { changedKind, PLAIN_SEARCH, searchLead } from './search.ts';
import { LineEntry } from './entry.ts';
import type { Coroutine } from '../../program.ts';
import type { PagerParts } from './parts.ts';
import type { SearchKind } from './search.ts';

export class SearchCommands {
  readonly #parts: PagerParts;
  readonly #entry: LineEntry;
  /** The kind of the last search, which n repeats. */
  #last: SearchKind = PLAIN_SEARCH;

  constructor(parts: PagerParts) {
    this.#parts = parts;
    this.#entry = new LineEntry(parts.console);
  }

  *ask(begin: SearchKind, count: number): Coroutine<void> {
    const typed = yield* this.#pattern(begin, begin.forward ? '/' : '?', false);
    if (typed === null) return;
    this.#parts.console.clearLine();
    this.#parts.history.add('search', typed.text);
    yield* this.#search(typed.kind, typed.text, count);
  }

  *again(how: { readonly reversed: boolean; readonly files: boolean }, count: number): Coroutine<void> {
    const before = this.#last;
    const forward = before.forward !== how.reversed;
    const kind = { ...before, forward, pastEnd: before.pastEnd || how.files };
    this.#entry.ask(searchLead(kind, forward ? '/' : '?'));
    this.#parts.console.clearLine();
    if (this.#parts.search.hasPattern) this.#parts.history.repeat('search');
    yield* this.#search(kind, '', count);
    this.#last = { ...this.#last, forward: before.forward, pastEnd: before.pastEnd };
  }

  *filter(): Coroutine<void> {
    const typed = yield* this.#pattern(PLAIN_SEARCH, '&/', true);
    if (typed === null) return;
    const { console, search, screen, history } = this.#parts;
    console.clearLine();
    history.add('search', typed.text);
    if (!(yield* search.filter(typed.kind, typed.text))) return;
    screen.forgetEnd();
    screen.trashed = true;
  }

  *#pattern(
    begin: SearchKind,
    sign: string,
    isFilter: boolean,
  ): Coroutine<{ readonly kind: SearchKind; readonly text: string } | null> {
    let kind = begin;
    this.#entry.ask(searchLead(kind, sign));
    const text = yield* this.#entry.line((key) => {
      const changed = changedKind(kind, key, isFilter);
      if (changed === null) return null;
      kind = changed;
      return searchLead(kind, sign);
    });
    return text === null ? null : { kind, text };
  }

  /** On into other files where that is asked for; where nothing is found, the file that was shown is shown again. */
  *#search(asked: SearchKind, text: string, count: number): Coroutine<void> {
    const { search, files, screen } = this.#parts;
    const before = files.current;
    let kind = asked;
    if (kind.fromFirstFile) {
      if (!(yield* kind.forward ? files.showNumber(1) : files.showNumber(files.count))) return;
      kind = { ...kind, fromFirstFile: false };
    }
    let left: number | null = count;
    for (;;) {
      left = yield* search.find(kind, text, left);
      kind = { ...kind, staysHere: false };
      this.#last = kind;
      if (left === 0) return;
      if (left === null || !kind.pastEnd) break;
      if (!(yield* kind.forward ? files.showNext(1) : files.showPrevious(1))) break;
    }
    if (left !== null) yield* screen.message('Pattern not found');
    if (before !== null) yield* files.show(before);
    files.isNew ||= asked.fromFirstFile;
  }
}

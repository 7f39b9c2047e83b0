// Which places are remembered under a letter? The commands m, M, ESC-m and '

import { LineEntry } from './entry.ts';
import type { Coroutine } from '../../program.ts';
import type { OpenFile } from './files.ts';
import type { PagerParts } from './parts.ts';
import type { Place } from './screen.ts';

interface Mark {
  readonly file: OpenFile | null;
  readonly place: Place;
}

export class Marks {
  readonly #parts: PagerParts;
  readonly #entry: LineEntry;
  readonly #marks = new Map<string, Mark>();

  constructor(parts: PagerParts) {
    this.#parts = parts;
    this.#entry = new LineEntry(parts.console);
  }

  *set(where: 'top' | 'bottom'): Coroutine<void> {
    const { screen, files } = this.#parts;
    const letter = yield* this.#letter('set mark: ');
    if (letter === null) return;
    const place = where === 'top' ? screen.place() : screen.bottomPlace();
    if (!isLetter(letter)) yield* screen.message(`Invalid mark letter ${letter}`);
    else if (place !== null) this.#marks.set(letter, { file: files.current, place });
    yield* screen.repaint();
  }

  *clear(): Coroutine<void> {
    const { screen } = this.#parts;
    const letter = yield* this.#letter('clear mark: ');
    if (letter === null) return;
    if (!isLetter(letter)) yield* screen.message(`Invalid mark letter ${letter}`);
    else if (!this.#marks.delete(letter)) yield* screen.message('Mark not set');
    yield* screen.repaint();
  }

  *goTo(): Coroutine<void> {
    const { console, screen, files, rows } = this.#parts;
    const letter = yield* this.#letter('goto mark: ');
    if (letter === null) return;
    console.clearLine();
    switch (letter) {
      case '^':
        return yield* screen.jump(0, 0);
      case '$':
        if (rows.text !== null) yield* rows.text.readToEnd();
        return yield* screen.jump(rows.text?.content.length ?? 0, screen.height);
      case '.': {
        const here = screen.place();
        return yield* screen.jump(here?.offset ?? 0, here?.line ?? 1);
      }
      case "'":
        return yield* screen.jump(screen.last?.offset ?? 0, screen.last?.line ?? 1);
    }
    if (!isLetter(letter)) return yield* screen.message(`Invalid mark letter ${letter}`);
    const mark = this.#marks.get(letter);
    if (mark === undefined) return yield* screen.message('Mark not set');
    if (mark.file !== null && mark.file !== files.current && !(yield* files.show(mark.file))) return;
    yield* screen.jump(mark.place.offset, mark.place.line);
  }

  *#letter(question: string): Coroutine<string | null> {
    this.#entry.ask(question);
    const key = yield* this.#parts.console.key();
    return key === null || key === '\n' || key === '\r' || LineEntry.isErase(key) ? null : key;
  }
}

function isLetter(key: string): boolean {
  return /^[a-zA-Z]$/.test(key);
}

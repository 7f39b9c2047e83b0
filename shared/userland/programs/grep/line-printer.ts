// What does grep print of a file? The selected lines, those around them, and what stands in front of them.

import type { Colors } from './colors.ts';
import type { GrepSettings } from './settings.ts';
import type { Matcher, Span } from './matcher.ts';

interface Place {
  readonly number: number;
  readonly offset: number;
  readonly line: string;
}

/** Puts the name and the number in front of lines, and shows the lines around the selected ones. */
export class LinePrinter {
  readonly #settings: GrepSettings;
  readonly #name: string | null;
  readonly #colors: Colors;
  #number = 0;
  #offset = 0;
  #before: Place[] = [];
  #afterLeft = 0;
  #lastPrinted = 0;

  constructor(settings: GrepSettings, name: string | null, colors: Colors) {
    this.#settings = settings;
    this.#name = name;
    this.#colors = colors;
  }

  /** The line of -c. */
  count(selected: number): string {
    return `${this.#nameBefore(':')}${selected}\n`;
  }

  /** The line of -l and -L. */
  fileName(name: string): string {
    return this.#colors.paint('fn', name) + (this.#settings.letters.has('Z') ? '\0' : '\n');
  }

  line(line: string, isSelected: boolean, matcher: Matcher): string {
    const { before, after, letters } = this.#settings;
    this.#number += 1;
    const place = { number: this.#number, offset: this.#offset, line };
    this.#offset += line.length + 1;
    if (isSelected) {
      const leading = this.#before;
      this.#before = [];
      this.#afterLeft = after;
      const first = leading[0]?.number ?? place.number;
      const isApart = (before > 0 || after > 0) && this.#lastPrinted > 0 && first > this.#lastPrinted + 1;
      const gap = isApart ? this.#groupSeparator() : '';
      this.#lastPrinted = place.number;
      const own = letters.has('o')
        ? letters.has('v')
          ? ''
          : this.#matches(place, matcher)
        : this.#whole(place, ':', matcher);
      return gap + leading.map((earlier) => this.#context(earlier, matcher)).join('') + own;
    }
    if (this.#afterLeft > 0) {
      this.#afterLeft -= 1;
      this.#lastPrinted = place.number;
      return this.#context(place, matcher);
    }
    if (before > 0) this.#before = [...this.#before, place].slice(-before);
    return '';
  }

  #groupSeparator(): string {
    const { groupSeparator } = this.#settings;
    return groupSeparator === null ? '' : `${this.#colors.paint('se', groupSeparator)}\n`;
  }

  #context(place: Place, matcher: Matcher): string {
    return this.#settings.letters.has('o') ? '' : this.#whole(place, '-', matcher);
  }

  #whole(place: Place, mark: ':' | '-', matcher: Matcher): string {
    const isInverted = this.#settings.letters.has('v');
    const isSelected = mark === ':';
    // only where there can be a match are matches looked for
    const matches = this.#colors.isOn && isSelected !== isInverted ? spansOf(place.line, matcher) : [];
    return this.#printed(place, mark, this.#colors.line(place.line, matches, isSelected, isInverted));
  }

  #matches({ number, offset, line }: Place, matcher: Matcher): string {
    return spansOf(line, matcher)
      .map(({ start, end }) =>
        this.#printed(
          { number, offset: offset + start, line },
          ':',
          this.#colors.paint('ms', line.slice(start, end)),
        ),
      )
      .join('');
  }

  #printed({ number, offset }: Place, mark: ':' | '-', text: string): string {
    const { letters, lineEnding } = this.#settings;
    const separator = this.#colors.paint('se', mark);
    // -T leaves room, so that lines begin at a tab stop whatever stands before them
    const aligned = (value: number): string => String(value).padStart(letters.has('T') ? 2 : 0);
    const line = letters.has('n') ? this.#colors.paint('ln', aligned(number)) + separator : '';
    const bytes = letters.has('b') ? this.#colors.paint('bn', aligned(offset)) + separator : '';
    const before = this.#nameBefore(mark) + line + bytes;
    return `${before}${letters.has('T') && before !== '' ? '\t' : ''}${text}${lineEnding}`;
  }

  /** With -Z a zero byte stands in place of the mark. */
  #nameBefore(mark: ':' | '-'): string {
    if (this.#name === null) return '';
    const separator = this.#settings.letters.has('Z') ? '\0' : this.#colors.paint('se', mark);
    return this.#colors.paint('fn', this.#name) + separator;
  }
}

/** All matches of a line that are not empty, from left to right. */
function spansOf(line: string, matcher: Matcher): readonly Span[] {
  const spans: Span[] = [];
  for (let from = 0; from <= line.length;) {
    const found = matcher.find(line, from);
    if (found === null) break;
    if (found.end > found.start) spans.push(found);
    from = Math.max(found.end, found.start + 1);
  }
  return spans;
}

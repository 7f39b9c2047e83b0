// What does the prompt say? The little language of -P: %f for a value, ?e ... : ... . for a choice.

import type { Position } from './screen.ts';

/** What a prompt can tell of. */
export interface PromptFacts {
  readonly name: string;
  readonly isStandardInput: boolean;
  /** From 1. */
  readonly fileNumber: number;
  readonly fileCount: number;
  readonly nextName: string | null;
  /** The prompt for a text that was just opened. */
  readonly isNew: boolean;
  readonly showsEnd: boolean;
  readonly numbersLines: boolean;
  readonly editor: string;
  /** Of each line of the screen, and of the one below it. */
  readonly positions: readonly Position[];
  readonly targetLine: number;
  readonly length: Position;
  readonly columns: number;
  readonly window: number;
  readonly shift: number;
  bytesBefore(offset: number): number;
  lineNumber(offset: number): number;
}

const LETTERS_WITH_PLACE = 'bdlp';
const UNKNOWN = '?';

export function promptText(prototype: string, facts: PromptFacts): string {
  let text = '';
  for (let at = 0; at < prototype.length; at += 1) {
    const character = prototype.charAt(at);
    switch (character) {
      case '\\':
        at += 1;
        text += prototype.charAt(at);
        break;
      case '?': {
        const [place, next] = placeAt(prototype, at + 1);
        const condition = prototype.charAt(at + 1);
        at = holds(condition, place, facts) ? next - 1 : skipped(prototype, next) - 1;
        break;
      }
      case ':':
        at = skipped(prototype, at + 1) - 1;
        break;
      case '.':
        break;
      case '%': {
        const [place, next] = placeAt(prototype, at + 1);
        const letter = prototype.charAt(at + 1);
        text = letter === 't' ? text.trimEnd() : text + value(letter, place, facts);
        at = next - 1;
        break;
      }
      default:
        text += character;
    }
  }
  return text;
}

type PlaceLetter = 't' | 'm' | 'b' | 'B' | 'j';

function isPlaceLetter(letter: string): letter is PlaceLetter {
  return letter !== '' && 'tmbBj'.includes(letter);
}

/** Of %lt the place, and where the prototype goes on. */
function placeAt(prototype: string, at: number): readonly [place: PlaceLetter, next: number] {
  const after = prototype.charAt(at + 1);
  const takesPlace = LETTERS_WITH_PLACE.includes(prototype.charAt(at) || ' ');
  return takesPlace && isPlaceLetter(after) ? [after, at + 2] : ['t', at + 1];
}

/** Behind the : or . that ends this branch of a choice. */
function skipped(prototype: string, from: number): number {
  let depth = 0;
  for (let at = from; at < prototype.length; at += 1) {
    const character = prototype.charAt(at);
    if (character === '\\') at += 1;
    else if (character === '?') depth += 1;
    else if (character === '.' || character === ':') {
      if (depth === 0) return at + 1;
      if (character === '.') depth -= 1;
    }
  }
  return prototype.length;
}

function positionOf(place: PlaceLetter, { positions, targetLine }: PromptFacts): Position {
  const below = positions.length - 1;
  const line = { t: 0, m: Math.trunc(below / 2), b: below - 1, B: below, j: targetLine }[place];
  return positions.slice(line).find((position) => position !== null) ?? null;
}

function byteAt(place: PlaceLetter, facts: PromptFacts): number | null {
  const position = positionOf(place, facts) ?? facts.length;
  return position === null ? null : facts.bytesBefore(position);
}

function lineAt(place: PlaceLetter, facts: PromptFacts): number | null {
  const position = positionOf(place, facts) ?? facts.length;
  if (position === null) return null;
  return facts.lineNumber(position) - (position === facts.length && position > 0 ? 1 : 0);
}

function size(facts: PromptFacts): number | null {
  return facts.length === null ? null : facts.bytesBefore(facts.length);
}

function percent(part: number | null, whole: number | null): string {
  if (part === null || whole === null) return UNKNOWN;
  return String(whole === 0 ? 100 : Math.round((part * 100) / whole));
}

function lastLine(facts: PromptFacts): number | null {
  if (facts.length === null) return null;
  return facts.length === 0 ? 0 : facts.lineNumber(facts.length - 1);
}

function holds(condition: string, place: PlaceLetter, facts: PromptFacts): boolean {
  switch (condition) {
    case 'a':
      return true;
    case 'b':
      return byteAt(place, facts) !== null;
    case 'c':
      return facts.shift !== 0;
    case 'e':
      return facts.showsEnd;
    case 'f':
      return !facts.isStandardInput;
    case 'l':
    case 'd':
      return facts.numbersLines && lineAt(place, facts) !== null;
    case 'L':
    case 'D':
      return facts.numbersLines && facts.length !== null;
    case 'm':
      return facts.fileCount > 1;
    case 'n':
      return facts.isNew;
    case 'p':
      return byteAt(place, facts) !== null && size(facts) !== null;
    case 'P':
      return facts.numbersLines && lineAt(place, facts) !== null && lastLine(facts) !== null;
    case 's':
    case 'B':
      return facts.length !== null;
    case 'x':
      return facts.nextName !== null;
    default:
      return false;
  }
}

function value(letter: string, place: PlaceLetter, facts: PromptFacts): string {
  const shown = (number: number | null): string => (number === null ? UNKNOWN : String(number));
  const page = (line: number | null): string =>
    line === null ? UNKNOWN : String(Math.trunc((line - 1) / Math.max(1, facts.window)) + 1);
  switch (letter) {
    case 'b':
      return shown(byteAt(place, facts));
    case 'c':
      return String(facts.shift);
    case 'd':
      return page(lineAt(place, facts));
    case 'D':
      return page(lastLine(facts));
    case 'E':
      return facts.editor;
    case 'f':
    case 'g':
      return facts.name;
    case 'F':
      return facts.name.slice(facts.name.lastIndexOf('/') + 1);
    case 'i':
      return String(facts.fileNumber);
    case 'l':
      return shown(lineAt(place, facts));
    case 'L':
      return shown(lastLine(facts));
    case 'm':
      return String(facts.fileCount);
    case 'o':
    case 'T':
      return letter === 'T' ? 'file' : '';
    case 'p':
      return percent(byteAt(place, facts), size(facts));
    case 'P':
      return percent(lineAt(place, facts), lastLine(facts));
    case 's':
    case 'B':
      return shown(size(facts));
    case 'x':
      return facts.nextName ?? UNKNOWN;
    default:
      return '';
  }
}

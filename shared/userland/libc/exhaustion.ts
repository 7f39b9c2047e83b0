// What happens to a program that asks for more memory or time than there is? malloc(3) refuses, and few have an answer to that.

/** How long one text of a program may become. (fidelity: sizes) */
const MOST_CHARACTERS = 16 * 1024 * 1024;
/** How many texts one list may hold. */
const MOST_ITEMS = 200_000;
/** How many steps one match of a pattern may take. */
const MOST_STEPS = 20_000_000;

/** Thrown where a C program would end because malloc(3) failed. A shell gives up the command; any other program is killed. */
export class Exhausted extends Error {
  override readonly name = 'Exhausted';
}

/** Before a text of this length comes to be. */
export function allocateText(characters: number): void {
  if (characters > MOST_CHARACTERS) throw new Exhausted(`xrealloc: cannot allocate ${characters} bytes`);
}

/** Before a list of this length comes to be. */
export function allocateItems(items: number): void {
  if (items > MOST_ITEMS) throw new Exhausted(`cannot allocate ${items} words: the most are ${MOST_ITEMS}`);
}

/** Like push(...more), which the engine refuses for long lists. */
export function appendAll<T>(list: T[], more: readonly T[]): void {
  allocateItems(list.length + more.length);
  for (const item of more) list.push(item);
}

/** Like texts.join(separator), where the result may be too long. */
export function joinTexts(texts: readonly string[], separator: string): string {
  allocateText(texts.reduce((sum, text) => sum + text.length + separator.length, 0));
  return texts.join(separator);
}

/** Counts what a match costs, which in C would take minutes. */
export class Effort {
  #steps = 0;

  spend(steps: number): void {
    this.#steps += steps;
    if (this.#steps > MOST_STEPS) throw new Exhausted(`a pattern that takes too long to match was given up`);
  }
}

/** Whether it says that memory or stack has run out, our own or that of the engine below. */
export function isExhaustion(error: unknown): error is Error {
  return error instanceof Exhausted || error instanceof RangeError;
}

// What happens to a program that asks for more memory than there is? malloc(3) refuses, and few programs have an answer to that.

/** How long one text of a program may become. fidelity: memory */
export const MOST_CHARACTERS = 16 * 1024 * 1024;
/** How many texts a list may hold. */
export const MOST_ITEMS = 200_000;

/** Thrown where a C program would end because malloc(3) failed. A shell gives up the line; any other program is killed. */
export class OutOfMemory extends Error {
  override readonly name = 'OutOfMemory';
}

/** Before a text of this length comes to be. */
export function allocateText(characters: number): void {
  if (characters > MOST_CHARACTERS) throw new OutOfMemory(`xrealloc: cannot allocate ${characters} bytes`);
}

/** Before a list of this length comes to be. */
export function allocateItems(items: number): void {
  if (items > MOST_ITEMS) throw new OutOfMemory(`xrealloc: cannot allocate ${items} words`);
}

/** Whether it says that memory or stack has run out, our own or that of the engine below. */
export function isExhaustion(error: unknown): error is Error {
  return error instanceof OutOfMemory || error instanceof RangeError;
}

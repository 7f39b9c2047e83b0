// How is text shown that may come from a stranger, so that it can't be read differently from what it is?
//
// Marks of the bidirectional algorithm would turn the order of what follows round: they are shown by their numbers.
// Control characters have nothing to say outside of a terminal.

/** Unicode Bidirectional Algorithm, section 2: the marks, embeddings, overrides and isolates. */
const BIDI = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
/* eslint-disable no-control-regex -- control characters are the subject */
const CONTROL = /[\x00-\x1f\x7f-\x9f]/g;
const SUSPECT = /[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;
/** In JSON control characters are escapes. */
const SUSPECT_JSON = /\\[bfnrtu]|[\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;
/* eslint-enable no-control-regex */

export function showBidiControls(text: string): string {
  return text.replace(
    BIDI,
    (mark) => `<U+${mark.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}>`,
  );
}

/** A name or a label: on one line. */
export function visibleText(text: string): string {
  return SUSPECT.test(text) ? showBidiControls(text.replace(/\s/g, ' ').replace(CONTROL, '')) : text;
}

/** The same for every text in a value that came as JSON; the value itself where there is nothing to change. */
export function withVisibleText<T>(value: T): T {
  const json = JSON.stringify(value);
  if (!SUSPECT_JSON.test(json)) return value;
  // The same shape, with other texts in it.
  return JSON.parse(json, (_key, part: unknown) =>
    typeof part === 'string' ? visibleText(part) : part,
  ) as T;
}

// How is a text written so that the shell reads it back as it is? (lib/sh/shquote.c) Pure.

/** sh_single_quote: as `trap`, `alias` and ${x@Q} print it. */
export function singleQuote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** single_quote of dash: quotes of the text itself stand in double quotes. */
export function dashQuote(text: string): string {
  return text === '' ? "''" : text.replace(/([^']*)('*)/g, (part, plain: string, quotes: string) => (part === '' ? '' : `'${plain}'${quotes === '' ? '' : `"${quotes}"`}`)); // prettier-ignore
}

/** Single quotes, or $'...' when there are control characters in it. */
export function quoteForReuse(text: string): string {
  return hasControl(text) ? ansiQuote(text) : singleQuote(text);
}

/** As `declare -p` prints a value: in double quotes. */
export function doubleQuote(text: string): string {
  return hasControl(text) ? ansiQuote(text) : `"${text.replace(/[\\"$`]/g, '\\$&')}"`;
}

/** As `set` prints a value: bare when that is enough. */
export function quoteIfNeeded(text: string): string {
  if (hasControl(text)) return ansiQuote(text);
  return /[^A-Za-z0-9_/.:@%+,=-]/.test(text) ? singleQuote(text) : text;
}

/** sh_backslash_quote: as `printf %q` writes it. */
export function backslashQuote(text: string): string {
  if (text === '') return "''";
  if (hasControl(text)) return ansiQuote(text);
  return text.replace(/[ \t\\'"`$&|;<>()*?[\]{}!^,]|^[#~]|(?<=[:=])~/g, '\\$&');
}

/** As completion writes the name of a file. */
export function quoteFileName(text: string): string {
  return hasControl(text) ? ansiQuote(text) : text.replace(/[ \t\\'"`$&|;<>()*?[\]{}!#~^]/g, '\\$&');
}

function hasControl(text: string): boolean {
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  return /[\x00-\x1f\x7f]/.test(text);
}

const ESCAPES: Readonly<Record<string, string>> = {
  '\x07': '\\a', '\b': '\\b', '\x1b': '\\E', '\f': '\\f', '\n': '\\n', '\r': '\\r', '\t': '\\t', '\v': '\\v',
  '\\': '\\\\', "'": "\\'",
}; // prettier-ignore

// eslint-disable-next-line no-control-regex -- control characters are what is written out
const CONTROL = /[\x00-\x1f\x7f\\']/g;

function ansiQuote(text: string): string {
  const octal = (character: string): string => `\\${character.charCodeAt(0).toString(8).padStart(3, '0')}`;
  return `$'${text.replace(CONTROL, (character) => ESCAPES[character] ?? octal(character))}'`;
}

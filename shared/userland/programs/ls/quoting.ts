// How does ls write a name? --quoting-style of ls(1), quotearg(3) of gnulib

import { isSpecialToShells, quoteaf } from '../../libc/coreutils.ts';

export const QUOTING_STYLES = [
  'literal', 'shell', 'shell-always', 'shell-escape', 'shell-escape-always', 'c', 'c-maybe', 'escape', 'locale', 'clocale',
] as const; // prettier-ignore
export type QuotingStyle = (typeof QUOTING_STYLES)[number];

/** Names as they are shown; where only some have quotes the others are moved to stay in line, if `align`. */
export function shownNames(
  names: readonly string[],
  style: QuotingStyle,
  align: boolean,
  hidesControls = false,
): readonly string[] {
  const shown = names.map((name) => {
    const quoted = quotedName(name, style);
    return hidesControls ? quoted.replace(CONTROLS, '?') : quoted;
  });
  const moves = align && (style === 'shell' || style === 'shell-escape' || style === 'c-maybe');
  const anyQuoted = moves && names.some((name) => /^['"]/.test(quotedName(name, style)));
  return anyQuoted ? shown.map((name) => (/^['"]/.test(name) ? name : ` ${name}`)) : shown;
}

const CONTROLS = /[\u0000-\u001f\u007f]/g; // eslint-disable-line no-control-regex -- these are what is looked for
const ESCAPES: Readonly<Record<string, string>> = { '\n': '\\n', '\t': '\\t', '\r': '\\r', '\x07': '\\a', '\b': '\\b', '\v': '\\v', '\f': '\\f' }; // prettier-ignore

function quotedName(name: string, style: QuotingStyle): string {
  switch (style) {
    case 'literal':
      return name;
    case 'shell':
      return isSpecialToShells(name) ? quoteaf(name) : name;
    case 'shell-always':
      return quoteaf(name);
    case 'shell-escape':
    case 'shell-escape-always':
      return shellEscaped(name, style === 'shell-escape-always');
    case 'c':
    case 'clocale':
      return `"${escaped(name).replace(/"/g, '\\"')}"`;
    case 'c-maybe':
      return escaped(name) === name && !name.includes('"') ? name : `"${escaped(name).replace(/"/g, '\\"')}"`;
    case 'escape':
      return escaped(name).replaceAll(' ', '\\ ');
    case 'locale':
      return `‘${escaped(name)}’`;
  }
}

function hasControls(name: string): boolean {
  return name.search(CONTROLS) >= 0;
}

function escaped(name: string): string {
  return name
    .replaceAll('\\', '\\\\')
    .replace(CONTROLS, (each) => ESCAPES[each] ?? `\\${each.charCodeAt(0).toString(8).padStart(3, '0')}`);
}

/** What can't be typed stands in $'...', the rest in quotes of its own. */
function shellEscaped(name: string, always: boolean): string {
  if (!hasControls(name)) {
    const needs = always || isSpecialToShells(name);
    return needs ? quoteaf(name) : name;
  }
  const parts = name.split(/([\u0000-\u001f\u007f]+)/); // eslint-disable-line no-control-regex -- these are what is looked for
  return parts.map((part, at) => (at % 2 === 1 ? `$'${escaped(part)}'` : part === '' && at > 0 ? '' : `'${part}'`)).join(''); // prettier-ignore
}

// Which earlier line does ! mean? (bash(1), HISTORY EXPANSION; the part that is typed in class: !!, !n, !-n, !text, !$, !*, ^a^b)

export type HistoryLine =
  { readonly line: string; readonly changed: boolean } | { readonly event: string; readonly changed: false };

/** `history` is oldest first. */
export function expandHistory(line: string, history: readonly string[]): HistoryLine {
  const quick = /^\^([^^\n]+)\^([^^\n]*)\^?\n$/.exec(line);
  const last = history[history.length - 1];
  if (quick !== null) {
    const [, from = '', to = ''] = quick;
    if (last?.includes(from) !== true) return { event: `:s${line.trimEnd()}`, changed: false };
    return { line: `${last.replace(from, () => to)}\n`, changed: true };
  }
  let out = '';
  let changed = false;
  for (let at = 0; at < line.length; at += 1) {
    const character = line.charAt(at);
    // nothing is looked for in a comment: `#!/bin/bash` can be typed into a here-document
    if (character === '#' && /^$|[\s;&()|<>]$/.test(line.slice(0, at))) {
      out += line.slice(at);
      break;
    }
    const quoted =
      character === '\\' ? line.slice(at, at + 2) : character === "'" ? singleQuoted(line, at) : null;
    if (quoted !== null) {
      out += quoted;
      at += quoted.length - 1;
      continue;
    }
    const event =
      character === '!' ? /^!(![$*^]?|[$*^]|-?[0-9]+|[^\s!$*^=("';&|][^\s;&|]*)/.exec(line.slice(at)) : null;
    if (event === null || /[$[{]$/.test(line.slice(0, at))) {
      out += character;
      continue;
    }
    const found = resolve(event[1] ?? '', history);
    if (found === null) return { event: event[0], changed: false };
    out += found;
    changed = true;
    at += event[0].length - 1;
  }
  return { line: out, changed };
}

function singleQuoted(line: string, from: number): string | null {
  const close = line.indexOf("'", from + 1);
  return close < 0 ? null : line.slice(from, close + 1);
}

function resolve(designator: string, history: readonly string[]): string | null {
  const last = history[history.length - 1];
  if (last === undefined) return null;
  const words = last.split(/\s+/);
  switch (designator.replace(/^!/, '')) {
    case '':
      return last;
    case '$':
      return words[words.length - 1] ?? '';
    case '^':
      return words[1] ?? '';
    case '*':
      return words.slice(1).join(' ');
    default:
      break;
  }
  if (/^-[0-9]+$/.test(designator)) return history[history.length + Number(designator)] ?? null;
  if (/^[0-9]+$/.test(designator)) return history[Number(designator) - 1] ?? null;
  return [...history].reverse().find((entry) => entry.startsWith(designator)) ?? null;
}

// How is a command that was typed over several lines remembered? As one line. (shopt cmdhist; y.tab.c, history_delimiting_chars)

import { Lexer } from './syntax/lexer.ts';
import { scanSubstitution } from './syntax/substitution.ts';

/** After these no semicolon is needed. */
const NO_SEMICOLON = ['{', '(', ')', ';', '&', '|', '|&', 'case', 'do', 'else', 'if', ';;', ';&', ';;&', 'then', 'until', 'while', '&&', '||', 'in']; // prettier-ignore

const HERE_DOCUMENT = /<<-?\s*[^<\s]/;

/** The lines, each with its newline. */
export function historyEntry(text: string): string {
  const lines = text.replace(/\n$/, '').split('\n');
  let entry = '';
  let read = '';
  for (const [index, line] of lines.entries()) {
    if (index > 0) entry = joined(entry, line, read);
    else entry = line;
    read += `${line}\n`;
  }
  // The end of a here-document keeps its newline.
  return lines.length > 1 && HERE_DOCUMENT.test(text) ? `${entry}\n` : entry;
}

/** `before`: the text up to here, as it was typed. */
function joined(entry: string, line: string, before: string): string {
  if (entry.endsWith('\\') && !entry.endsWith('\\\\')) return entry.slice(0, -1) + line;
  const lexer = new Lexer(before, 0, scanSubstitution, 'bash');
  let last = '';
  for (let token = lexer.next(); token.kind !== 'end' && token.kind !== 'stop'; token = lexer.next())
    if (token.kind !== 'newline') last = token.text;
  if (lexer.problem !== null || lexer.openHereDocs.length > 0 || HERE_DOCUMENT.test(before))
    return `${entry}\n${line}`;
  if (NO_SEMICOLON.includes(last)) return `${entry} ${line}`;
  return line.trim() === '' ? entry : `${entry}; ${line}`;
}

// How does a page of the manual look on the screen? As man(1) lays it out, in lines of two columns less than there are.

import type { ManPage } from './pages.ts';

const INDENT = '       ';
const SECTIONS: Readonly<Record<ManPage['section'], string>> = {
  1: 'User Commands', 2: 'System Calls Manual', 5: 'File Formats Manual', 7: 'Miscellaneous Information Manual', 8: 'System Administration',
}; // prettier-ignore

export function pageText(name: string, page: ManPage, columns: number): string {
  const width = Math.max(40, columns - 2);
  const title = `${name.toUpperCase()}(${page.section})`;
  const paragraphs = page.notes.map((note) => wrapped(note, width)).join('\n');
  return [
    ends(title, SECTIONS[page.section], width),
    `NAME\n${wrapped(`${name} - ${page.purpose}`, width)}`,
    `SYNOPSIS\n${page.usage.map((line) => `${INDENT}${line}\n`).join('')}`,
    `DESCRIPTION\n${paragraphs}`,
    ends(title, '', width),
  ].join('\n');
}

/** The title at both ends, and something in the middle. */
function ends(title: string, middle: string, width: number): string {
  const left = middle === '' ? ' '.repeat(title.length) : title;
  const before = Math.max(left.length + 1, Math.ceil((width - middle.length) / 2));
  return `${left.padEnd(before)}${middle}`.padEnd(width - title.length) + `${title}\n`;
}

function wrapped(text: string, width: number): string {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/(?<=\S)\s+(?=\S)/)) {
    if (line !== '' && INDENT.length + line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line += (line === '' ? '' : line.endsWith('.') ? '  ' : ' ') + word;
  }
  return [...lines, line].map((one) => `${INDENT}${one}\n`).join('');
}

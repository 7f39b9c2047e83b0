// What does bash tell about one of its builtins and keywords? (help.def; builtins/common.c, builtin_help)

import { BASH_VERSION } from '../parameters.ts';
import { HELP_TOPICS } from './help-topics.ts';
import type { HelpTopic } from './help-topics.ts';

const INDENT = '    ';

/** As `help cd` and `cd --help` print it. */
export function helpText(name: string): string {
  const topic = HELP_TOPICS.find(([candidate]) => candidate === name);
  return topic === undefined ? '' : topicText(topic);
}

export function topicText(topic: HelpTopic): string {
  const [name, synopsis] = topic;
  return `${name}: ${synopsis}\n${indented(description(topic))}`;
}

/** -d: one line. */
export function purposeLine([name, , purpose]: HelpTopic): string {
  return `${name} - ${purpose}\n`;
}

/** -m: like a manual page. */
export function manualText(topic: HelpTopic): string {
  const [name, synopsis, purpose] = topic;
  const sections = [
    `NAME\n${INDENT}${name} - ${purpose}\n`,
    `SYNOPSIS\n${INDENT}${synopsis}\n`,
    `DESCRIPTION\n${indented(description(topic))}`,
    `SEE ALSO\n${INDENT}bash(1)\n`,
    `IMPLEMENTATION\n${indented(`GNU bash, version ${BASH_VERSION} (x86_64-pc-linux-gnu)\nCopyright (C) 2022 Free Software Foundation, Inc.\nLicense GPLv3+: GNU GPL version 3 or later <http://gnu.org/licenses/gpl.html>`)}`,
  ];
  return `${sections.join('\n')}\n`;
}

/** fidelity: help-texts. */
function description([, , purpose, about]: HelpTopic): string {
  const paragraphs = about === undefined ? [purpose] : [purpose, about];
  return [...paragraphs, '(This is the short form: bash itself tells more, and so does bash(1).)'].join(
    '\n\n',
  );
}

function indented(text: string): string {
  return text
    .split('\n')
    .map((line) => `${INDENT}${line}\n`)
    .join('');
}

const HEADING = `GNU bash, version ${BASH_VERSION} (x86_64-pc-linux-gnu)
These shell commands are defined internally.  Type \`help' to see this list.
Type \`help name' to find out more about the function \`name'.
Use \`info bash' to find out more about the shell in general.
Use \`man -k' or \`info' to find out more about commands not in this list.

A star (*) next to a name means that the command is disabled.

`;

const WIDEST = 128;

/** Two columns; what is too long for one ends in a `>`. (show_builtin_command_help) */
export function overview(columns: number, disabled: ReadonlySet<string>): string {
  const width = Math.min(Math.floor(columns / 2), WIDEST);
  const rows = Math.ceil(HELP_TOPICS.length / 2);
  const cell = (index: number, mostly: number): string => {
    const [name = '', synopsis = ''] = HELP_TOPICS[index] ?? [];
    const text = `${disabled.has(name) ? '*' : ' '}${synopsis}`;
    return text.length > mostly ? `${text.slice(0, mostly - 1)}>` : text;
  };
  const lines = Array.from({ length: rows }, (_, row) => {
    const left = cell(row, width - 2);
    const right = row + rows < HELP_TOPICS.length ? cell(row + rows, width - 1) : '';
    return `${left.padEnd(width)}${right}\n`;
  });
  return HEADING + lines.join('');
}

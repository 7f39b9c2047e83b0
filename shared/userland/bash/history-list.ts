// Which of the lines that were typed does a shell remember, and as what number? (bash(1), HISTORY; bashhist.c, check_add_history)

import { compilePattern, escapePattern } from './expand/pattern.ts';
import { matches } from './expand/match.ts';
import { historyEntry } from './history-entry.ts';
import type { Shell } from './shell.ts';

const USUAL_SIZE = '500';

/** The lines that are remembered, oldest first, when HISTSIZE has been looked at. */
export function rememberedLines(shell: Shell): readonly string[] {
  forgetOldest(shell);
  return shell.history;
}

/** The lines that keys bring back, oldest first. `begun`: what was typed so far of the command that is not whole yet. */
export function linesToRecall(shell: Shell, begun: string): readonly string[] {
  const lines =
    begun === '' || !shell.options.has('history') ? shell.history : [...shell.history, entryOf(shell, begun)];
  const size = historySize(shell) ?? lines.length;
  return size === 0 ? [] : lines.slice(-size);
}

/** What a line will be as `!N`, when it is the next to be remembered. */
export function nextNumber(shell: Shell): number {
  return shell.history.length + shell.historyForgotten + 1;
}

/** The number of the first line that is remembered. */
export function firstNumber(shell: Shell): number {
  return shell.historyForgotten + 1;
}

/** A command, with the newlines that were typed. */
export function remember(shell: Shell, text: string): void {
  shell.lineRemembered = false;
  if (text.replace(/\n$/, '') === '' || !shell.options.has('history')) return;
  const [first = ''] = text.split('\n');
  if (isIgnored(shell, first)) return;
  const entry = entryOf(shell, text);
  if (controls(shell).has('erasedups'))
    for (let at = shell.history.length - 1; at >= 0; at -= 1)
      if (shell.history[at] === entry) shell.history.splice(at, 1);
  forgetOldest(shell);
  const size = historySize(shell);
  if (size !== null && shell.history.length === size) {
    if (size === 0) return;
    shell.history.shift();
    shell.historyForgotten += 1;
  }
  shell.history.push(entry);
  shell.lineRemembered = true;
}

/** What this line says takes its own place: it is no entry itself. */
export function forgetThisLine(shell: Shell): void {
  if (shell.lineRemembered) shell.history.pop();
  shell.lineRemembered = false;
}

function entryOf(shell: Shell, text: string): string {
  return shell.shellOptions.has('cmdhist') ? historyEntry(text) : text.replace(/\n$/, '');
}

function controls(shell: Shell): ReadonlySet<string> {
  const named = new Set((shell.variables.text('HISTCONTROL') ?? '').split(':'));
  if (named.has('ignoreboth')) named.add('ignorespace').add('ignoredups');
  return named;
}

/** HISTCONTROL and HISTIGNORE look at the first line of a command alone. */
function isIgnored(shell: Shell, line: string): boolean {
  const named = controls(shell);
  const previous = shell.history.at(-1);
  if (named.has('ignorespace') && line.startsWith(' ')) return true;
  if (named.has('ignoredups') && line === previous) return true;
  return ignoredPatterns(shell).some((pattern) =>
    matches(
      compilePattern(
        pattern.replace(/(?<!\\)&/g, () => escapePattern(previous ?? '')),
        shell.shellOptions.has('extglob'),
      ),
      line,
    ),
  );
}

function ignoredPatterns(shell: Shell): readonly string[] {
  return (shell.variables.text('HISTIGNORE') ?? '').split(':').filter((pattern) => pattern !== '');
}

/** What is not set when a person is first asked for a line (load_history). */
export function setHistoryVariables(shell: Shell): void {
  if (shell.variables.text('HISTSIZE') === null) shell.variables.setText('HISTSIZE', USUAL_SIZE);
  if (shell.variables.text('HISTFILESIZE') === null)
    shell.variables.setText('HISTFILESIZE', shell.variables.text('HISTSIZE') ?? USUAL_SIZE);
}

function historySize(shell: Shell): number | null {
  const size = shell.variables.text('HISTSIZE');
  return size === null || !/^[0-9]+$/.test(size) ? null : Number(size);
}

/** stifle_history, when there may be fewer than there are: bash counts from the number of those it forgets now. */
function forgetOldest(shell: Shell): void {
  const size = historySize(shell);
  const surplus = size === null ? 0 : shell.history.length - size;
  if (surplus <= 0) return;
  shell.history.splice(0, surplus);
  shell.historyForgotten = surplus - 1;
}

// How do lines that were typed before, and their words, come back? (readline(3), misc.c, kill.c and search.c)

import { historyWords } from '../userland/bash/history-words.ts';
import { asOne, insert, moveTo, replaceLine, textBetween } from './edited-line.ts';
import type { EditedLine, History } from './edited-line.ts';
import { undo } from './undo.ts';

/** Another line of the history, as it was left or is remembered; the present one stays as it is now. */
export function goToLine(line: EditedLine, history: History, wanted: number): EditedLine {
  const to = Math.min(Math.max(wanted, 0), history.length);
  if (to === line.recalled) return line;
  const left = new Map(line.left);
  if (line.recalled === 0 || line.text !== remembered(history, line.recalled))
    left.set(line.recalled, { text: line.text, undo: line.undo });
  const there = left.get(to) ?? { text: remembered(history, to), undo: [] };
  return { ...replaceLine(line, there.text), undo: there.undo, recalled: to, left };
}

/** The line of that number; '' is the one that nobody has begun yet. */
export function remembered(history: History, recalled: number): string {
  return history[history.length - recalled] ?? '';
}

/** Page Up: the next older line that begins like this one up to the cursor. `direction`: 1 to older lines. */
export function searchPrefix(line: EditedLine, history: History, direction: 1 | -1): EditedLine {
  if (line.cursor === 0) return goToLine(line, history, line.recalled + direction);
  const prefix = textBetween(line, 0, line.cursor);
  for (let at = line.recalled + direction; at > 0 && at <= history.length; at += direction) {
    const text = remembered(history, at);
    if (text.startsWith(prefix) && text !== line.text)
      return moveTo(goToLine(line, history, at), line.cursor);
  }
  return line;
}

/** Alt-Ctrl-Y: a word of the line before. `word`: counted from 0, or from the end where it is below; null for the last. */
export function yankArgument(
  line: EditedLine,
  history: History,
  word: number | null,
  skip = 0,
): EditedLine | null {
  const words = historyWords(history[history.length - line.recalled - 1 - skip] ?? '');
  const found = words[word === null ? words.length - 1 : word < 0 ? words.length + word - 1 : word];
  return found === undefined ? null : { ...asOne(line, (whole) => insert(whole, found)), mark: line.cursor };
}

/** Alt-.: the last word of the line before; again, that of the line before that. `count`: null where there is none. */
export function yankLastArgument(line: EditedLine, history: History, count: number | null): EditedLine {
  const again = line.last === 'yank-last-arg';
  const { lastArgument: before } = line;
  const direction = !again
    ? 1
    : count !== null && count <= 0
      ? (-before.direction as 1 | -1)
      : before.direction;
  const skip = again ? Math.max(before.skip + direction, 0) : 0;
  const word = again ? before.word : count;
  const bare = again && before.put ? undo(line) : line;
  const put = yankArgument(bare, history, word, skip);
  return { ...(put ?? bare), lastArgument: { skip, direction, word, put: put !== null } };
}

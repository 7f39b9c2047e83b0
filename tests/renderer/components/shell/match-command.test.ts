// Does the palette find what one means?
import { expect, test } from 'vitest';
import { matchCommands, type Command } from '../../../../renderer/components/shell/match-command.ts';

const commands: readonly Command[] = [
  { id: 'kill', words: 'Send KILL to 7', about: 'sleep', run: () => undefined },
  { id: 'hint', words: 'Hint', about: 'task', run: () => undefined },
  { id: 'stand', words: 'Stand inside level 1', about: 'picture', run: () => undefined },
  { id: 'stop', words: 'Stop the worker', about: 'signal', unavailable: 'It is gone.', run: () => undefined },
  { id: 'start', words: 'Start over', about: 'attempt', run: () => undefined },
];
const found = (typed: string) => matchCommands(commands, typed).map(({ id }) => id);

test.each([
  ['everything, in its order, for nothing typed', '  ', ['kill', 'hint', 'stand', 'stop', 'start']],
  ['what begins so, and what can be done first', 'st', ['stand', 'start', 'stop']],
  ['words in any order, capitals or not', '7 KILL', ['kill']],
  ['what a command is about', 'sleep', ['kill']],
  ['the middle of a word last', 'tas', ['hint']],
  ['nothing when a word is missing', 'send hint', []],
])('finds %s', (_what, typed, ids) => {
  expect(found(typed)).toEqual(ids);
});

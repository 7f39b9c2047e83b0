// Are the offered commands those of the exercise?
import { expect, test } from 'vitest';
import { machineCommands } from '../../../renderer/state/machine-commands.ts';

test('those that the exercise names, in its order, with what they are for', async () => {
  const commands = await machineCommands(['unshare', 'jobs', 'ps']);
  expect(commands.map(({ name, purpose }) => [name, purpose !== null])).toEqual([
    ['unshare', true],
    ['jobs', false],
    ['ps', true],
  ]);
});

test('all of them, by name, where it names none', async () => {
  const names = (await machineCommands([])).map(({ name }) => name);
  expect(names).toEqual([...names].sort());
  expect(names).toContain('lsns');
});

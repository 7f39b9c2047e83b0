// Is the learner's work kept where each system keeps such things?
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { dataFolder } from '#app/adapters/data-folder.ts';

const HOME = '/home/ada';

test.each<[string, NodeJS.Platform, Record<string, string>, string]>([
  ['PIDNEST_HOME before all else', 'linux', { PIDNEST_HOME: '/mnt/lab', XDG_DATA_HOME: '/data' }, '/mnt/lab'],
  ['XDG_DATA_HOME on Linux', 'linux', { XDG_DATA_HOME: '/data' }, '/data/pidnest'],
  ['its default where it is not set', 'linux', {}, '/home/ada/.local/share/pidnest'],
  ['its default where it is empty', 'linux', { XDG_DATA_HOME: '' }, '/home/ada/.local/share/pidnest'],
  ['its default where it is relative', 'linux', { XDG_DATA_HOME: 'data' }, '/home/ada/.local/share/pidnest'],
  [
    'Application Support on macOS',
    'darwin',
    { XDG_DATA_HOME: '/data' },
    '/home/ada/Library/Application Support/Pidnest',
  ],
  ['APPDATA on Windows', 'win32', { APPDATA: '/Roaming' }, '/Roaming/Pidnest'],
  ['its default on Windows', 'win32', {}, '/home/ada/AppData/Roaming/Pidnest'],
])('the data folder is %s', (_what, platform, env, expected) => {
  expect(dataFolder(env, platform, HOME)).toBe(join(expected));
});

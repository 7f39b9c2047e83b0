// Is an Electron binary found by looking at files alone, and is no download begun where it must not be?
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { findElectron, tryToInstallElectron } from '../../scripts/electron-binary.mjs';
import { withTemporaryTree } from '../support/temporary-tree.ts';

const NAME = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' }[
  String(process.platform)
];
const BINARY = NAME ?? 'electron';

describe('the Electron binary', () => {
  test('is the one that ELECTRON_PATH names', async () => {
    await withTemporaryTree({ 'my-electron': '', [`dist/${BINARY}`]: '' }, (folder) => {
      const env = {
        ELECTRON_PATH: path.join(folder, 'my-electron'),
        ELECTRON_OVERRIDE_DIST_PATH: path.join(folder, 'dist'),
      };
      expect(findElectron(env)).toBe(path.join(folder, 'my-electron'));
    });
  });

  test('is looked for in ELECTRON_OVERRIDE_DIST_PATH if ELECTRON_PATH names nothing', async () => {
    await withTemporaryTree({ [`dist/${BINARY}`]: '' }, (folder) => {
      const env = {
        ELECTRON_PATH: path.join(folder, 'not-there'),
        ELECTRON_OVERRIDE_DIST_PATH: path.join(folder, 'dist'),
      };
      expect(findElectron(env)).toBe(path.join(folder, 'dist', BINARY));
    });
  });

  test('is not fetched where that is forbidden', () => {
    expect(tryToInstallElectron({ PIDNEST_NO_DOWNLOAD: '1' })).toBe(false);
  });
});

// Does the built desktop application work in Electron itself? Only where its binary is there and a display to show it on.
import { _electron, expect } from '@playwright/test';
import { findElectron } from '../../scripts/electron-binary.mjs';
import { ROOT } from '../../scripts/paths.mjs';
import { reachableFromPage, tryDesktop } from './desktop.ts';
import { complaintsOf, test } from './served-lab.ts';

const executablePath = findElectron();
const hasDisplay =
  process.platform !== 'linux' || Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']);
const isRoot = process.getuid?.() === 0;

test.skip(
  executablePath === undefined || !hasDisplay,
  'needs an Electron binary (ELECTRON_PATH) and a display',
);

test('the figure is made in the desktop window, whose page reaches one function only', async ({
  dataFolder,
}) => {
  const app = await _electron.launch({
    executablePath: executablePath ?? '',
    // Chromium refuses its sandbox to root.
    args: [...(isRoot ? ['--no-sandbox'] : []), ROOT],
    env: { ...process.env, PIDNEST_HOME: dataFolder },
  });
  try {
    const page = await app.firstWindow();
    const complaints = complaintsOf(page);
    await tryDesktop(page);
    expect(await reachableFromPage(page)).toEqual({ globals: [], exposed: ['call'] });
    expect(complaints).toEqual([]);
  } finally {
    await app.close();
  }
});

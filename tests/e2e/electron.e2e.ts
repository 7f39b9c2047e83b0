// Does the desktop application work in a real Electron? Runs wherever there is a binary of it.
import type { ElectronApplication } from '@playwright/test';
import { _electron, expect } from '@playwright/test';
import { findElectron } from '../../scripts/electron-binary.mjs';
import { ROOT } from '../../scripts/paths.mjs';
import { callFromPage, reachableFromPage, tryDesktop } from './desktop.ts';
import { complaintsOf, test as withDataFolder } from './served-lab.ts';

const binary = findElectron();
const asRoot = process.getuid?.() === 0;

const test = withDataFolder.extend<{ application: ElectronApplication }>({
  application: async ({ dataFolder }, use) => {
    if (binary === undefined) throw new Error('these tests are skipped without a binary');
    const application = await _electron.launch({
      executablePath: binary,
      args: [...(asRoot ? ['--no-sandbox'] : []), ROOT],
      // The driver wants only texts, and leaves out what is not set.
      env: { ...(process.env as Record<string, string>), PIDNEST_HOME: dataFolder },
    });
    await use(application);
    await application.close();
  },
});

test.skip(binary === undefined, "Electron's binary is not on this machine");

test('a line typed into the window is answered, and the page reaches nothing else', async ({
  application,
}) => {
  const page = await application.firstWindow();
  const complaints = complaintsOf(page);
  await tryDesktop(page);
  expect(page.url()).toBe('pidnest://app/');
  expect(await callFromPage(page, 'host.about', {})).toMatchObject({ ok: true, value: { host: 'electron' } });
  expect(await reachableFromPage(page)).toEqual({ globals: [], exposed: ['call'] });
  expect(complaints).toEqual([]);
});

test('the page opens no window and goes nowhere', async ({ application }) => {
  const page = await application.firstWindow();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  for (const address of [
    'https://example.com/',
    'file:///etc/passwd',
    'pidnest://app/other',
    'about:blank',
  ]) {
    await page.evaluate((url) => {
      window.open(url);
      location.href = url;
    }, address);
    expect(page.url()).toBe('pidnest://app/');
  }
  expect(application.windows()).toHaveLength(1);
});

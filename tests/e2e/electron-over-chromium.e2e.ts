// Does the built desktop application work as far as it can be told without Electron? See electron-over-chromium/electron.mjs
// for what this proves and what it does not.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { chromium, expect } from '@playwright/test';
import { inProject } from '../../scripts/paths.mjs';
import { callFromPage, reachableFromPage, tryDesktop } from './desktop.ts';
import { complaintsOf, test as withDataFolder } from './served-lab.ts';

interface Desktop {
  readonly page: Page;
  /** Closes the window; gives the exit code of the main process. */
  quit(): Promise<number | null>;
}

const STAND_IN = inProject('tests/e2e/electron-over-chromium/register.mjs');

const test = withDataFolder.extend<{ desktop: Desktop }>({
  desktop: async ({ dataFolder }, use) => {
    const port = await freePort();
    const child = spawn(process.execPath, ['--import', STAND_IN, inProject('dist/main/main.js')], {
      env: { ...process.env, PIDNEST_HOME: dataFolder, DEBUGGING_PORT: String(port) },
      stdio: 'inherit',
    });
    const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
    const page = await windowOn(port);
    await use({
      page,
      quit: async () => {
        await page.close();
        return ended;
      },
    });
    if (child.exitCode === null) child.kill('SIGTERM');
    await ended;
  },
});

async function freePort(): Promise<number> {
  const server = createServer();
  const port = await new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** The window's page, as soon as the main process has made it. */
async function windowOn(port: number): Promise<Page> {
  let page: Page | undefined;
  await expect
    .poll(
      async () => {
        const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`).catch(() => null);
        const pages = browser?.contexts().flatMap((context) => context.pages()) ?? [];
        page = pages.find((candidate) => candidate.url().startsWith('http://app.pidnest.localhost/'));
        if (!page) await browser?.close();
        return page !== undefined;
      },
      { timeout: 20_000 },
    )
    .toBe(true);
  if (!page) throw new Error('there is no window');
  return page;
}

test('the built main process, preload script and page work together', async ({
  desktop: { page },
  dataFolder,
}) => {
  const complaints = complaintsOf(page);
  await tryDesktop(page);
  expect(await callFromPage(page, 'host.about', {})).toMatchObject({ ok: true, value: { host: 'electron' } });
  expect(await reachableFromPage(page)).toEqual({ globals: [], exposed: ['call'] });
  expect(complaints).toEqual([]);
  expect(readdirSync(dataFolder)).toEqual(expect.arrayContaining(['attempts', 'settings.json', 'window']));
});

test('a call that is not well formed is refused in words', async ({ desktop: { page } }) => {
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  expect(await callFromPage(page, 'nonsense', {})).toMatchObject({
    ok: false,
    error: { id: 'unknown-operation' },
  });
  expect(await callFromPage(page, 'attempt.open', { attempt: '../../etc/passwd' })).toMatchObject({
    ok: false,
    error: { id: 'bad-params', at: 'attempt' },
  });
});

test('closing the window lets go of the attempt and ends the process in good order', async ({
  desktop,
  dataFolder,
}) => {
  await tryDesktop(desktop.page);
  const attempts = path.join(dataFolder, 'attempts');
  expect(readdirSync(attempts).filter((name) => name.endsWith('.lock'))).toHaveLength(1);
  expect(await desktop.quit()).toBe(0);
  expect(readdirSync(attempts).filter((name) => name.endsWith('.lock'))).toEqual([]);
  expect(existsSync(path.join(dataFolder, 'window'))).toBe(true);
});

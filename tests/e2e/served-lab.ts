// Gives a test the built lab on the web host, with a data folder of its own, and fails it if the page complained.
import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { test as base } from '@playwright/test';
import { inProject } from '../../scripts/paths.mjs';

export interface ServedLab {
  /** The address that the command printed. */
  readonly url: string;
  readonly dataFolder: string;
}

export const test = base.extend<{ dataFolder: string; lab: ServedLab }>({
  // eslint-disable-next-line no-empty-pattern -- Playwright wants the pattern even where nothing is taken out of it
  dataFolder: async ({}, use) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'pidnest-e2e-'));
    await use(folder);
    rmSync(folder, { recursive: true, force: true });
  },
  lab: async ({ dataFolder }, use) => {
    const child = spawn(process.execPath, [inProject('dist/app/cli.js'), 'serve'], {
      env: { ...process.env, PIDNEST_HOME: dataFolder },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await use({ url: await firstLine(child), dataFolder });
    const ended = new Promise((resolve) => child.once('close', resolve));
    child.kill('SIGTERM');
    await ended;
  },
  // With the lab, so that what the page says while the lab goes away is not counted.
  page: async ({ page, lab: _ }, use) => {
    const complaints = complaintsOf(page);
    await use(page);
    base.expect(complaints).toEqual([]);
  },
});

export const { expect } = base;

/** What the page says on its console as a warning or an error, a broken policy included, and what it throws. */
export function complaintsOf(page: Page): readonly string[] {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (['warning', 'error'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  return complaints;
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.stdout?.setEncoding('utf8').once('data', (text: string) => {
      resolve(text.trim());
    });
    child.once('exit', (code) => {
      reject(new Error(`the lab ended with ${String(code)} before it was there`));
    });
  });
}

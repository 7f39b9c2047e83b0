// What the desktop window is tried on, whatever runs it: the page is there, and a line typed into it comes back answered.
import type { Page } from '@playwright/test';
import { expect } from '@playwright/test';
import type { Bridge } from '../../renderer/host/ipc-client.ts';
import { LabPage } from './lab-page.ts';

export async function tryDesktop(page: Page): Promise<void> {
  const lab = new LabPage(page);
  await lab.openFirstTime(/4\.1 The figure/);
  await lab.makeTheFigure();
  await expect(page.getByRole('heading', { name: 'What must be true 7 / 8' })).toBeVisible();
}

/** Calls an operation as the page's own client does, through what the preload script exposed. */
export function callFromPage(page: Page, name: string, params: unknown): Promise<unknown> {
  return page.evaluate(
    // The bridge stands there or the call fails: that is what is tested.
    ([operation, given]) => (window as unknown as { pidnest: Bridge }).pidnest.call(operation, given),
    [name, params] as const,
  );
}

/** What of Node and of Electron a script in the page could reach. */
export function reachableFromPage(page: Page): Promise<unknown> {
  return page.evaluate(() => ({
    globals: ['process', 'require', 'module', 'Buffer', 'electron', '__toMain', '__fromMain'].filter(
      (name) => name in globalThis,
    ),
    exposed: Object.keys((globalThis as unknown as { pidnest: Bridge }).pidnest),
  }));
}

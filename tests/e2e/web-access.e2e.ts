// Can everybody read it? axe on every screen, in both colour schemes.
import axe from 'axe-core';
import type { Page } from '@playwright/test';
import { LabPage } from './lab-page.ts';
import { expect, test } from './served-lab.ts';

/** A process is read as people say it, its name first; the picture, which is for the eye, has its numbers first. */
function isByDesign(rule: string, html: string): boolean {
  return rule === 'label-content-name-mismatch' && html.includes('role="treeitem"');
}

/** What axe finds, one line for each place. */
async function violations(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  // axe is a global of the page now.
  const { violations: found } = await page.evaluate(() =>
    (window as unknown as { axe: typeof axe }).axe.run(),
  );
  return found.flatMap(({ id, nodes }) =>
    nodes.filter(({ html }) => !isByDesign(id, html)).map(({ html }) => `${id}: ${html.slice(0, 300)}`),
  );
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`every screen keeps the rules of accessibility in ${colorScheme}`, async ({ page, lab }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.goto(lab.url);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    expect(await violations(page), 'welcome').toEqual([]);

    await page.getByRole('button', { name: 'Look around first' }).click();
    await expect(page.getByRole('heading', { name: 'The path' })).toBeVisible();
    expect(await violations(page), 'library').toEqual([]);

    const window = new LabPage(page);
    await window.open(/4\.1 The figure/);
    await window.makeTheFigure();
    expect(await violations(page), 'lab').toEqual([]);

    await page.getByRole('button', { name: 'Settings' }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    expect(await violations(page), 'settings').toEqual([]);
  });
}

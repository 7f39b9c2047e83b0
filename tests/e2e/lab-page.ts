// What a person does in the lab's window, in their own words: by roles and names, whatever the host.
import type { Locator, Page } from '@playwright/test';
import { expect } from '@playwright/test';

export class LabPage {
  readonly page: Page;
  readonly tree: Locator;
  readonly facts: Locator;
  readonly time: Locator;

  constructor(page: Page) {
    this.page = page;
    this.tree = page.getByRole('tree', { name: /^Process tree/ });
    this.facts = page.getByRole('complementary', { name: 'Task' }).getByRole('listitem');
    this.time = page.getByRole('region', { name: 'Time' });
  }

  /** From the first greeting into an exercise. */
  async openFirstTime(exercise: RegExp): Promise<void> {
    await this.page.getByRole('button', { name: 'Look around first' }).click();
    await this.open(exercise);
  }

  /** From the library into an exercise. */
  async open(exercise: RegExp): Promise<void> {
    await this.page.getByRole('button', { name: exercise }).click();
    await expect(this.terminal(0)).toBeVisible();
  }

  terminal(tty: number): Locator {
    return this.page.getByRole('tabpanel', { name: new RegExp(`^pts/${tty} `) });
  }

  /** The process whose number outermost is this. */
  process(number: number, comm: string): Locator {
    return this.tree.getByRole('treeitem', { name: new RegExp(`^${comm}, ${number}[ ,]`) });
  }

  /** Types a line into a terminal, and waits until its prompt is back. */
  async type(tty: number, line: string): Promise<void> {
    await this.page.getByRole('tab', { name: new RegExp(`^pts/${tty} `) }).click();
    const transcript = this.terminal(tty).getByRole('log');
    await expect(transcript).toContainText(/[#$]\s*$/);
    const before = await this.#times(tty, line);
    await this.terminal(tty).getByRole('textbox').focus();
    await this.page.keyboard.type(line);
    await this.page.keyboard.press('Enter');
    await expect.poll(() => this.#times(tty, line)).toBe(before + 1);
    await expect(transcript).toContainText(/[#$]\s*$/);
  }

  /** How often a line was typed, as far as the terminal shows. */
  async #times(tty: number, line: string): Promise<number> {
    const text = await this.terminal(tty).getByRole('log').innerText();
    return text.split('\n').filter((shown) => /[#$]\s/.test(shown) && shown.trimEnd().endsWith(line)).length;
  }

  /** The process that asks, and the first one inside: the heart of exercise 4.1. */
  async makeTheFigure(): Promise<void> {
    await this.type(0, 'unshare --fork --pid --mount-proc bash');
    await this.type(1, 'sleep 900 &');
    await this.type(0, 'sleep 600 &');
    await this.type(0, 'sleep 600 &');
  }
}

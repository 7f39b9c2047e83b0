// Does a line that takes its time leave the window alive, say how far it is, and go away when it is told to?
import { LabPage } from './lab-page.ts';
import { expect, test } from './served-lab.ts';

const ENDLESS = 'while unshare --fork --pid true; do :; done';

test('a long line is told of, and is stopped by the button or by Ctrl C as if it had never been typed', async ({
  page,
  lab: { url },
}) => {
  await page.goto(url);
  const lab = new LabPage(page);
  await lab.openFirstTime(/The figure/);
  await lab.type(0, 'x=kept');
  const transcript = lab.terminal(0).getByRole('log');
  const working = lab.terminal(0).getByText('Still working:');
  const prompts = async (): Promise<number> => (await transcript.innerText()).split('# ').length;
  const before = await prompts();

  await page.keyboard.type(ENDLESS);
  await page.keyboard.press('Enter');
  await expect(working).toBeVisible();
  await lab.terminal(0).getByRole('button', { name: 'Stop' }).click();
  await expect(working).toBeHidden();
  await expect(page.getByText('Stopped. Nothing of this input is recorded')).toBeVisible();
  expect(await prompts()).toBe(before);

  // The line stands behind the prompt again, and the keys are the terminal's.
  await page.keyboard.press('Enter');
  await expect(working).toBeVisible();
  await page.keyboard.press('Control+c');
  await expect(working).toBeHidden();
  expect(await prompts()).toBe(before);

  await page.keyboard.press('Control+u');
  await lab.type(0, 'echo it is $x');
  await expect(transcript).toContainText('it is kept');
});

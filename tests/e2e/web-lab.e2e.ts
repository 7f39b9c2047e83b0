// A learner in the browser: from the first greeting to a solved exercise, back in time, along another line, and back later.
import { LabPage } from './lab-page.ts';
import { expect, test } from './served-lab.ts';

const FIGURE = /4\.1 The figure/;

test.beforeEach(async ({ page, lab }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto(lab.url);
});

test('the token leaves the address as soon as it was used', async ({ page, lab }) => {
  expect(page.url()).toBe(`${new URL(lab.url).origin}/`);
});

test('an exercise is solved by typing, and the debrief comes with the last fact', async ({ page }) => {
  const lab = new LabPage(page);
  await lab.openFirstTime(FIGURE);
  await expect(lab.process(3, 'bash')).toBeVisible();
  await lab.makeTheFigure();
  await expect(page.getByRole('heading', { name: 'What must be true 7 / 8' })).toBeVisible();
  await expect(lab.process(6, 'bash')).toHaveAccessibleName(
    /^bash, 6 outside, 1 inside, .*PID 1 of level 1, 2 children/,
  );
  await expect(lab.terminal(0).getByRole('log')).toContainText('[2] 3');

  await page.getByRole('button', { name: /^Answer/ }).click();
  await page.getByRole('radio', { name: 'None. 6 was born there' }).check();
  await page.getByRole('dialog').getByRole('button', { name: 'Answer' }).click();
  await expect(page.getByRole('heading', { name: 'What must be true 8 / 8' })).toBeVisible();
  await expect(lab.facts.filter({ hasText: 'Not met yet' })).toHaveCount(0);
});

test('a wrong answer is met by the belief behind it', async ({ page }) => {
  const lab = new LabPage(page);
  await lab.openFirstTime(FIGURE);
  await lab.makeTheFigure();
  await page.getByRole('button', { name: /^Answer/ }).click();
  await page.getByRole('radio', { name: /the process that asked for it/ }).check();
  await page.getByRole('dialog').getByRole('button', { name: 'Answer' }).click();
  const task = page.getByRole('complementary', { name: 'Task' });
  await expect(task.getByText('Who asks for a new tree stays where it is', { exact: false })).toBeVisible();
});

test('a wrong line is not the end: time goes back, and typing there begins another line', async ({
  page,
}) => {
  const lab = new LabPage(page);
  await lab.openFirstTime(FIGURE);
  await lab.type(0, 'ps');
  await expect(page.getByRole('region', { name: "From here the goal can't be reached" })).toBeVisible();

  await page.getByRole('button', { name: 'To the start', exact: true }).click();
  await expect(lab.terminal(0)).toContainText('This is the past. Type to try what if, from here.');
  await lab.makeTheFigure();
  await expect(page.getByRole('heading', { name: 'What must be true 7 / 8' })).toBeVisible();
  await expect(page.getByRole('region', { name: "From here the goal can't be reached" })).toBeHidden();
});

for (const [width, height] of [
  [1440, 900],
  [1024, 700],
] as const) {
  test(`what is said about a dead end leaves the facts in sight, ${width} wide`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    const lab = new LabPage(page);
    await lab.openFirstTime(FIGURE);
    await lab.type(0, 'unshare --fork --pid --mount-proc bash');
    await lab.type(0, 'ps');
    await expect(page.getByRole('region', { name: "From here the goal can't be reached" })).toBeVisible();
    await expect(page.getByRole('button', { name: /^One question left/ })).toBeVisible();
    await expect(lab.facts.last()).toBeInViewport();
  });
}

test('every step back shows the machine as it was', async ({ page }) => {
  const lab = new LabPage(page);
  await lab.openFirstTime(FIGURE);
  await lab.type(0, 'sleep 600 &');
  const sleeper = lab.process(5, 'sleep');
  await expect(sleeper).toBeVisible();
  const slider = lab.time.getByRole('slider');
  await slider.focus();
  await page.keyboard.press('Home');
  await expect(sleeper).toBeHidden();
  await expect(lab.tree).toHaveAccessibleName('Process tree: 4 processes, 1 PID namespace');
  await page.keyboard.press('ArrowRight');
  await expect(lab.tree).toHaveAccessibleName('Process tree: 5 processes, 1 PID namespace');
  await page.keyboard.press('End');
  await expect(sleeper).toBeVisible();
});

test('work is there again after the page was closed, with every line that was tried', async ({
  page,
  lab: { url },
}) => {
  const lab = new LabPage(page);
  await lab.openFirstTime(FIGURE);
  await lab.type(0, 'sleep 600 &');
  await page.getByRole('button', { name: 'To the start', exact: true }).click();
  await lab.type(0, 'sleep 700 &');
  await page.goto('about:blank');

  await page.goto(url);
  await page.getByRole('button', { name: /^Resume/ }).click();
  await expect(lab.terminal(0)).toContainText('sleep 700 &');
  await lab.time.getByRole('button', { name: 'Go to the line “first line”' }).click();
  await expect(lab.terminal(0)).toContainText('sleep 600 &');
});

test('Ctrl-C, Ctrl-Z and a job brought back behave as in any terminal', async ({ page }) => {
  const lab = new LabPage(page);
  await lab.openFirstTime(FIGURE);
  const screen = lab.terminal(0).getByRole('log');
  await lab.terminal(0).getByRole('textbox').focus();
  await page.keyboard.type('sleep 1000\n');
  await expect(lab.process(5, 'sleep')).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(screen).toContainText('Stopped');
  await page.keyboard.type('fg\n');
  await page.keyboard.press('Control+c');
  await expect(lab.process(5, 'sleep')).toBeHidden();
  await expect(screen).toContainText('^C');
});

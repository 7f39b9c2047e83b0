// What does a terminal do in a real browser: while a line is typed, and with what a stranger recorded?
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { AttemptLog } from '#shared/log/attempt-log.ts';
import { branchesOf } from '#shared/log/branches.ts';
import type { LogRecord } from '#shared/log/record.ts';
import { nodeDigest } from '../support/sample-log.ts';
import { LabPage } from './lab-page.ts';
import { expect, test } from './served-lab.ts';

const FIGURE = /4\.1 The figure/;

/** The lines that are drawn, without empty ones. */
async function drawn(page: Page): Promise<readonly string[]> {
  const rows = await page.locator('.xterm-rows > div').allInnerTexts();
  return rows.map((row) => row.replaceAll('\u00a0', ' ').trimEnd()).filter((row) => row !== '');
}

async function expectLastLine(page: Page, line: string | RegExp): Promise<void> {
  const last = expect.poll(async () => (await drawn(page)).at(-1));
  await (typeof line === 'string' ? last.toBe(line) : last.toMatch(line));
}

async function openFigure(
  page: Page,
  url: string,
): Promise<{ readonly lab: LabPage; readonly keys: Locator }> {
  await page.goto(url);
  const lab = new LabPage(page);
  await lab.openFirstTime(FIGURE);
  const keys = lab.terminal(0).getByRole('textbox');
  await expectLastLine(page, 'root@lab:~#');
  await keys.focus();
  return { lab, keys };
}

test.describe('a line that is typed', () => {
  test.beforeEach(async ({ page }) => {
    await page.emulateMedia({ reducedMotion: 'reduce' });
  });

  test('is edited, recalled and completed as in a shell', async ({ page, lab: { url } }) => {
    await openFigure(page, url);
    await page.keyboard.type('cho two');
    await page.keyboard.press('Home');
    await page.keyboard.type('e');
    await expectLastLine(page, 'root@lab:~# echo two');
    await page.keyboard.press('Enter');
    await expect.poll(async () => (await drawn(page)).slice(-2)).toEqual(['two', 'root@lab:~#']);
    await page.keyboard.press('ArrowUp');
    await expectLastLine(page, 'root@lab:~# echo two');
    await page.keyboard.press('Control+u');
    await page.keyboard.type('unsh');
    await page.keyboard.press('Tab');
    await page.keyboard.type('--help');
    await expectLastLine(page, 'root@lab:~# unshare --help');
  });

  test('is completed with what is on the machine, and the second Tab lists', async ({
    page,
    lab: { url },
  }) => {
    await openFigure(page, url);
    await page.keyboard.type('mkdir -p "my work"\n');
    await page.keyboard.type('cd my\t\n');
    await expectLastLine(page, 'root@lab:~/my work#');
    await page.keyboard.type('ls /proc/self/ns/p\t\t\t');
    await expect
      .poll(async () => (await drawn(page)).slice(-2))
      .toEqual(['pid               pid_for_children', 'root@lab:~/my work# ls /proc/self/ns/pid']);
    await page.keyboard.press('Control+u');
    await page.keyboard.press('Control+r');
    await page.keyboard.type('mk');
    await expect.poll(async () => (await drawn(page)).at(-1)).toContain("(reverse-i-search)`mk': mkdir -p");
    await page.keyboard.press('Control+g');
    await expectLastLine(page, 'root@lab:~/my work#');
  });

  test('wraps at the edge and is erased as a whole', async ({ page, lab: { url } }) => {
    await openFigure(page, url);
    const long = 'abcdefghij'.repeat(30);
    await page.keyboard.type(`echo ${long}`);
    await expect.poll(async () => (await drawn(page)).join('')).toBe(`root@lab:~# echo ${long}`);
    // Letters fill the cells that the emulator counted: a full row ends where the screen does.
    const { width = 0 } = (await page.locator('.xterm-screen').boundingBox()) ?? {};
    const full = page.locator('.xterm-rows > div > span', { hasText: /^root@lab/ });
    expect(Math.abs(((await full.boundingBox())?.width ?? 0) - width)).toBeLessThan(1);
    await page.keyboard.press('Home');
    await page.keyboard.type('x');
    await expect.poll(async () => (await drawn(page)).join('')).toBe(`root@lab:~# xecho ${long}`);
    await page.keyboard.press('End');
    await page.keyboard.press('Control+u');
    await expectLastLine(page, 'root@lab:~#');
  });

  test('waits its turn while another one is carried out, and a paste waits for Enter', async ({
    page,
    lab: { url },
  }) => {
    const { keys } = await openFigure(page, url);
    await page.keyboard.type('sleep 1\necho ahead\n');
    await expect.poll(async () => (await drawn(page)).slice(-2)).toEqual(['ahead', 'root@lab:~#']);
    await keys.evaluate((field) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', 'echo one\necho two\necho thr');
      field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
    });
    await expect
      .poll(async () => (await drawn(page)).slice(-3))
      .toEqual(['root@lab:~# echo one', 'echo two', 'echo thr']);
    await page.keyboard.press('Enter');
    await expect
      .poll(async () => (await drawn(page)).slice(-6))
      .toEqual(['one', 'root@lab:~# echo two', 'two', 'root@lab:~# echo thr', 'thr', 'root@lab:~#']);
  });

  test('leaves the terminal with F6 only', async ({ page, lab: { url } }) => {
    const { keys } = await openFigure(page, url);
    for (const key of ['Tab', 'Escape', '?', 'h', 'Control+k']) await page.keyboard.press(key);
    await expect(keys).toBeFocused();
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await page.keyboard.press('F6');
    await expect(keys).not.toBeFocused();
    await page.keyboard.press('Shift+F6');
    await expect(keys).toBeFocused();
  });
});

test('what stands on it is found, copied and read as a transcript', async ({
  page,
  context,
  lab: { url },
}) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const { lab, keys } = await openFigure(page, url);
  const copied = () => page.evaluate(() => navigator.clipboard.readText());
  await page.keyboard.type('echo needle; echo hay\necho needle\n');
  await expect.poll(async () => (await drawn(page)).slice(-2)).toEqual(['needle', 'root@lab:~#']);

  await page.keyboard.press('Control+Shift+F');
  await page.keyboard.type('needle');
  const found = page.getByRole('search').getByRole('status');
  await expect(found).toHaveText('4 of 4');
  await page.keyboard.press('Enter');
  await expect(found).toHaveText('3 of 4');
  await page.keyboard.press('Control+Shift+C');
  expect(await copied()).toBe('needle');
  await page.keyboard.press('Escape');
  await expect(keys).toBeFocused();

  await page.locator('.xterm-screen').dblclick({ position: { x: 12, y: 26 } });
  await page.keyboard.press('Control+c');
  await expect.poll(copied).toBe('needle');
  await page.keyboard.type('sleep 1000\n');
  await page.keyboard.press('Control+c');
  await expect.poll(async () => (await drawn(page)).slice(-2)).toEqual(['^C', 'root@lab:~#']);

  await page.keyboard.press('Control+Shift+L');
  const transcript = page.getByRole('region', { name: 'Transcript of pts/0' });
  await expect(transcript.getByRole('heading', { level: 3 })).toHaveText([
    'root@lab:~# echo needle; echo hay',
    'root@lab:~# echo needle',
    'root@lab:~# sleep 1000',
  ]);
  await expect(transcript.getByRole('group')).toBeFocused();
  const saved = page.waitForEvent('download');
  await transcript.getByRole('button', { name: 'Save' }).click();
  const text = readFileSync(await (await saved).path(), 'utf8');
  expect(text).toContain('root@lab:~# echo needle\nneedle\nroot@lab:~# sleep 1000\n^C\n');
  await lab.time.getByRole('button', { name: 'To the start' }).click();
  await expect(transcript.getByRole('heading', { level: 3 })).toHaveCount(0);
});

test('a program that reads keys draws over its picture, and leaves at a key', async ({
  page,
  lab: { url },
}) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await openFigure(page, url);
  await page.keyboard.type('sleep 100 &\ntop\n');
  await expectLastLine(page, / sleep$/);
  await page.keyboard.press('c');
  await expectLastLine(page, / sleep 100$/);
  expect((await drawn(page)).filter((line) => line.startsWith('top - '))).toHaveLength(1);
  await page.keyboard.press('k');
  await expect.poll(async () => drawn(page)).toContain('PID to signal/kill [default pid = 1]');
  await page.keyboard.type('5\n9\n');
  await page.keyboard.press('q');
  await expect.poll(async () => (await drawn(page)).slice(-2)).toEqual(['[1]+  Killed                  sleep 100', 'root@lab:~#']); // prettier-ignore
});

test('a window tells its size to what runs in it', async ({ page, lab: { url } }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.setViewportSize({ width: 1440, height: 900 });
  await openFigure(page, url);
  const columns = async (when: string): Promise<number> => {
    await page.keyboard.type(`echo ${when} $COLUMNS\n`);
    const answer = new RegExp(`^${when} (\\d+)$`);
    const answers = async () => (await drawn(page)).flatMap((row) => answer.exec(row)?.[1] ?? []);
    await expect.poll(answers).toHaveLength(1);
    return Number((await answers())[0]);
  };
  const wide = await columns('before');
  await page.setViewportSize({ width: 1024, height: 700 });
  await expect(page.getByRole('button', { name: 'Inspect' })).toBeVisible();
  expect(await columns('after')).toBeLessThan(wide);
});

test('in screen reader mode the rows can be read, once', async ({ page, lab: { url } }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const { lab } = await openFigure(page, url);
  await lab.type(0, 'echo spoken');
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('switch', { name: 'Screen reader mode' }).click();
  await page.keyboard.press('Escape');
  const rows = lab.terminal(0).getByRole('listitem');
  await expect(rows.filter({ hasText: /^spoken$/ })).toHaveCount(1);
  await expect(lab.terminal(0).getByRole('log')).toHaveCount(0);
  const keys = lab.terminal(0).getByRole('textbox');
  await keys.focus();
  await page.keyboard.type('unsh');
  await page.keyboard.press('Tab');
  await page.keyboard.type('--help');
  await expectLastLine(page, 'root@lab:~# unshare --help');
  await expect(keys).toBeFocused();
  await page.keyboard.press('Control+u');
  await page.keyboard.type('seq 30\n');
  const aloud = page.locator('.xterm [aria-live]');
  await expect(aloud).toContainText('More lines than are read aloud. The transcript has them all');
});

test('with full movement every line is shown to its end', async ({ page, lab: { url } }) => {
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  const { lab } = await openFigure(page, url);
  for (const line of ['sleep 601 &', 'sleep 602 &', 'sleep 603 &']) await lab.type(0, line);
  await expect(lab.process(7, 'sleep')).toBeVisible();
  await expect(lab.tree).toHaveAccessibleName('Process tree: 7 processes, 1 PID namespace');
});

/** The recording of the one run in a data folder, with other words in the place of some, and sealed again. */
function forged(dataFolder: string, words: string, others: string): Buffer {
  const folder = path.join(dataFolder, 'attempts');
  const [name = ''] = readdirSync(folder).filter((each) => each.endsWith('.pidlog'));
  const records = readFileSync(path.join(folder, name), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as LogRecord);
  const [header] = records;
  if (header?.t !== 'header') throw new Error('a recording begins with its header');
  const log = new AttemptLog(header, nodeDigest);
  let text = '';
  for (const { input, events } of branchesOf(records).get(0)?.inputs ?? []) {
    const said = events.map((event) => {
      if (event.type === 'TtyWrote') return { ...event, text: event.text.replaceAll(words, others) };
      if (event.type === 'TaskExecuted' && event.comm === 'sleep') return { ...event, comm: 'sl\u202eeep' };
      return event;
    });
    const block = log.prepareInput({ branch: 0, input, events: said });
    log.commit(block);
    text += block.text;
  }
  return Buffer.from(text);
}

test('a recording of a stranger draws, and does nothing else', async ({ page, lab: { url, dataFolder } }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const { lab } = await openFigure(page, url);
  await lab.type(0, 'sleep 1000 &');
  await lab.type(0, 'echo harmless');
  await page.goto('about:blank');

  const title = '\u001b]0;owned\u0007';
  const clipboard = '\u001b]52;c;b3duZWQ=\u0007';
  const link = '\u001b]8;;https://example.com\u001b\\click\u001b]8;;\u001b\\';
  const question = '\u001b[c\u001b[6n\u001b[>c\u0005';
  const reversed = 'user\u202etxt.exe';
  const long = `\n${'long '.repeat(1 << 18)}\n`;
  await page.goto(url);
  await page.getByLabel('Recording').setInputFiles({
    name: 'forged.pidlog',
    mimeType: 'application/x-ndjson',
    buffer: forged(dataFolder, 'harmless', `${long}${title}${clipboard}${link} ${question}${reversed}`),
  });

  await expect(lab.terminal(0)).toBeVisible();
  await page.getByRole('button', { name: 'To now' }).click();
  await expect.poll(async () => (await drawn(page)).includes('click user<U+202E>txt.exe')).toBe(true);
  await expect(lab.process(5, 'sl<U\\+202E>eep')).toBeVisible();
  await page.keyboard.press('Control+Shift+L');
  await expect(page.getByText(/more characters are in the saved file/).first()).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page).toHaveTitle('Pidnest');
  await expect(lab.terminal(0).locator('a')).toHaveCount(0);
  await expect(lab.terminal(0)).toContainText('This run can only be looked at.');
});

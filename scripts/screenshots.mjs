// Takes the README's pictures anew from the built lab: npm run screenshots.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { CHROMIUM_ARGS, ensureChromium } from './chromium.mjs';
import ensureBuilt from './ensure-built.mjs';
import { inProject } from './paths.mjs';

const FOLDER = inProject('renderer/screenshots');
const FIGURE = [
  'unshare --fork --pid --mount-proc bash',
  '@1 sleep 900 &',
  'sleep 600 &',
  'sleep 600 &',
  'ps -ef',
];

await ensureBuilt();
mkdirSync(FOLDER, { recursive: true });
const home = mkdtempSync(join(tmpdir(), 'pidnest-screenshots-'));
const host = spawn(process.execPath, [inProject('dist/app/cli.js'), 'serve', '--no-open'], {
  env: { ...process.env, PIDNEST_HOME: home },
  stdio: ['ignore', 'pipe', 'inherit'],
});
const browser = await chromium.launch({ executablePath: await ensureChromium(), args: CHROMIUM_ARGS });
try {
  const address = await firstAddress(host.stdout);
  const page = await open(address, 'light');
  await page.getByRole('button', { name: 'Look around first' }).click();
  await startFigure(page);
  await save(page, 'lab-light');
  await page.getByRole('treeitem', { name: /^bash, 6 outside/ }).click();
  await page.keyboard.press('v');
  await settled(page);
  await save(page, 'stand-inside');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Pidnest, to the library' }).click();
  await settled(page);
  await save(page, 'library');
  // The same run goes on: a nest in the nest.
  const dark = await open(address, 'dark');
  await startFigure(dark);
  await save(dark, 'lab-dark');
} finally {
  await browser.close();
  host.kill();
  rmSync(home, { recursive: true, force: true });
}

async function firstAddress(output) {
  let text = '';
  for await (const chunk of output) {
    text += chunk;
    const address = /http:\S+/.exec(text)?.[0];
    if (address) return address;
  }
  throw new Error(`the host printed no address: ${text}`);
}

async function open(address, colorScheme) {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    colorScheme,
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  await page.goto(address);
  return page;
}

async function startFigure(page) {
  await page.getByText('The figure').last().click();
  for (const line of FIGURE) await type(page, line);
}

async function type(page, line) {
  const [, tty = '0', text = line] = /^@(\d) (.*)$/.exec(line) ?? [];
  await page.getByRole('tab', { name: `pts/${tty}` }).click();
  await page.getByRole('textbox', { name: `Terminal pts/${tty}` }).focus();
  await page.keyboard.type(`${text}\n`);
  await settled(page);
}

/** Long enough for a line's events to be played. */
async function settled(page) {
  await page.waitForTimeout(1500);
}

async function save(page, name) {
  await page.screenshot({ path: join(FOLDER, `${name}.png`) });
  console.log(`renderer/screenshots/${name}.png`);
}

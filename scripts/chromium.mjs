// Which Chromium drives the end-to-end tests, and how does one get here if there is none?
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { inProject } from './paths.mjs';

const KNOWN_PLACES = {
  linux: [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/usr/bin/google-chrome-stable',
    '/snap/bin/chromium',
  ],
  darwin: [
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  ],
  win32: [
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
  ],
};

/** What the browser is always started with: nothing but the pages under test may reach for the network. */
export const CHROMIUM_ARGS = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--no-first-run',
];

const INSTALL_TIMEOUT_MS = 300_000;

/** The path of a browser that exists, or undefined. */
export async function findChromium() {
  const named = process.env.CHROMIUM_PATH;
  if (named !== undefined && named !== '') {
    if (existsSync(named)) return named;
    throw new Error(`CHROMIUM_PATH names a file that does not exist: ${named}`);
  }
  const known = (KNOWN_PLACES[process.platform] ?? []).find((place) => existsSync(place));
  if (known !== undefined) return known;
  const { chromium } = await import('playwright-core');
  const own = chromium.executablePath();
  return own !== '' && existsSync(own) ? own : undefined;
}

/** The path of a browser, installed first if that is possible here; throws with advice if it is not. */
export async function ensureChromium() {
  const found = await findChromium();
  if (found !== undefined) return found;
  for (const install of isDebianRoot() ? [installWithApt, installWithPlaywright] : [installWithPlaywright]) {
    install();
    const installed = await findChromium();
    if (installed !== undefined) return installed;
  }
  throw new Error(
    'No Chromium was found and none could be installed. Install one with the package manager of this system ' +
      '(on Debian: apt-get install chromium) or set CHROMIUM_PATH to the browser to use.',
  );
}

function isDebianRoot() {
  return process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
}

function installWithApt() {
  console.log('Installing Chromium with apt-get.');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  if (run('apt-get', ['update', '-q'], env)) {
    run('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium', 'fonts-dejavu-core'], env);
  }
}

function installWithPlaywright() {
  console.log('Installing Chromium with Playwright.');
  run(
    process.execPath,
    [inProject('node_modules/playwright-core/cli.js'), 'install', 'chromium'],
    process.env,
  );
}

function run(command, args, env) {
  const result = spawnSync(command, args, { env, encoding: 'utf8', timeout: INSTALL_TIMEOUT_MS });
  if (result.status === 0) return true;
  const output = `${result.stdout ?? ''}${result.stderr ?? ''}${result.error?.message ?? ''}`;
  console.log(output.split('\n').slice(-15).join('\n'));
  return false;
}

// Is there an Electron binary on this machine, and can one be fetched in reasonable time?
// Electron's own package is never imported: that alone starts a download.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { inProject } from './paths.mjs';

const BINARY = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' };
const DOWNLOAD_LIMIT_MS = 20_000;
const RETRY_AFTER_MS = 24 * 60 * 60 * 1000;

/** The path of a binary that exists, or undefined. What the environment names comes before what is installed. */
export function findElectron(env = process.env) {
  const name = BINARY[process.platform] ?? 'electron';
  const places = [
    env.ELECTRON_PATH,
    env.ELECTRON_OVERRIDE_DIST_PATH && path.join(env.ELECTRON_OVERRIDE_DIST_PATH, name),
    inProject('node_modules/electron/dist', name),
  ];
  return places.find((place) => place !== undefined && place !== '' && existsSync(place));
}

/**
 * Lets Electron's own installer try once, quietly and for a limited time; tells whether there is a binary now.
 * A failure is remembered for a day, so that a machine that cannot reach the download does not wait at every start.
 */
export function tryToInstallElectron(env = process.env) {
  const installer = inProject('node_modules/electron/install.js');
  if (env.PIDNEST_NO_DOWNLOAD || !existsSync(installer) || failedLately()) return false;
  console.log(`Fetching Electron once (${DOWNLOAD_LIMIT_MS / 1000} s at most).`);
  const result = spawnSync(process.execPath, [installer], { stdio: 'ignore', timeout: DOWNLOAD_LIMIT_MS });
  if (result.status === 0 && findElectron(env) !== undefined) return true;
  mkdirSync(path.dirname(failureMark()), { recursive: true });
  writeFileSync(failureMark(), '');
  return false;
}

function failedLately() {
  const mark = failureMark();
  return existsSync(mark) && Date.now() - statSync(mark).mtimeMs < RETRY_AFTER_MS;
}

function failureMark() {
  const { version } = JSON.parse(readFileSync(inProject('node_modules/electron/package.json'), 'utf8'));
  return inProject(`node_modules/.cache/pidnest/electron-${version}-not-fetched`);
}

// npm start: which host can show the lab here? A desktop window if Electron and a display exist, else the browser.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { build } from './build.mjs';
import { findElectron, tryToInstallElectron } from './electron-binary.mjs';
import { inProject, ROOT } from './paths.mjs';
import { isStale } from './stale.mjs';

const COMMAND_LINE = 'dist/app/cli.js';
// An Electron that ends in error this soon could not start at all, for want of a system library for example.
const FAILED_START_MS = 5_000;
const GRACE_MS = 5_000;

async function main() {
  if (isStale()) {
    console.log('Building Pidnest.');
    await build();
  }
  const args = process.argv.slice(2);
  const { electron, reason } = chooseHost();
  if (electron !== undefined) {
    const asRoot = process.getuid?.() === 0;
    const caveat = asRoot ? ', without its sandbox, because it runs as root' : '';
    console.log(`Pidnest opens in a desktop window (Electron)${caveat}.`);
    const startedAt = performance.now();
    const code = await runHost(electron, [...(asRoot ? ['--no-sandbox'] : []), ROOT, ...args]);
    if (code === 0 || performance.now() - startedAt > FAILED_START_MS) return code;
    console.log('Pidnest opens in the browser instead, because Electron could not start.');
  } else {
    console.log(`Pidnest opens in the browser, because ${reason}.`);
  }
  if (!existsSync(inProject(COMMAND_LINE))) throw new Error(`${COMMAND_LINE} was not built`);
  return runHost(process.execPath, [inProject(COMMAND_LINE), 'serve', '--open', ...args]);
}

function chooseHost() {
  if (!existsSync(inProject('dist/main/main.js'))) return { reason: 'the desktop window is not built' };
  if (!hasDisplay()) return { reason: 'there is no display for a desktop window' };
  const electron = findElectron() ?? (tryToInstallElectron() ? findElectron() : undefined);
  return electron === undefined ? { reason: "Electron's binary is not on this machine" } : { electron };
}

function hasDisplay(env = process.env) {
  return process.platform !== 'linux' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
}

/** Runs a host until it ends; resolves to the exit code. Being told to stop is a good end, not an error. */
function runHost(command, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: ROOT, stdio: 'inherit' });
    let stopping = false;
    const stopOn = (signal) => {
      // At a terminal Ctrl-C reaches the whole group, so the host has it already.
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
      if (!stopping) setTimeout(() => child.kill('SIGKILL'), GRACE_MS).unref();
      stopping = true;
    };
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
    for (const signal of signals) process.on(signal, stopOn);
    child.on('error', reject);
    child.on('close', (code) => {
      for (const signal of signals) process.off(signal, stopOn);
      if (stopping) process.exit(0);
      resolve(code ?? 1);
    });
  });
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}

// Is the project in order? Runs every check and every test, and ends with one line that says how many of each.
// The fence between the folders runs as one of the unit tests (tests/fence).
import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { ensureChromium } from './chromium.mjs';
import { inProject, ROOT } from './paths.mjs';
import {
  addUp,
  closingLine,
  exitCodeOf,
  readPlaywright,
  readVitest,
  tallyOfCheck,
  tallyOfRunner,
} from './tally.mjs';

const MINUTE_MS = 60_000;
// However many parts hang, the closing line comes within half an hour, installation included.
const DEADLINE_AT = performance.now() + 26 * MINUTE_MS;
const CHECKS = [
  { name: 'format', script: 'lint:format' },
  { name: 'lint', script: 'lint:code' },
  { name: 'types', script: 'check:types' },
  { name: 'components', script: 'check:components' },
  { name: 'build', script: 'build' },
];
const VITEST_REPORT = 'test-results/vitest.json';
const PLAYWRIGHT_REPORT = 'test-results/playwright.json';

let running;

async function main() {
  // A report left over from an earlier run must not count in this one.
  rmSync(inProject('test-results'), { recursive: true, force: true });

  const tallies = [];
  let built = false;
  for (const { name, script } of CHECKS) {
    const ok = await check(name, () => npmRun(script, [], { quiet: true, limitMs: 5 * MINUTE_MS }));
    tallies.push(tallyOfCheck(ok));
    if (name === 'build') built = ok;
  }
  const hasBrowser = await check('chromium', ensuredChromium);
  tallies.push(tallyOfCheck(hasBrowser));

  const unit = await npmRun(
    'test:unit',
    ['--reporter=default', '--reporter=json', `--outputFile.json=${VITEST_REPORT}`],
    { quiet: false, limitMs: 14 * MINUTE_MS },
  );
  tallies.push(tallyOfRunner(readReport(VITEST_REPORT), unit.code, readVitest));

  if (built && hasBrowser) {
    const e2e = await npmRun('e2e', [], { quiet: false, limitMs: 8 * MINUTE_MS });
    tallies.push(tallyOfRunner(readReport(PLAYWRIGHT_REPORT), e2e.code, readPlaywright));
  } else {
    console.log('The end-to-end tests did not run: they need the build and a browser.');
  }

  const total = addUp(tallies);
  process.exitCode = exitCodeOf(total);
  console.log(closingLine(total));
}

async function check(name, run) {
  const startedAt = performance.now();
  const { code, output } = await run();
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)`);
  if (code !== 0) console.log(output.trimEnd());
  return code === 0;
}

async function ensuredChromium() {
  try {
    await ensureChromium();
    return { code: 0, output: '' };
  } catch (error) {
    return { code: 1, output: error.message };
  }
}

/** Runs one npm script in a process group of its own, so that a time limit or Ctrl-C ends all of it. */
function npmRun(script, args, { quiet, limitMs }) {
  const command = ['run', '--silent', script, ...(args.length > 0 ? ['--', ...args] : [])];
  const onWindows = process.platform === 'win32';
  const leftMs = Math.max(1_000, Math.min(limitMs, DEADLINE_AT - performance.now()));
  return new Promise((resolve) => {
    const child = spawn('npm', command, {
      cwd: ROOT,
      env: environment(),
      detached: !onWindows,
      shell: onWindows,
      stdio: ['ignore', quiet ? 'pipe' : 'inherit', quiet ? 'pipe' : 'inherit'],
    });
    running = child;
    let output = '';
    const collect = (chunk) => {
      output += chunk;
    };
    child.stdout?.setEncoding('utf8').on('data', collect);
    child.stderr?.setEncoding('utf8').on('data', collect);
    const timer = setTimeout(() => {
      output += `\n${script} took longer than ${(leftMs / MINUTE_MS).toFixed(1)} minutes and was stopped.`;
      if (!quiet) console.log(output.trimStart());
      stop(child);
    }, leftMs);
    const finish = (code) => {
      clearTimeout(timer);
      running = undefined;
      resolve({ code, output });
    };
    child.on('error', (error) => {
      output += error.message;
      finish(1);
    });
    child.on('close', (code) => finish(code ?? 1));
  });
}

/** Colours only where someone looks: a file of escape sequences is hard to search. */
function environment() {
  if (process.stdout.isTTY) return process.env;
  const { FORCE_COLOR: _, ...rest } = process.env;
  return { ...rest, NO_COLOR: '1' };
}

function stop(child) {
  try {
    if (process.platform === 'win32') child.kill('SIGKILL');
    else process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It ended by itself in the meantime.
  }
}

function readReport(name) {
  try {
    return JSON.parse(readFileSync(inProject(name), 'utf8'));
  } catch {
    console.log(`${name} is missing or not readable.`);
    return undefined;
  }
}

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    if (running !== undefined) stop(running);
    process.exit(1);
  });
}

await main();

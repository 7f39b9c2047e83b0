// What becomes of a run whose helper is missing, broken, silent or killed, and is anything of it left behind?
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { compareWithKernel } from '#app/reality/compare-with-kernel.ts';
import { findHelper } from '#app/reality/find-helper.ts';
import { runOnKernel } from '#app/reality/run-on-kernel.ts';
import { nodeDisk } from '#app/adapters/disk.ts';
import type { TraceStep } from '#shared/kernel/trace/trace-format.ts';
import { realKernel } from '../../support/real-kernel.ts';

const GETPID: TraceStep = { by: 'init', call: 'getpid' };
const LAB = 'echo lab root outermost; cat > /dev/null';
const PROCESS = 'process 0 running 0 1 1 0 0 1';
const onLinux = process.platform === 'linux';

const folder = mkdtempSync(path.join(tmpdir(), 'pidnest-helpers-'));
const kernel = await realKernel();
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  kernel.remove();
});

let made = 0;
/** A helper that is a shell script: it takes its first line and goes on as told. */
function fakeHelper(script: string): string {
  made += 1;
  const file = path.join(folder, `helper-${made}`);
  writeFileSync(file, `#!/bin/sh\nread first\n${script}\n`);
  chmodSync(file, 0o755);
  return file;
}

function answering(...results: readonly string[]): string {
  const lines = results.map((result, step) => `step ${step}\n${result}\n${PROCESS}\nend`).join('\n');
  return fakeHelper(`${LAB}\ncat <<'END'\n${lines}\nEND`);
}

describe.runIf(onLinux)('runOnKernel', () => {
  it('reads what the helper answers', async () => {
    const outcome = await runOnKernel([GETPID], { helper: answering('ret 1') });
    expect(outcome).toMatchObject({ kind: 'ran', run: { results: [{ ret: 1 }] } });
  });

  it.each([
    ['is not there', '/nowhere/helper', { kind: 'impossible', reason: expect.stringContaining('ENOENT') }],
    [
      'says why it can do nothing',
      'echo fatal no namespaces',
      { kind: 'impossible', reason: 'no namespaces' },
    ],
    [
      'speaks another language',
      'echo hello',
      { kind: 'broken', step: 0, reason: expect.stringContaining('hello') },
    ],
    ['ends at once', 'exit 3', { kind: 'broken', step: 0, reason: 'the helper was ended' }],
    ['writes nonsense in the middle', `${LAB}; echo step 0; echo surprise`, { kind: 'broken', step: 0 }],
    ['gives up in the middle', `${LAB}; echo fatal stuck`, { kind: 'broken', step: 0, reason: 'stuck' }],
    [
      'kills itself',
      `${LAB}; kill -9 $$`,
      { kind: 'broken', step: 0, reason: 'the helper was ended by SIGKILL' },
    ],
    [
      'will not do a step',
      `${LAB}; echo step 0; echo refused too old`,
      { kind: 'refused', reason: 'step 0: too old' },
    ],
  ])('tells of a helper that %s', async (_what, script, outcome) => {
    const helper = script.startsWith('/') ? script : fakeHelper(script);
    expect(await runOnKernel([GETPID], { helper })).toMatchObject(outcome);
  });

  it('ends a helper that says nothing', async () => {
    const helper = fakeHelper(`${LAB}; exec sleep 60`);
    const outcome = await runOnKernel([GETPID], { helper, patienceMs: 300 });
    expect(outcome).toEqual({ kind: 'broken', step: 0, reason: 'the helper took longer than 0.3 s' });
  });

  it.each([
    [{ by: 'init', call: 'setresuid', ruid: 1000 }, 'needs root: step 1 changes to uid 1000'],
    [
      { by: 'init', call: 'write_uid_map', target: 'init', map: '0 0 2' },
      'needs root: step 1 maps uids other than 0',
    ],
    [{ by: 'init', call: 'scm_send', uid: 7 }, 'needs root: step 1 claims to be uid 7'],
  ] as const)('without root does not even begin %j', async (step, reason) => {
    const helper = fakeHelper('echo lab user outermost; cat > /dev/null');
    expect(await runOnKernel([GETPID, step], { helper })).toEqual({ kind: 'refused', reason });
  });
});

describe.runIf(onLinux)('compareWithKernel', () => {
  it('calls the same the same, and names the first difference', async () => {
    expect(await compareWithKernel([GETPID], { helper: answering('ret 1') })).toMatchObject({
      verdict: 'same',
    });
    expect(await compareWithKernel([GETPID], { helper: answering('ret 7') })).toMatchObject({
      verdict: 'differs',
      difference: { step: 0, what: 'result', expected: { ret: 7 }, got: { ret: 1 } },
    });
  });

  it('does not call a difference what the kernel itself answers in two ways', async () => {
    const counter = path.join(folder, 'counter');
    const helper = fakeHelper(
      `${LAB}; echo x >> ${counter}; printf 'step 0\\nret %d\\n${PROCESS}\\nend\\n' $(wc -l < ${counter})$(wc -l < ${counter})`,
    );
    expect(await compareWithKernel([GETPID], { helper })).toMatchObject({
      verdict: 'skipped',
      reason: expect.stringContaining('the kernel itself gave two answers'),
    });
  });

  it('does not blame the simulator for levels that lie above the lab', async () => {
    const helper = fakeHelper(
      `echo lab root nested; cat > /dev/null; printf 'step 0\\nerrno 28\\n${PROCESS}\\nend\\n'`,
    );
    const nest: TraceStep = { by: 'init', call: 'unshare', flags: ['CLONE_NEWPID'] };
    expect(await compareWithKernel([nest], { helper })).toMatchObject({
      verdict: 'skipped',
      reason: expect.stringContaining('limit of 32 levels'),
    });
  });

  it('does not blame the simulator for files that belong to the root of the machine', async () => {
    const answer = `printf 'step 0\\nerrno 13 open\\n${PROCESS}\\nend\\n'`;
    const map: TraceStep = { by: 'init', call: 'write_uid_map', target: 'init', map: '0 0 1' };
    const helpers = ['user', 'root'].map((as) =>
      fakeHelper(`echo lab ${as} outermost; cat > /dev/null; ${answer}`),
    );
    const [user, root] = await Promise.all(helpers.map((helper) => compareWithKernel([map], { helper })));
    expect(user).toMatchObject({ verdict: 'skipped', reason: expect.stringContaining('needs root: step 0') });
    expect(root).toMatchObject({ verdict: 'differs' });
  });
});

describe('findHelper', () => {
  it('says what is missing, and how to get it', async () => {
    expect(await findHelper(nodeDisk, undefined, 'darwin')).toMatchObject({
      error: expect.stringContaining('on Linux only, and this is darwin'),
    });
    expect(await findHelper(nodeDisk, '/nowhere/helper', 'linux')).toMatchObject({
      error: expect.stringContaining('there is no file /nowhere/helper. In the sources npm run build:native'),
    });
  });
});

/** Processes of this machine by their names, with their parents. */
function processesNamed(name: string): readonly { readonly pid: number; readonly ppid: number }[] {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .flatMap((pid) => {
      try {
        const [, comm, ppid] = /\((.*)\) \S (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? [];
        return comm === name ? [{ pid: Number(pid), ppid: Number(ppid) }] : [];
      } catch {
        // It ended while we looked.
        return [];
      }
    });
}

async function until(condition: () => boolean): Promise<boolean> {
  const deadline = Date.now() + 20_000;
  while (Date.now() < deadline) {
    if (condition()) return true;
    await delay(10);
  }
  return condition();
}

if (kernel.helper === null) {
  it.skip(`nothing is left behind (not on this machine: ${kernel.obstacle})`);
} else {
  const own = path.join(folder, `pnh-${process.pid}`);
  copyFileSync(kernel.helper, own);
  const name = `pnl-${process.pid}`;
  const begin: readonly TraceStep[] = [
    { by: 'init', call: 'fork', as: 'a', flags: ['CLONE_NEWPID'], exit_signal: 'SIGCHLD' },
    { by: 'a', call: 'exec', comm: name },
    { by: 'init', call: 'exec', comm: name },
  ];
  const long = [...begin, ...Array.from({ length: 100_000 }, () => GETPID)];

  describe('of a lab on the real kernel nothing is left behind', () => {
    it('after its last step', async () => {
      expect(await runOnKernel(begin, { helper: own })).toMatchObject({ kind: 'ran' });
      expect(processesNamed(name)).toEqual([]);
      expect(processesNamed(path.basename(own))).toEqual([]);
    });

    it('when the run is cancelled', async () => {
      const cancel = new AbortController();
      const running = runOnKernel(long, { helper: own, cancel: cancel.signal });
      expect(await until(() => processesNamed(name).length === 2)).toBe(true);
      cancel.abort();
      expect(await running).toMatchObject({ kind: 'broken' });
      expect(await until(() => processesNamed(name).length === 0)).toBe(true);
      expect(await until(() => processesNamed(path.basename(own)).length === 0)).toBe(true);
    });

    it('when the helper is killed', async () => {
      const running = runOnKernel(long, { helper: own });
      expect(await until(() => processesNamed(name).length === 2)).toBe(true);
      const [helper] = processesNamed(path.basename(own)).filter(({ ppid }) => ppid === process.pid);
      process.kill(helper?.pid ?? NaN, 'SIGKILL');
      expect(await running).toMatchObject({ kind: 'broken', reason: 'the helper was ended by SIGKILL' });
      expect(await until(() => processesNamed(name).length === 0)).toBe(true);
    });

    it('not even a mount', async () => {
      const mounts = readFileSync('/proc/self/mounts', 'utf8');
      await runOnKernel(begin, { helper: own });
      expect(readFileSync('/proc/self/mounts', 'utf8')).toBe(mounts);
    });
  });

  it('runs a program under its name from the very beginning, where a tracer stops it', async () => {
    const steps: readonly TraceStep[] = [
      { by: 'init', call: 'fork', as: 'a', flags: [], exit_signal: 'SIGCHLD' },
      { by: 'a', call: 'ptrace', request: 'TRACEME', group: false, options: [] },
      { by: 'a', call: 'exec', comm: 'two words' },
      { by: 'init', call: 'proc_status', target: 'a' },
    ];
    const outcome = await runOnKernel(steps, { helper: own });
    expect(outcome).toMatchObject({
      run: { results: [{ ret: 2 }, { ret: 0 }, { noreturn: true }, { name: 'two words', state: 'traced' }] },
    });
  });

  const isRoot = process.getuid?.() === 0;
  describe.runIf(isRoot && spawnSync('setpriv', ['--version']).status === 0)('as an ordinary user', () => {
    function asNobody(): string {
      // Everybody may enter the folder: the helper is started by somebody else.
      chmodSync(folder, 0o755);
      chmodSync(own, 0o755);
      const helper = path.join(folder, 'as-nobody');
      writeFileSync(helper, `#!/bin/sh\nexec setpriv --reuid=65534 --regid=65534 --clear-groups ${own}\n`);
      chmodSync(helper, 0o755);
      return helper;
    }

    it('asks the kernel in a user namespace, or says that the machine allows none', async () => {
      const outcome = await runOnKernel(begin, { helper: asNobody() });
      expect(outcome).toMatchObject(
        outcome.kind === 'impossible'
          ? { reason: expect.stringMatching(/user namespace|root/) }
          : { kind: 'ran', lab: { as: 'user' } },
      );
    });

    it('lets the lab join its own namespaces of every kind', async () => {
      const steps: readonly TraceStep[] = [
        { by: 'init', call: 'pidfd_open', target: 'init', as: 'h', group: false, flags: [] },
        {
          by: 'init',
          call: 'setns',
          pidfd: 'h',
          flags: ['CLONE_NEWUTS', 'CLONE_NEWIPC', 'CLONE_NEWNET'],
          ns: 'pid',
        },
      ];
      const outcome = await runOnKernel(steps, { helper: asNobody() });
      expect(outcome).toMatchObject(
        outcome.kind === 'impossible'
          ? { reason: expect.stringMatching(/user namespace|root/) }
          : { run: { results: [{ ret: 0 }, { ret: 0 }] } },
      );
    });
  });
}

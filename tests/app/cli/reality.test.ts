// What does `pidnest reality trace` print, and how does it exit? The real kernel is played by scripts.
import { chmodSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BuiltCli } from '../../support/built-cli.ts';
import { builtCli } from '../../support/built-cli.ts';

const TRACE = {
  format: 'pidns-trace/1',
  name: 'who-am-i',
  steps: [{ by: 'init', call: 'getpid' }],
  results: [{ ret: 1 }],
  snapshots: [[]],
};

let cli: BuiltCli;

beforeAll(async () => {
  cli = await builtCli();
  writeFileSync(path.join(cli.folder, 'one.json'), JSON.stringify(TRACE));
  writeFileSync(path.join(cli.folder, 'two.jsonl'), `${JSON.stringify(TRACE)}\n${JSON.stringify(TRACE)}\n`);
  writeFileSync(path.join(cli.folder, 'none.json'), '{"format":"other"}');
}, 60_000);

afterAll(() => {
  cli.remove();
});

/** A helper that answers the one step with these lines. */
function kernel(answer: string, lab = 'lab root outermost'): string {
  const file = path.join(cli.folder, 'kernel');
  const step = `step 0\n${answer}\nprocess 0 running 0 1 1 0 0 1\nend`;
  writeFileSync(file, `#!/bin/sh\nread first\necho ${lab}\ncat >/dev/null\ncat <<'END'\n${step}\nEND\n`);
  chmodSync(file, 0o755);
  return file;
}

describe.runIf(process.platform === 'linux')('pidnest reality trace', () => {
  it('shows each step of both, and exits with 0 when they agree', async () => {
    const { code, out } = await cli.run(['reality', 'trace', 'one.json', '--helper', kernel('ret 1')]);
    expect(out).toMatch(
      /^same {2}one\.json who-am-i\nstep .*\n {3}0 {2}init getpid +ret 1 +ret 1\n\n1 passed, 0 failed\n$/,
    );
    expect(code).toBe(0);
  });

  it('exits with 1 when they differ, and says where in words', async () => {
    const { code, out } = await cli.run(['reality', 'trace', 'one.json', '--helper', kernel('ret 7')]);
    expect(out).toMatch(
      /^DIFFERS {2}one\.json who-am-i\n.*\n.*ret 1 +ret 7 +DIFFERS\n\n0 passed, 1 failed\n$/,
    );
    expect(code).toBe(1);
  });

  it('with --quiet leaves out what agrees', async () => {
    const { out } = await cli.run(['reality', 'trace', 'two.jsonl', '--quiet', '--helper', kernel('ret 1')]);
    expect(out).toBe('2 passed, 0 failed\n');
  });

  it('with --json writes one object for each trace', async () => {
    const { out } = await cli.run(['reality', 'trace', 'two.jsonl', '--json', '--helper', kernel('ret 7')]);
    const lines = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines).toMatchObject([
      { where: 'two.jsonl:1', verdict: 'differs', kernel: { results: [{ ret: 7 }] } },
      { where: 'two.jsonl:2', verdict: 'differs', simulator: { results: [{ ret: 1 }] } },
    ]);
  });

  it('exits with 2, and not with 1, when a run broke off or nothing could be compared', async () => {
    const broken = await cli.run(['reality', 'trace', 'one.json', '--helper', kernel('gibberish')]);
    expect(broken).toMatchObject({
      code: 2,
      out: expect.stringMatching(/^ERROR .* at step 0 .*gibberish.*\n0 passed, 1 failed\n$/),
    });
    const refused = await cli.run(['reality', 'trace', 'one.json', '--helper', kernel('refused too old')]);
    expect(refused).toMatchObject({ code: 2, out: expect.stringContaining('0 passed, 0 failed, 1 skipped') });
  });

  it.each([
    [['one.json', '--helper', '/nowhere'], 'there is no file /nowhere. In the sources npm run build:native'],
    [['one.json'], 'The program that speaks to the real kernel is missing'],
    [['none.json', '--helper', '/bin/cat'], 'this is no trace'],
    [['missing.json', '--helper', '/bin/cat'], 'there is no such file'],
    [[], 'Something is missing. Usage: pidnest reality trace FILE...'],
  ])('says what is wrong with %j', async (words, message) => {
    const { code, error } = await cli.run(['reality', 'trace', ...words]);
    expect(error).toContain(message);
    expect(code).toBe(2);
  });

  it('says in what way the machine forbids it', async () => {
    const file = path.join(cli.folder, 'forbidden');
    writeFileSync(file, '#!/bin/sh\nread first\necho "fatal no PID namespace can be made here"\n');
    chmodSync(file, 0o755);
    expect(await cli.run(['reality', 'trace', 'one.json', '--helper', file])).toMatchObject({
      code: 2,
      error: "pidnest: The real kernel can't be asked here: no PID namespace can be made here.\n",
    });
  });
});

describe.runIf(process.platform === 'linux')('pidnest reality random', () => {
  it('writes what differs as a trace of the kernel, brought down to what is needed', async () => {
    const file = path.join(cli.folder, 'contrary');
    const answer = 'echo step $n; echo errno 95; echo process 0 running 0 1 1 0 0 1; echo end; n=$((n + 1))';
    writeFileSync(
      file,
      `#!/bin/sh\nread first\necho lab root outermost\nn=0\nwhile read line; do ${answer}; done\n`,
    );
    chmodSync(file, 0o755);
    const words = [
      'reality',
      'random',
      '--seed',
      '3',
      '--count',
      '1',
      '--steps',
      '4',
      '--json',
      '--helper',
      file,
    ];
    const { code, out } = await cli.run(words);
    const trace = JSON.parse(out) as { steps: unknown[]; results: unknown[] };
    expect(trace).toMatchObject({ format: 'pidns-trace/1', seed: 3, results: [{ errno: 'ENOTSUP' }] });
    expect(trace.steps).toHaveLength(1);
    expect(code).toBe(1);
  });
});

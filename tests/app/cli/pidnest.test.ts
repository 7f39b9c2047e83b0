// What do the commands print, and how do they exit? Run as users run them: as processes, on files, with a pipe.
import { spawn } from 'node:child_process';
import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BUILTIN_FOLDER, builtinPack } from '../../support/builtin-pack.ts';
import type { BuiltCli } from '../../support/built-cli.ts';
import { builtCli } from '../../support/built-cli.ts';

const SOLVED =
  'unshare --fork --pid --mount-proc bash\n@1 sleep 900 &\nsleep 600 &\nsleep 600 &\n? moved = nobody\n';

let cli: BuiltCli;

beforeAll(async () => {
  cli = await builtCli();
}, 60_000);

afterAll(() => {
  cli.remove();
});

/** Writes a file into the folder where the command stands. */
function file(name: string, text: string): string {
  writeFileSync(path.join(cli.folder, name), text);
  return name;
}

/** A saved, solved attempt, as a file that somebody handed in. */
async function handedIn(): Promise<string> {
  const { out } = await cli.run(['run', '4.1', '--commands', '-', '--save', '--json'], SOLVED);
  const { attempt } = JSON.parse(out) as { attempt: string };
  const log = readFileSync(path.join(cli.folder, 'home/attempts', `${attempt}.pidlog`), 'utf8');
  return file('figure.pidlog', log);
}

describe('pidnest', () => {
  test('names its commands, and explains each', async () => {
    const { code, out } = await cli.run(['--help']);
    expect(code).toBe(0);
    const names = [...out.matchAll(/^ {2}(\w+(?: \w+)?) {2,}/gm)].map(([, name]) => name ?? '');
    expect(names).toEqual(
      expect.arrayContaining(['serve', 'run', 'shell', 'replay', 'verify', 'grade', 'pack test']),
    );
    for (const name of names) {
      const help = await cli.run([...name.split(' '), '--help']);
      expect([help.code, help.out.split('\n')[0]]).toEqual([0, expect.stringContaining(`pidnest ${name}`)]);
    }
  }, 60_000);

  test.each([
    [[], 'Usage: pidnest COMMAND'],
    [['frobnicate'], 'there is no command "frobnicate"'],
    [['pack'], 'there is no command "pack"'],
    [['trace', 'frob'], 'there is no command "trace frob".\nUsage: pidnest trace check FILE...'],
    [['run'], 'Something is missing. Usage: pidnest run EXERCISE'],
    [['run', '4.1'], '--commands FILE is missing'],
    [['run', '4.1', '4.2', '--commands', '-'], '"4.2" is too much'],
    [['run', '9.9', '--commands', '-'], 'There is no exercise "9.9". There are: 1.1 who-am-i, '],
    [['run', '4.1', '--commands', 'none.cmds'], 'none.cmds: there is no such file'],
    [['run', '4.1', '--commands', '.'], ".: can't be read (EISDIR)"],
    [['serve', '--port', '70000'], '--port takes a number from 0 to 65535, not "70000"'],
    [['serve', '--prot', '1'], "Unknown option '--prot'"],
    [['replay', 'none.pidlog'], 'none.pidlog: there is no such file'],
    [['pack', 'lint', 'nowhere'], 'nowhere: '],
    [['shell', '--world', 'moon'], 'There is no world or exercise "moon"'],
  ])('%j is bad usage, told in words and by exit code 2', async (args, words) => {
    const { code, out, error } = await cli.run(args);
    expect([code, out + error]).toEqual([2, expect.stringContaining(words)]);
    expect(error).not.toContain('    at ');
  });
});

describe('pidnest run', () => {
  test('exits with 0 when every fact is true, and shows the terminals', async () => {
    const { code, out } = await cli.run(['run', 'the-figure', '--commands', file('right.cmds', SOLVED)]);
    expect(out).toContain('--- pts/1 ---\nsleep 900 &\n[1] 7\n');
    expect(out).toMatch(/met {13}One process is 6 outside and 1 inside\n/);
    expect(out).toMatch(/\n8 of 8 points\.\n$/);
    expect(code).toBe(0);
    expect(existsSync(path.join(cli.folder, 'home/attempts'))).toBe(false);
  });

  test('exits with 1 when a fact is not, and says which belief it saw', async () => {
    const wrong = SOLVED.replace('nobody', 'creator');
    const { code, out } = await cli.run(['run', '4.1', '--commands', '-'], wrong);
    expect(out).toContain('not met         You can say which process moved\n');
    expect(out).toContain('A belief we recognise (M3): ');
    expect(code).toBe(1);
  });

  test('gives the same as JSON', async () => {
    const { out } = await cli.run(['run', '4.1', '--commands', '-', '--json'], SOLVED);
    expect(JSON.parse(out)).toMatchObject({
      exercise: '4.1',
      points: 8,
      maxPoints: 8,
      dead: [],
      beliefs: [],
    });
  });

  test.each([
    ['echo\n! what\n', ':2: no such order'],
    ['echo\n# a remark\n@7 echo\n', ':3: There is no terminal pts/7.'],
    ['? nonsense = 1\n', ':1: This exercise has no question called nonsense.'],
  ])('names the line of %j that cannot be typed', async (text, words) => {
    const { code, error } = await cli.run(['run', '4.1', '--commands', file('bad.cmds', text)]);
    expect([code, error]).toEqual([2, expect.stringContaining(`bad.cmds${words}`)]);
  });

  test.each([
    ['nothing', '', '\nroot@lab:~# \n\n'],
    ['a mark of its encoding', '\ufeffecho it is $((40+2))\n', '\nit is 42\n'],
    ["another system's ends of lines", 'echo it is $((40+2))\r\n', '\nit is 42\n'],
    ['a NUL and other bytes', 'echo "a\0b\x01" | wc -c\n', '\n5\n'],
    ['a line of a megabyte', `echo ${'x'.repeat(1_100_000)} | wc -c\n`, '\n1100001\n'],
    ['only remarks', '# one\n\n# two\n', '\nroot@lab:~# \n\n'],
    ['the end of the shell', '^D\n', 'exit\n'],
  ])('types %s', async (_what, text, shown) => {
    const { code, out, error } = await cli.run(['run', '4.1', '--commands', file('odd.cmds', text)]);
    expect([code, error, out]).toEqual([1, '', expect.stringContaining(shown)]);
  });

  test('types no bytes that are no text', async () => {
    writeFileSync(path.join(cli.folder, 'bytes.cmds'), Buffer.from([0xff, 0xfe, 0x41]));
    const { code, out, error } = await cli.run(['run', '4.1', '--commands', 'bytes.cmds']);
    expect([code, out, error]).toEqual([2, '', 'pidnest: bytes.cmds: is no UTF-8 text\n']);
  });
});

describe('a recording that was handed in', () => {
  test('is verified, graded and replayed', async () => {
    const name = await handedIn();
    const verified = await cli.run(['verify', name]);
    expect([verified.code, verified.out]).toEqual([
      0,
      expect.stringMatching(/^ok {6}figure\.pidlog: \d+ records, 1 branch, receipt [0-9a-f]{64}\n$/),
    ]);
    const graded = await cli.run(['grade', name, '--json']);
    expect([graded.code, JSON.parse(graded.out)]).toMatchObject([
      0,
      [{ file: name, graded: true, exercise: { number: '4.1' }, branch: 0, points: 8, maxPoints: 8 }],
    ]);
    const replayed = await cli.run(['replay', name]);
    expect([replayed.code, replayed.out]).toEqual([
      0,
      expect.stringContaining('--- pts/1 ---\nroot@lab:~# sleep 900 &\n[1] 7\n'),
    ]);
  });

  test('is replayed up to any moment, as text or as events', async () => {
    const name = await handedIn();
    const first = await cli.run(['replay', name, '--at', '1']);
    expect(first.out).toMatch(/--- event 1 of \d+ ---\n$/);
    const json = await cli.run(['replay', name, '--at', '40', '--json']);
    const { seq, events } = JSON.parse(json.out) as { seq: number; events: unknown[] };
    expect([seq, events.length]).toEqual([40, 40]);
    expect(await cli.run(['replay', name, '--at', '999999'])).toMatchObject({ code: 2 });
    expect(await cli.run(['replay', name, '--branch', '7'])).toMatchObject({ code: 2 });
  });

  test('that was changed fails to verify, gets no points, and says where', async () => {
    const name = await handedIn();
    const text = readFileSync(path.join(cli.folder, name), 'utf8');
    const changed = file('changed.pidlog', text.replace('"text":"sleep 900 &"', '"text":"sleep 901 &"'));
    const verified = await cli.run(['verify', name, changed, '--json']);
    expect(verified.code).toBe(1);
    expect(JSON.parse(verified.out)).toMatchObject([
      { ok: true },
      { ok: false, problem: expect.stringMatching(/A record between \d+ and \d+ doesn't match its seal/) },
    ]);
    const graded = await cli.run(['grade', changed]);
    expect([graded.code, graded.out]).toEqual([
      1,
      expect.stringContaining("changed.pidlog: can't be graded."),
    ]);
  });

  test('that is none says so', async () => {
    const { code, out } = await cli.run(['verify', file('letter.pidlog', 'Dear sir\n')]);
    expect([code, out]).toEqual([1, 'FAILED  letter.pidlog: line 1: This file is no recording of a run.\n']);
  });
});

describe('pidnest pack', () => {
  test('lint finds nothing in the pack that ships, and names file and line of what is wrong', async () => {
    expect(await cli.run(['pack', 'lint', BUILTIN_FOLDER])).toMatchObject({ code: 0, out: 'No error.\n' });
    const copy = path.join(cli.folder, 'pack');
    cpSync(BUILTIN_FOLDER, copy, { recursive: true });
    const yaml = path.join(copy, 'pack.yaml');
    writeFileSync(yaml, readFileSync(yaml, 'utf8').replace('format: 1', 'format: 2'));
    const { code, out } = await cli.run(['pack', 'lint', 'pack']);
    expect([code, out]).toEqual([1, expect.stringMatching(/^pack\/pack\.yaml:1:9 PL001 format: /)]);
    expect(await cli.run(['pack', 'test', 'pack'])).toMatchObject({ code: 1, out: '' });
  });

  test('test ends with how much was proved', async () => {
    const { out } = await cli.run(['pack', 'test', BUILTIN_FOLDER]);
    expect(out).toContain('ok      4.1 the start state fails every checkpoint\n');
    expect(out).toMatch(/\n\d+ passed, \d+ failed\n$/);
  }, 60_000);

  test('in the folder of packs is found, and a broken one is named and left out', async () => {
    const packs = path.join(cli.folder, 'home/packs');
    cpSync(BUILTIN_FOLDER, path.join(packs, 'twin'), { recursive: true });
    const { code, out, error } = await cli.run(['exercises', '--json']);
    expect([code, error]).toEqual([0, expect.stringContaining('another pack here has the id')]);
    expect(JSON.parse(out)).toHaveLength(builtinPack().units.flatMap(({ exercises }) => exercises).length);
  });
});

describe('pidnest trace and transcript', () => {
  const CONFORMANCE = fileURLToPath(new URL('../../conformance', import.meta.url));
  const TRACE = path.join(CONFORMANCE, 'traces/named/alloc-sequential.json');

  test('check says how many recordings go as they did, from all kinds of files', async () => {
    const { code, out } = await cli.run([
      'trace',
      'check',
      TRACE,
      path.join(CONFORMANCE, 'traces/random/random-5.jsonl.gz'),
    ]);
    expect([code, out]).toEqual([0, expect.stringMatching(/^\d{2,} passed, 0 failed\n$/)]);
  });

  test('check names the recording and the step that differ first', async () => {
    const text = readFileSync(TRACE, 'utf8').replace('"ret": 3', '"ret": 4');
    const { code, out } = await cli.run(['trace', 'check', file('wrong.json', text)]);
    expect([code, out]).toEqual([
      1,
      expect.stringMatching(
        /^FAILED {2}wrong\.json alloc-sequential\n {8}step \d+ .*\n0 passed, 1 failed\n$/,
      ),
    ]);
  });

  test('run writes a recording that checks', async () => {
    const { out } = await cli.run(['trace', 'run', TRACE]);
    expect(await cli.run(['trace', 'check', file('made.jsonl', out)])).toMatchObject({
      code: 0,
      out: '1 passed, 0 failed\n',
    });
  });

  test('run needs steps alone, and writes them as they came', async () => {
    const { results: _results, snapshots: _snapshots, ...script } = JSON.parse(readFileSync(TRACE, 'utf8'));
    const { code, out } = await cli.run(['trace', 'run', file('script.json', JSON.stringify(script))]);
    expect([code, JSON.parse(out)]).toEqual([0, JSON.parse(readFileSync(TRACE, 'utf8'))]);
  });

  test('check goes on after what it cannot read, and says so at the end', async () => {
    const good = JSON.stringify(JSON.parse(readFileSync(TRACE, 'utf8')));
    const { code, out, error } = await cli.run([
      'trace',
      'check',
      'missing.json',
      file('mixed.jsonl', `{}\n${good}\n`),
    ]);
    expect([code, out]).toEqual([2, '1 passed, 2 failed\n']);
    expect(error).toMatch(/missing\.json: .*\n.*mixed\.jsonl:1: this is no trace: format: /);
  });

  test.each([
    ['bad.json', '{', 'bad.json: this is no JSON.'],
    ['bad.json', '{}', 'bad.json: this is no trace: '],
    ['bad.jsonl', '\n{}\n', 'bad.jsonl:2: this is no trace: '],
    ['bad.jsonl.gz', 'not packed', "bad.jsonl.gz: can't be unpacked: "],
  ])('%s with %j is told with its place', async (name, text, words) => {
    const { code, error } = await cli.run(['trace', 'check', file(name, text)]);
    expect([code, error]).toEqual([2, expect.stringContaining(words)]);
  });

  test('run types a script that has no answers yet', async () => {
    const entries = [{ input: 'echo $$' }, { input: 'exit' }];
    const script = { format: 'pidns-transcript/1', name: 'shell', entries };
    const { code, out } = await cli.run(['transcript', 'run', file('script.json', JSON.stringify(script))]);
    expect([code, JSON.parse(out)]).toMatchObject([
      0,
      { name: 'shell', entries: [{ output: '2\n', prompt: 'root@lab:~# ' }, { closed: true }] },
    ]);
  });

  test.each([
    [{ format: 'pidns-transcript/2' }, 'format: '],
    [{ world: 'mars' }, 'world: there is no world mars, only bare, two-terminals'],
    [{ entries: [{ input: 5 }] }, 'entries[0].input: '],
  ])('a transcript with %j is told where it is wrong', async (wrong, words) => {
    const script = { format: 'pidns-transcript/1', name: 'x', entries: [], ...wrong };
    const { code, error } = await cli.run(['transcript', 'run', file('wrong.json', JSON.stringify(script))]);
    expect([code, error]).toEqual([
      2,
      expect.stringContaining(`wrong.json: this is no transcript: ${words}`),
    ]);
  });

  test('check types a transcript into a machine', async () => {
    const [name = ''] = JSON.parse(
      readFileSync(path.join(CONFORMANCE, 'transcripts-passing.json'), 'utf8'),
    ) as string[];
    const transcript = path.join(CONFORMANCE, 'transcripts', `${name}.json`);
    expect(await cli.run(['transcript', 'check', transcript])).toMatchObject({
      code: 0,
      out: '1 passed, 0 failed\n',
    });
  });
});

describe('pidnest shell', () => {
  test('types lines from a pipe into the machine, and waits for each', async () => {
    const { code, out } = await cli.run(['shell', '--world', '4.1'], 'echo $$\nsleep 3\necho done\n');
    expect(out).toContain('root@lab:~# echo $$\n3\nroot@lab:~# sleep 3\nroot@lab:~# echo done\ndone\n');
    expect(code).toBe(0);
  });
});

describe('pidnest serve', () => {
  test('prints one line, the address, and ends in good order when it is told to', async () => {
    // The window is not part of this build.
    cpSync(
      path.join(cli.folder, 'dist/app/builtin/first-nest/pack.yaml'),
      path.join(cli.folder, 'dist/renderer/index.html'),
    );
    const child = spawn(process.execPath, [cli.file, 'serve'], {
      env: { ...process.env, PIDNEST_HOME: path.join(cli.folder, 'served') },
    });
    const line = await new Promise<string>((resolve) => {
      child.stdout.setEncoding('utf8').on('data', resolve);
    });
    expect(line).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]{32}\n$/);
    expect((await fetch(line.trim(), { redirect: 'manual' })).status).toBe(303);
    child.kill('SIGTERM');
    expect(await new Promise((resolve) => child.on('close', resolve))).toBe(0);
  });
});

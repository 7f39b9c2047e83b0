// What does a whole lab behind its web host do with bytes that mean it no good, and is it the same lab afterwards?
import { connect } from 'node:net';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nodeDisk } from '#app/adapters/disk.ts';
import { makeMachine } from '#app/attempts/make-machine.ts';
import type { Lab } from '#app/host/lab.ts';
import { openLab } from '#app/host/lab.ts';
import type { WebHost } from '#app/host/web-host.ts';
import { startWebHost } from '#app/host/web-host.ts';
import { FIGURE } from '../../support/echo-lab.ts';

const BOUNDED = 8 * 1024 * 1024;

let folder: string;
let lab: Lab;
let host: WebHost;
let cookie: string;
let attempt: string;
const broken: unknown[] = [];

interface Answer {
  readonly ok: boolean;
  readonly value?: unknown;
  readonly error?: { readonly id: string; readonly message: string; readonly at?: string };
}

function post(name: string, body: string | Uint8Array<ArrayBuffer>): Promise<Answer> {
  const { origin } = new URL(host.url);
  return fetch(`${origin}/api/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin, cookie },
    body,
  }).then((response) => response.json() as Promise<Answer>);
}

function input(text: string, name = attempt): string {
  return JSON.stringify({ attempt: name, branch: 0, input: { kind: 'line', tty: 0, text } });
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pidnest-host-'));
  const report = (error: unknown) => broken.push(error);
  lab = await openLab({ disk: nodeDisk, dataFolder: folder, makeMachine, host: 'web', report });
  host = await startWebHost({ port: 0, dispatch: lab.dispatch, files: new Map() });
  const opened = await fetch(host.url, { redirect: 'manual' });
  cookie = opened.headers.get('set-cookie')?.split(';')[0] ?? '';
  const started = await post('attempt.start', JSON.stringify({ exercise: FIGURE.id }));
  attempt = (started.value as { readonly attempt: string }).attempt;
});

afterAll(async () => {
  await host.stop();
  await lab.close();
  rmSync(folder, { recursive: true, force: true });
  expect(broken).toEqual([]);
});

const DEEP = 2_000_000;
const BODIES: readonly (readonly [what: string, name: string, body: string | Uint8Array<ArrayBuffer>, id: string])[] = [
  ['no JSON', 'attempt.open', '{', 'bad-params'],
  ['nothing', 'attempt.open', '', 'bad-params'],
  ['bytes that are no text', 'attempt.input', new Uint8Array([0x22, 0xff, 0xfe, 0x22]), 'bad-params'],
  ['half a character', 'attempt.open', Buffer.from('{"attempt":"\u00e9"}').subarray(0, 13), 'bad-params'],
  ['a mark of its encoding', 'host.about', '\ufeff{}', 'bad-params'],
  ['arrays in arrays without end', 'attempt.open', '['.repeat(DEEP) + ']'.repeat(DEEP), 'bad-params'],
  ['objects in objects without end', 'attempt.open', '{"a":'.repeat(DEEP / 2) + '1' + '}'.repeat(DEEP / 2), 'bad-params'],
  ['a list of a million names', 'attempt.open', JSON.stringify(Object.fromEntries(Array.from({ length: 200_000 }, (_, n) => [`k${n}`, n]))), 'bad-params'],
  ['the prototype', 'attempt.open', '{"__proto__":{"attempt":"a"}}', 'bad-params'],
  ['a prototype beside it', 'attempt.open', '{"attempt":"a","__proto__":{"x":1}}', 'bad-params'],
  ['the constructor', 'attempt.open', '{"attempt":"a","constructor":{"prototype":{"x":1}}}', 'bad-params'],
  ['a number for a name', 'attempt.open', '{"attempt":1}', 'bad-params'],
  ['a list for an object', 'attempt.open', '[]', 'bad-params'],
  ['a path', 'attempt.open', '{"attempt":"../../etc/passwd"}', 'bad-params'],
  ['a path that fits the grammar', 'attempt.open', '{"attempt":"..aux"}', 'bad-params'],
  ['a device', 'attempt.open', '{"attempt":"CON"}', 'unknown-attempt'],
  ['a name of every object', 'attempt.open', '{"attempt":"constructor"}', 'unknown-attempt'],
  ['the lock of an attempt', 'attempt.export', '{"attempt":"LOCK"}', 'unknown-attempt'],
  ['an exercise that is none', 'attempt.start', '{"exercise":"constructor"}', 'unknown-exercise'],
  ['an attempt that is not open', 'attempt.input', input('x', 'a-0000'), 'attempt-closed'],
  ['an operation that is none', 'nothing', '{}', 'unknown-operation'],
  ['an operation of every object', 'constructor', '{}', 'unknown-operation'],
  ['an operation that is a path', '..%2f..%2fetc', '{}', 'unknown-operation'],
  ['too much for any operation', 'constructor', `"${'x'.repeat(BOUNDED)}"`, 'too-large'],
  ['a recording that is none', 'attempt.import', '{"text":"\\u0000{}"}', 'not-a-log'],
  ['settings that are none', 'settings.write', '{"theme":"constructor"}', 'bad-params'],
  ['a call that is none', 'call.cancel', '{"call":"../x"}', 'bad-params'],
]; // prettier-ignore

/** Inputs that are well formed, and that the machine or the exercise has to refuse. */
const INPUTS: readonly (readonly [what: string, params: unknown, id: string])[] = [
  ['a branch that is none', { branch: 99_999, input: { kind: 'terminal' } }, 'input-rejected'],
  ['a negative branch', { branch: -1, input: { kind: 'terminal' } }, 'bad-params'],
  ['a terminal that is none', { branch: 0, input: { kind: 'line', tty: 63, text: '' } }, 'input-rejected'],
  ['half a terminal', { branch: 0, input: { kind: 'line', tty: 0.5, text: '' } }, 'bad-params'],
  ['a boot', { branch: 0, input: { kind: 'boot' } }, 'bad-params'],
  ['a clock that goes back', { branch: 0, input: { kind: 'clock', to: 0 } }, 'input-rejected'],
  ['a clock beyond its end', { branch: 0, input: { kind: 'clock', to: 1e16 } }, 'bad-params'],
  ['a window of nothing', { branch: 0, input: { kind: 'resize', tty: 0, columns: 0, rows: 0 } }, 'bad-params'],
  ['a line of more than a megabyte', { branch: 0, input: { kind: 'line', tty: 0, text: 'x'.repeat(1_048_577) } }, 'bad-params'],
  ['a question of every object', { branch: 0, input: { kind: 'answer', question: 'constructor', value: '' } }, 'input-rejected'],
  ['a hint that is none', { branch: 0, input: { kind: 'hint', step: 20 } }, 'input-rejected'],
  ['a kind of every object', { branch: 0, input: { kind: 'toString' } }, 'bad-params'],
]; // prettier-ignore

describe('a lab that is asked for', () => {
  test.each(BODIES)('%s says no', async (_what, name, body, id) => {
    const answer = await post(name, body).catch(() => ({
      ok: false,
      error: { id: 'too-large', message: '' },
    }));
    expect(answer).toMatchObject({ ok: false, error: { id } });
  });

  test.each(INPUTS)('%s says no', async (_what, params, id) => {
    const body = JSON.stringify({ attempt, ...(params as object) });
    expect(await post('attempt.input', body)).toMatchObject({ ok: false, error: { id } });
  });
});

describe('a lab', () => {
  test('carries out what comes at once one after the other, and answers each', async () => {
    const lines = Array.from({ length: 25 }, (_, n) => `echo line ${n}`);
    const answers = await Promise.all(lines.map((line) => post('attempt.input', input(line))));
    expect(answers.map(({ ok }) => ok)).toEqual(lines.map(() => true));
    for (const [n, answer] of answers.entries()) expect(JSON.stringify(answer)).toContain(`line ${n}\\n`);
    const { value } = await post('attempt.open', JSON.stringify({ attempt }));
    const { records } = value as { readonly records: readonly { readonly t: string; readonly n?: number }[] };
    const numbers = records.flatMap(({ t, n }) => (t === 'input' ? [n] : []));
    expect(numbers).toEqual(numbers.map((_, index) => index));
  });

  test('outlives those who break off, and those who are slow', async () => {
    const { hostname, port } = new URL(host.url);
    const body = input('echo sl""owly');
    const head = [
      'POST /api/attempt.input HTTP/1.1',
      `Host: ${hostname}:${port}`,
      `Origin: http://${hostname}:${port}`,
      `Cookie: ${cookie}`,
      'Content-Type: application/json',
      `Content-Length: ${body.length}`,
      'Connection: close',
    ].join('\r\n');
    const pieces = `${head}\r\n\r\n${body}`;
    for (const length of [1, 20, head.length, head.length + 4, pieces.length - 1]) {
      const socket = connect(Number(port), hostname);
      socket.on('error', () => undefined);
      socket.write(pieces.slice(0, length));
      await new Promise((resolve) => setTimeout(resolve, 5));
      socket.destroy();
    }
    const slow = connect(Number(port), hostname);
    let answer = '';
    slow.setEncoding('utf8').on('data', (text: string) => (answer += text));
    const closed = new Promise((resolve) => slow.once('close', resolve));
    for (let at = 0; at < pieces.length; at += 40) {
      slow.write(pieces.slice(at, at + 40));
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    await closed;
    expect(answer).toContain('slowly\\n');
    // Whoever left before the end gave no input.
    const { value } = await post('attempt.export', JSON.stringify({ attempt }));
    expect((value as { readonly text: string }).text.match(/"echo sl\\"\\"owly"/g)).toHaveLength(1);
  });

  test('has made nothing but its own files', () => {
    expect(readdirSync(folder).toSorted()).toEqual(['attempts']);
    expect(readdirSync(join(folder, 'attempts')).toSorted()).toEqual([
      `${attempt}.lock`,
      `${attempt}.pidlog`,
    ]);
  });
});

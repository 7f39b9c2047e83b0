// Who gets in at the loopback port, and what do they get? Spoken to with a bare socket, as a stranger would.
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FileIndex } from '#app/adapters/file-index.ts';
import type { WebHost } from '#app/host/web-host.ts';
import { startWebHost } from '#app/host/web-host.ts';

const INDEX = '<html><script nonce="__NONCE__"></script></html>';
const FILES: FileIndex = new Map([
  ['/', { type: 'text/html; charset=utf-8', bytes: Buffer.from(INDEX) }],
  ['/assets/a.js', { type: 'text/javascript; charset=utf-8', bytes: Buffer.from('1;') }],
]);

interface Answer {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

let host: WebHost;
let port: number;
let cookie: string;
let calls: [unknown, unknown][] = [];

/** One request, written by hand; the connection is closed after its answer. */
function send(head: readonly string[], body = ''): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    let text = '';
    socket.setEncoding('utf8').on('data', (part) => (text += String(part)));
    socket.on('error', reject);
    socket.on('close', () => {
      const [top = '', ...rest] = text.split('\r\n\r\n');
      const [status = '', ...lines] = top.split('\r\n');
      const headers = lines.map((line): [string, string] => {
        const colon = line.indexOf(':');
        return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
      });
      resolve({
        status: Number(status.split(' ')[1]),
        headers: new Map(headers),
        body: rest.join('\r\n\r\n'),
      });
    });
    socket.write([...head, 'Connection: close', '', body].join('\r\n'));
  });
}

function get(
  path: string,
  headers: readonly string[] = [`Host: 127.0.0.1:${port}`, `Cookie: ${cookie}`],
): Promise<Answer> {
  return send([`GET ${path} HTTP/1.1`, ...headers]);
}

function call(
  name: string,
  body: string,
  { origin = `http://127.0.0.1:${port}`, type = 'application/json', jar = cookie, method = 'POST' } = {},
): Promise<Answer> {
  const headers = [
    ...(origin === '' ? [] : [`Origin: ${origin}`]),
    ...(jar === '' ? [] : [`Cookie: ${jar}`]),
    `Content-Type: ${type}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
  ];
  return send([`${method} /api/${name} HTTP/1.1`, `Host: 127.0.0.1:${port}`, ...headers], body);
}

beforeAll(async () => {
  host = await startWebHost({
    port: 0,
    files: FILES,
    dispatch: (name, params) => {
      calls.push([name, params]);
      return Promise.resolve({ ok: true, value: 'done' });
    },
  });
  port = Number(new URL(host.url).port);
  const { pathname, search } = new URL(host.url);
  const opened = await send([`GET ${pathname}${search} HTTP/1.1`, `Host: 127.0.0.1:${port}`]);
  cookie = opened.headers.get('set-cookie')?.split(';')[0] ?? '';
});

afterAll(() => host.stop());

describe('the door', () => {
  test('turns the address with the token into a cookie, and the address without it', async () => {
    const { search } = new URL(host.url);
    const answer = await get(`/${search}`, [`Host: localhost:${port}`]);
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe('/');
    expect(answer.headers.get('set-cookie')).toMatch(
      new RegExp(`^pidnest-${port}=[\\w-]{32}; HttpOnly; SameSite=Strict; Path=/$`),
    );
    expect(answer.body).not.toContain(new URL(host.url).searchParams.get('token'));
  });

  test.each(['', '?token=', '?token=wrong', '?other=1'])(
    'stays shut for /%s without a cookie',
    async (query) => {
      const answer = await get(`/${query}`, [`Host: 127.0.0.1:${port}`]);
      expect(answer.status).toBe(403);
      expect(answer.headers.has('set-cookie')).toBe(false);
    },
  );

  test('stays shut for a cookie of another secret, or of another port', async () => {
    const [name = '', secret = ''] = cookie.split('=');
    for (const wrong of [`${name}=${'A'.repeat(secret.length)}`, `pidnest-1=${secret}`, `${name}=`]) {
      expect((await get('/', [`Host: 127.0.0.1:${port}`, `Cookie: ${wrong}`])).status).toBe(403);
    }
  });

  test.each(['evil.example', '127.0.0.1', 'localhost', '127.0.0.1:1', 'localhost.evil.example', '[::1]', ''])(
    'knows no Host %s, even with the cookie',
    async (name) => {
      const answer = await get('/', [`Host: ${name}`, `Cookie: ${cookie}`]);
      expect([400, 421]).toContain(answer.status);
      expect(answer.body).not.toContain('nonce');
    },
  );

  test('is bound to this machine alone', () => {
    expect(new URL(host.url).hostname).toBe('127.0.0.1');
  });
});

describe('a page', () => {
  test('carries the policy with a nonce of its own, in header and text', async () => {
    const [first, second] = [await get('/'), await get('/')];
    const nonce = /'nonce-([\w+/]{24})'/.exec(first.headers.get('content-security-policy') ?? '')?.[1];
    expect(first.status).toBe(200);
    expect(first.body).toBe(INDEX.replace('__NONCE__', nonce ?? 'none'));
    expect(second.body).not.toBe(first.body);
  });

  test.each(['/', '/assets/a.js', '/none', '/api/host.about'])(
    '%s says what may be done with it',
    async (path) => {
      const { headers } = await get(path);
      const policy = headers.get('content-security-policy') ?? '';
      for (const part of [
        "default-src 'none'",
        "script-src 'self';",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
      ])
        expect(policy).toContain(part);
      expect(policy).not.toContain('unsafe');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.has('access-control-allow-origin')).toBe(false);
    },
  );

  test('is answered to HEAD without its text', async () => {
    const answer = await send(['HEAD /assets/a.js HTTP/1.1', `Host: 127.0.0.1:${port}`, `Cookie: ${cookie}`]);
    expect([answer.status, answer.headers.get('content-length'), answer.body]).toEqual([200, '2', '']);
  });

  test.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH'])('is not for %s', async (method) => {
    const answer = await send([
      `${method} / HTTP/1.1`,
      `Host: 127.0.0.1:${port}`,
      `Cookie: ${cookie}`,
      'Content-Length: 0',
    ]);
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  });

  test.each([
    '/../package.json',
    '/..%2fpackage.json',
    '/%2e%2e/package.json',
    '/%252e%252e/package.json',
    '/..\\package.json',
    '/assets/../../package.json',
    '/assets/%00a.js',
    '/assets/a.js%00.html',
    '/assets/a.js/',
    '/assets//a.js',
    '/ASSETS/a.js',
    '//etc/passwd',
    '/index.html',
    '/c:/windows/win.ini',
    '/file:///etc/passwd',
    'http://127.0.0.1/assets/a.js',
    '*',
  ])('%s is not one', async (path) => {
    const answer = await get(path);
    expect([400, 404]).toContain(answer.status);
  });
});

describe('a call', () => {
  test('from our own page reaches the lab, and its reply comes back', async () => {
    calls = [];
    const answer = await call('attempt.open', '{"attempt":"a"}');
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.body)).toEqual({ ok: true, value: 'done' });
    expect(calls).toEqual([['attempt.open', { attempt: 'a' }]]);
  });

  test.each([
    ['another origin', { origin: 'http://evil.example' }, 403],
    ['our other name', { origin: 'ORIGIN-LOCALHOST' }, 403],
    ['no origin', { origin: '' }, 403],
    ['a file', { origin: 'null' }, 403],
    ['nobody inside', { jar: '' }, 403],
    ['a form', { type: 'text/plain' }, 415],
    ['a form with more behind its type', { type: 'application/json, text/plain' }, 415],
    ['a reader', { method: 'GET' }, 405],
    ['a preflight', { method: 'OPTIONS' }, 405],
  ])('from %s reaches nothing', async (_who, options, status) => {
    calls = [];
    const origin =
      'origin' in options && options.origin === 'ORIGIN-LOCALHOST'
        ? { origin: `http://localhost:${port}` }
        : {};
    const answer = await call('host.about', '{}', { ...options, ...origin });
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.body)).toMatchObject({ ok: false, error: { id: 'not-allowed' } });
    expect(calls).toEqual([]);
  });

  test.each(['', '{', 'undefined', '{"a":1}}'])('with the body %j is no JSON', async (body) => {
    calls = [];
    const answer = await call('host.about', body);
    expect([answer.status, JSON.parse(answer.body)]).toMatchObject([400, { error: { id: 'bad-params' } }]);
    expect(calls).toEqual([]);
  });

  test('that announces too much is refused before it is read', async () => {
    const headers = [`Host: 127.0.0.1:${port}`, `Origin: http://127.0.0.1:${port}`, `Cookie: ${cookie}`];
    const answer = await send([
      'POST /api/attempt.input HTTP/1.1',
      ...headers,
      'Content-Type: application/json',
      `Content-Length: ${9 * 1024 * 1024}`,
    ]);
    expect([answer.status, JSON.parse(answer.body)]).toMatchObject([413, { error: { id: 'too-large' } }]);
  });

  test('that sends too much without announcing it is refused', async () => {
    const chunk = 'x'.repeat(1024 * 1024);
    const body = `${`100000\r\n${chunk}\r\n`.repeat(9)}0\r\n\r\n`;
    const answer = await send(
      [
        'POST /api/attempt.input HTTP/1.1',
        `Host: 127.0.0.1:${port}`,
        `Origin: http://127.0.0.1:${port}`,
        `Cookie: ${cookie}`,
        'Content-Type: application/json',
        'Transfer-Encoding: chunked',
      ],
      body,
    ).catch((error: unknown) => error);
    // The server stops listening in the middle: whoever goes on sending may see the connection break instead.
    const refused = answer instanceof Error || (answer as Answer).status === 413;
    expect(refused).toBe(true);
  });
});

test('the port is free again once the host has stopped, whoever is still connected', async () => {
  const first = await startWebHost({
    port: 0,
    files: FILES,
    dispatch: () => Promise.resolve({ ok: true, value: null }),
  });
  const taken = Number(new URL(first.url).port);
  const idle = connect(taken, '127.0.0.1');
  await new Promise((resolve) => idle.once('connect', resolve));
  idle.on('error', () => undefined);
  await first.stop();
  const second = await startWebHost({
    port: taken,
    files: FILES,
    dispatch: () => Promise.resolve({ ok: true, value: null }),
  });
  await expect(
    startWebHost({ port: taken, files: FILES, dispatch: () => Promise.resolve({ ok: true, value: null }) }),
  ).rejects.toMatchObject({ code: 'EADDRINUSE' });
  await second.stop();
  idle.destroy();
});

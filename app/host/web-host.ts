// How does the lab open in a browser? A server that only this machine reaches, and only whoever has its address.
//
// Other pages in the same browser, other users and other programs on this machine can all reach a loopback port. So:
// the Host must be ours (a name that was rebound to 127.0.0.1 is not), a cookie proves that the address with the token
// was opened, and a call must come from our own origin.

import { ownEntry } from '#shared/own-entry.ts';
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { FileIndex } from '../adapters/file-index.ts';
import { failure } from '../errors.ts';
import type { Failure } from '../errors.ts';
import { pageHeaders, pageResponse } from './content-policy.ts';
import type { Dispatch } from './dispatch.ts';
import { readJson } from './read-json.ts';

export interface WebHost {
  /** The address to open; whoever has it may use the lab. */
  readonly url: string;
  /** Resolves when the port is free again. */
  stop(): Promise<void>;
}

export interface WebHostOptions {
  /** 0 takes any that is free. */
  readonly port: number;
  readonly dispatch: Dispatch;
  readonly files: FileIndex;
}

const ADDRESS = '127.0.0.1';
const API = '/api/';
const MIB = 1024 * 1024;
/** A recording of 64 MiB may be half again as long when it is a JSON string; anything else is a line of a terminal. */
const BODY_LIMITS: Readonly<Record<string, number>> = { 'attempt.import': 128 * MIB };
const BODY_LIMIT = 8 * MIB;

/** Rejects with the system's error when the port can't be had. */
export async function startWebHost(options: WebHostOptions): Promise<WebHost> {
  const server = createServer();
  await listen(server, options.port);
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : options.port;
  const door = new Door(port);
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    // A connection that breaks off while it is answered is nobody's concern any more.
    answer(options, door, request, response).catch(() => response.destroy());
  });
  return {
    url: `http://${ADDRESS}:${port}/?token=${door.token}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

/** Who may come in. */
class Door {
  readonly token = randomBytes(24).toString('base64url');
  readonly #secret = randomBytes(24).toString('base64url');
  readonly #cookie: string;
  readonly #hosts: readonly string[];

  constructor(port: number) {
    // Cookies know no ports: the name keeps two labs on one machine apart.
    this.#cookie = `pidnest-${port}`;
    this.#hosts = [`${ADDRESS}:${port}`, `localhost:${port}`];
  }

  isOurHost(request: IncomingMessage): boolean {
    return request.headers.host !== undefined && this.#hosts.includes(request.headers.host);
  }

  isOurPage(request: IncomingMessage): boolean {
    return request.headers.origin === `http://${request.headers.host ?? ''}`;
  }

  opensWith(token: string | null): boolean {
    return token !== null && equal(token, this.token);
  }

  isInside(request: IncomingMessage): boolean {
    const cookies = (request.headers.cookie ?? '').split(';').map((cookie) => cookie.trim());
    return cookies.some((cookie) => equal(cookie, `${this.#cookie}=${this.#secret}`));
  }

  get setCookie(): string {
    return `${this.#cookie}=${this.#secret}; HttpOnly; SameSite=Strict; Path=/`;
  }
}

async function answer(
  { dispatch, files }: WebHostOptions,
  door: Door,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const [path = '/', query = ''] = (request.url ?? '/').split('?', 2);
  if (!door.isOurHost(request)) return refuse(response, 421, 'the Host is not this lab');
  if (path.startsWith(API)) return answerCall(dispatch, door, request, response, path.slice(API.length));
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('allow', 'GET, HEAD');
    return refuse(response, 405, 'pages are only read');
  }
  if (path === '/' && door.opensWith(new URLSearchParams(query).get('token'))) {
    response.writeHead(303, { ...pageHeaders(''), location: '/', 'set-cookie': door.setCookie });
    response.end();
    return;
  }
  if (!door.isInside(request)) return refuse(response, 403, 'open the address that pidnest printed');
  const page = pageResponse(files, path);
  response.writeHead(page.status, { ...page.headers, 'content-length': page.body.length });
  response.end(request.method === 'HEAD' ? undefined : page.body);
}

async function answerCall(
  dispatch: Dispatch,
  door: Door,
  request: IncomingMessage,
  response: ServerResponse,
  name: string,
): Promise<void> {
  if (request.method !== 'POST') {
    response.setHeader('allow', 'POST');
    return refuse(response, 405, 'operations are posted');
  }
  if (!door.isOurPage(request)) return refuse(response, 403, 'it comes from another page');
  if (!door.isInside(request)) return refuse(response, 403, 'open the address that pidnest printed');
  if (request.headers['content-type'] !== 'application/json') return refuse(response, 415, 'it is not JSON');
  const limit = ownEntry(BODY_LIMITS, name) ?? BODY_LIMIT;
  const params = await readJson(request, limit);
  if (params.ok) return reply(response, 200, await dispatch(name, params.value));
  // What is left of the request isn't read, so the connection can't carry another one.
  response.setHeader('connection', 'close');
  reply(response, params.error.id === 'too-large' ? 413 : 400, params);
}

function refuse(response: ServerResponse, status: number, why: string): void {
  reply(response, status, { ok: false, error: failure('not-allowed', why) });
}

function reply(
  response: ServerResponse,
  status: number,
  body:
    | { readonly ok: true; readonly value: unknown }
    | { readonly ok: false; readonly error: Pick<Failure, 'message'> },
): void {
  const bytes = Buffer.from(JSON.stringify(body));
  response.writeHead(status, {
    ...pageHeaders(''),
    'content-type': 'application/json; charset=utf-8',
    'content-length': bytes.length,
  });
  response.end(bytes);
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, ADDRESS, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

/** Takes the same time wherever the two differ. */
function equal(given: string, right: string): boolean {
  const a = Buffer.from(given);
  const b = Buffer.from(right);
  return a.length === b.length && timingSafeEqual(a, b);
}

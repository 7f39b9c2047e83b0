// Where does the desktop window's page come from? From a scheme of its own, out of an index of files, with the same
// content policy that the web host sends.

import type { FileIndex } from '#app/adapters/file-index.ts';
import { pageResponse } from '#app/host/content-policy.ts';
import type { Protocol } from 'electron';
import { protocol } from 'electron';

const SCHEME = 'pidnest';
const HOST = 'app';

/** As a frame's origin is written (RFC 6454). */
export const APP_ORIGIN = `${SCHEME}://${HOST}`;
export const APP_URL = `${APP_ORIGIN}/`;

/** Before the app is ready: a scheme with origins, treated as secure, and with nothing else that could be granted. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

export function isAppUrl(url: string): boolean {
  try {
    const { protocol: scheme, host, username } = new URL(url);
    return scheme === `${SCHEME}:` && host === HOST && username === '';
  } catch {
    return false;
  }
}

export function serveApp(target: Pick<Protocol, 'handle'>, files: FileIndex): void {
  target.handle(SCHEME, ({ url, method }) => {
    if (!isAppUrl(url) || method !== 'GET') return new Response(null, { status: 404 });
    const { status, headers, body } = pageResponse(files, new URL(url).pathname);
    return new Response(Buffer.from(body), { status, headers });
  });
}

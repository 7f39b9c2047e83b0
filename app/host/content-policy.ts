// What may the window's page load and run? The answer to a request for one of its files, the same from every host.

import { randomBytes } from 'node:crypto';
import type { FileIndex } from '../adapters/file-index.ts';

/** renderer/vite.config.js puts it where each page needs the nonce of its own response. */
const NONCE_PLACEHOLDER = '__NONCE__';

/** Svelte makes its templates under one of these names, DOMPurify its clean text under the other. */
const TRUSTED_TYPES = ['svelte-trusted-html', 'dompurify'];

export interface PageResponse {
  readonly status: 200 | 404;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** `path`: the path part of the URL, as it was sent. */
export function pageResponse(files: FileIndex, path: string): PageResponse {
  const nonce = randomBytes(18).toString('base64');
  const file = files.get(path);
  const type = file?.type ?? 'text/plain; charset=utf-8';
  const body =
    file === undefined ? Buffer.from('There is no such page.\n') : withNonce(file.bytes, type, nonce);
  return {
    status: file === undefined ? 404 : 200,
    headers: { ...pageHeaders(nonce), 'content-type': type },
    body,
  };
}

/** What every response says, whatever it holds. */
export function pageHeaders(nonce: string): Readonly<Record<string, string>> {
  return {
    'content-security-policy': contentPolicy(nonce),
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    // A newer build must never meet a page of the one before.
    'cache-control': 'no-store',
  };
}

/** xterm writes style elements, so those carry the nonce; nothing else is let in that isn't a file of ours. */
function contentPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    `trusted-types ${TRUSTED_TYPES.join(' ')}`,
  ].join('; ');
}

function withNonce(bytes: Uint8Array, type: string, nonce: string): Uint8Array {
  if (!type.startsWith('text/html')) return bytes;
  return Buffer.from(Buffer.from(bytes).toString('utf8').replaceAll(NONCE_PLACEHOLDER, nonce));
}

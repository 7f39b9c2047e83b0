// Which host is behind this window? Electron's preload exposes one function, everything else is same-origin HTTP.

import type { HostClient } from '#shared/protocol/operations.ts';
import { httpClient } from './http-client.ts';
import { ipcClient, type Bridge } from './ipc-client.ts';

declare global {
  interface Window {
    /** Put there by the Electron preload; absent in a browser. */
    readonly pidnest?: Bridge;
  }
}

export function hostClient(): HostClient {
  return window.pidnest === undefined
    ? httpClient((url, init) => fetch(url, init))
    : ipcClient(window.pidnest);
}

// How does the window call an operation over HTTP? POST /api/<operation>: params as JSON, a Reply as JSON back.
//
// The cookie that the host set when the window was opened goes along by itself; no other origin gets one.

import type { HostClient, OperationName, Params, Reply } from '#shared/protocol/operations.ts';
import { replyOf, unreachable } from './reply.ts';

export type Fetch = (
  url: string,
  init: {
    readonly method: 'POST';
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
    readonly credentials: 'same-origin';
  },
) => Promise<{ json(): Promise<unknown> }>;

export function httpClient(fetchJson: Fetch): HostClient {
  return {
    async call<Name extends OperationName>(name: Name, params: Params<Name>): Promise<Reply<Name>> {
      try {
        const response = await fetchJson(`/api/${name}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(params),
          credentials: 'same-origin',
        });
        return replyOf<Name>(await response.json());
      } catch {
        return unreachable('Is it still running?');
      }
    },
  };
}

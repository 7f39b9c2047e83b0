// How does the window call an operation inside Electron? Through the one function the preload exposes.

import type { HostClient, OperationName, Params, Reply } from '#shared/protocol/operations.ts';
import { replyOf, unreachable } from './reply.ts';

export interface Bridge {
  call(name: string, params: unknown): Promise<unknown>;
}

export function ipcClient(bridge: Bridge): HostClient {
  return {
    async call<Name extends OperationName>(name: Name, params: Params<Name>): Promise<Reply<Name>> {
      try {
        return replyOf<Name>(await bridge.call(name, params));
      } catch {
        return unreachable('Close the window and open it again.');
      }
    },
  };
}

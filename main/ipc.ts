// How does a call from the page reach the lab? Over one channel, and only from the main frame of our own page.

import type { Dispatch } from '#app/host/dispatch.ts';
import { failure } from '#app/errors.ts';
import type { IpcMain, IpcMainInvokeEvent } from 'electron';
import { CALL_CHANNEL } from '#shared/protocol/call-channel.ts';
import { APP_ORIGIN } from './app-protocol.ts';

export function answerCalls(ipcMain: Pick<IpcMain, 'handle'>, dispatch: Dispatch): void {
  ipcMain.handle(CALL_CHANNEL, (event, name: unknown, params: unknown) =>
    isFromOurPage(event)
      ? dispatch(name, params)
      : { ok: false, error: failure('not-allowed', 'it comes from another page') },
  );
}

/** A frame that has navigated on or is gone has no say any more; asking it may throw. */
function isFromOurPage({ sender, senderFrame }: IpcMainInvokeEvent): boolean {
  try {
    return senderFrame !== null && senderFrame === sender.mainFrame && senderFrame.origin === APP_ORIGIN;
  } catch {
    return false;
  }
}

// What does the page see of the desktop? One function that passes a name and plain data on, and gives the reply back.
//
// Nothing of Electron reaches the page: the event object stays here, and the reply is a copy.

import { contextBridge, ipcRenderer } from 'electron';
import { CALL_CHANNEL } from '#shared/protocol/call-channel.ts';

contextBridge.exposeInMainWorld('pidnest', {
  call: (name: unknown, params: unknown): Promise<unknown> => ipcRenderer.invoke(CALL_CHANNEL, name, params),
});

// The desktop application: reads as a table of contents of what happens when it starts.

import { join } from 'node:path';
import { dataFolder } from '#app/adapters/data-folder.ts';
import { nodeDisk } from '#app/adapters/disk.ts';
import { indexFiles } from '#app/adapters/file-index.ts';
import { makeMachine } from '#app/attempts/make-machine.ts';
import type { Lab } from '#app/host/lab.ts';
import { openLab } from '#app/host/lab.ts';
import { windowFolder } from '#app/library/builtin-folder.ts';
import { app, BrowserWindow, ipcMain, session } from 'electron';
import { registerAppScheme, serveApp } from './app-protocol.ts';
import { answerCalls } from './ipc.ts';
import { setMenu } from './menu.ts';
import { guardPages, guardSession } from './security.ts';
import { openWindow } from './window.ts';

const devTools = !app.isPackaged;

// The browser's own files lie beside the learner's, so that one variable moves everything.
app.setPath('userData', join(dataFolder(), 'window'));
if (app.requestSingleInstanceLock()) begin();
else app.quit();

/** What must stand before the app is ready. */
function begin(): void {
  app.enableSandbox();
  registerAppScheme();
  guardPages(app);
  app.on('second-instance', showWindow);
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  app.whenReady().then(open).catch(stop);
}

async function open(): Promise<void> {
  const lab = await openLab({
    disk: nodeDisk,
    dataFolder: dataFolder(),
    makeMachine,
    host: 'electron',
    report,
  });
  closeAtQuit(lab);
  const folder = await windowFolder(nodeDisk);
  if (folder === null) throw new Error('The window was not built.');
  guardSession(session.defaultSession, devTools);
  serveApp(session.defaultSession.protocol, await indexFiles(nodeDisk, folder));
  answerCalls(ipcMain, lab.dispatch);
  setMenu(process.platform, devTools);
  await openWindow(devTools);
  app.on('activate', () => {
    if (BrowserWindow.getAllWindows().length === 0) openWindow(devTools).catch(stop);
  });
}

function showWindow(): void {
  const [window] = BrowserWindow.getAllWindows();
  if (window?.isMinimized()) window.restore();
  window?.focus();
}

/** Everything acknowledged is on disk; what is left to do is to let go of the locks. */
function closeAtQuit(lab: Lab): void {
  let closed = false;
  app.on('will-quit', (event) => {
    if (closed) return;
    event.preventDefault();
    closed = true;
    lab.close().then(() => {
      app.quit();
    }, stop);
  });
}

function report(error: unknown): void {
  console.error(error);
}

function stop(error: unknown): void {
  report(error);
  app.exit(1);
}

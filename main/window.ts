// What is the desktop window? One sandboxed page, with the preload script and nothing else of Node or Electron in it.

import { fileURLToPath } from 'node:url';
import type { WebPreferences } from 'electron';
import { BrowserWindow, nativeTheme } from 'electron';
import { APP_URL } from './app-protocol.ts';

/** Electron's own defaults are said again, so that no default can change them. */
export const WEB_PREFERENCES: Readonly<WebPreferences> = Object.freeze({
  preload: fileURLToPath(new URL('preload.cjs', import.meta.url)),
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webviewTag: false,
  navigateOnDragDrop: false,
  // Looking a word up would ask a dictionary server.
  spellcheck: false,
});

/** --canvas of renderer/styles/tokens.css: no flash of another colour before the page has drawn itself. */
const CANVAS = { light: '#F4F5F7', dark: '#0E1014' };

export async function openWindow(devTools: boolean): Promise<BrowserWindow> {
  const window = new BrowserWindow({
    title: 'Pidnest',
    width: 1440,
    height: 900,
    minWidth: 480,
    minHeight: 480,
    show: false,
    backgroundColor: nativeTheme.shouldUseDarkColors ? CANVAS.dark : CANVAS.light,
    webPreferences: { ...WEB_PREFERENCES, devTools },
  });
  window.once('ready-to-show', () => {
    window.show();
  });
  await window.loadURL(APP_URL);
  return window;
}

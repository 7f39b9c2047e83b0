// What may a page in the desktop window never do? Leave, open windows, ask for devices, reach the network.
//
// Electron allows most of this by default, so each refusal is said here (Electron: "Security", items 1, 5, 12 to 14).

import type { App, Session } from 'electron';
import { APP_ORIGIN, isAppUrl } from './app-protocol.ts';

/** Text that the learner copies in the page; it can only put plain text and sanitised markup there. */
const GRANTED = 'clipboard-sanitized-write';

/** Every page there will ever be, whoever makes it. */
export function guardPages(app: Pick<App, 'on'>): void {
  app.on('web-contents-created', (_event, contents) => {
    // One page, loaded once by us: whatever else wants to navigate is not ours. Subframes tell only the third.
    for (const navigation of ['will-navigate', 'will-redirect', 'will-frame-navigate'] as const) {
      // The three share preventDefault, and the compiler sees three overloads.
      contents.on(navigation as 'will-navigate', (event) => {
        event.preventDefault();
      });
    }
    contents.on('will-attach-webview', (event) => {
      event.preventDefault();
    });
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  });
}

/** `devTools`: their own pages have a scheme of Chromium's. */
export function guardSession(session: Session, devTools: boolean): void {
  session.setPermissionRequestHandler((contents, permission, callback) => {
    callback(permission === GRANTED && isAppUrl(contents.getURL()));
  });
  session.setPermissionCheckHandler(
    (_contents, permission, origin) => permission === GRANTED && isAppUrl(origin),
  );
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler(null);
  session.webRequest.onBeforeRequest(({ url }, callback) => {
    callback({ cancel: !isAppUrl(url) && !isAppBlob(url) && !(devTools && url.startsWith('devtools://')) });
  });
  session.on('will-download', (event, item) => {
    if (!isAppBlob(item.getURL())) event.preventDefault();
  });
}

/** What our page made itself, to be saved: a recording to hand in. The content policy lets no page load one. */
function isAppBlob(url: string): boolean {
  return url.startsWith(`blob:${APP_ORIGIN}/`);
}

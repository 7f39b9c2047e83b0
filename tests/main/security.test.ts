// What may a page of the desktop window do? A fake Electron records every guard, and a corpus of addresses tries each.
import { EventEmitter } from 'node:events';
import type { App, Session } from 'electron';
import { describe, expect, test, vi } from 'vitest';
import { guardPages, guardSession } from '../../main/security.ts';
import { HOSTILE_URLS } from '../support/hostile-urls.ts';

vi.mock('electron', () => ({ protocol: {} }));

const OURS = ['pidnest://app/', 'pidnest://app/assets/a.js', 'pidnest://app/?q#h'];
/** A recording that our page made, to be saved. */
const OUR_BLOB = 'blob:pidnest://app/6a1c';
const PERMISSIONS = [
  'clipboard-read', 'clipboard-sanitized-write', 'display-capture', 'fullscreen', 'geolocation', 'hid', 'idle-detection', 'media',
  'mediaKeySystem', 'midi', 'midiSysex', 'notifications', 'openExternal', 'pointerLock', 'keyboardLock', 'serial', 'speaker-selection',
  'storage-access', 'top-level-storage-access', 'usb', 'window-management', 'fileSystem', 'deprecated-sync-clipboard-read', 'unknown',
]; // prettier-ignore

type Callback<T> = (value: T) => void;

class FakeContents extends EventEmitter {
  openHandler: (() => unknown) | undefined;
  setWindowOpenHandler(handler: () => unknown): void {
    this.openHandler = handler;
  }
}

class FakeSession extends EventEmitter {
  onRequest!: (details: { url: string }, callback: Callback<{ cancel: boolean }>) => void;
  request!: (contents: { getURL(): string }, permission: string, callback: Callback<boolean>) => void;
  check!: (contents: null, permission: string, origin: string) => boolean;
  device!: () => boolean;
  displayMedia: unknown = 'default';
  readonly webRequest = {
    onBeforeRequest: (listener: FakeSession['onRequest']) => {
      this.onRequest = listener;
    },
  };
  setPermissionRequestHandler(handler: FakeSession['request']): void {
    this.request = handler;
  }
  setPermissionCheckHandler(handler: FakeSession['check']): void {
    this.check = handler;
  }
  setDevicePermissionHandler(handler: FakeSession['device']): void {
    this.device = handler;
  }
  setDisplayMediaRequestHandler(handler: unknown): void {
    this.displayMedia = handler;
  }
}

function guardedContents(): FakeContents {
  const app = new EventEmitter();
  guardPages(app as unknown as App);
  const contents = new FakeContents();
  app.emit('web-contents-created', {}, contents);
  return contents;
}

function guardedSession(devTools = false): FakeSession {
  const session = new FakeSession();
  guardSession(session as unknown as Session, devTools);
  return session;
}

/** Whether a page's own wish of this kind was stopped. */
function isPrevented(contents: EventEmitter, event: string, url: string): boolean {
  const preventDefault = vi.fn();
  contents.emit(event, { url, preventDefault });
  return preventDefault.mock.calls.length > 0;
}

function isLoaded(session: FakeSession, url: string): boolean {
  let cancelled: boolean | undefined;
  session.onRequest({ url }, ({ cancel }) => (cancelled = cancel));
  return cancelled === false;
}

describe('a page', () => {
  test.each(['will-navigate', 'will-redirect', 'will-frame-navigate'])('goes nowhere by %s', (event) => {
    const contents = guardedContents();
    const gone = [...HOSTILE_URLS, ...OURS].filter((url) => !isPrevented(contents, event, url));
    expect(HOSTILE_URLS.length).toBeGreaterThanOrEqual(60);
    expect(gone).toEqual([]);
  });

  test('opens no window and attaches no webview', () => {
    const contents = guardedContents();
    expect(contents.openHandler?.()).toEqual({ action: 'deny' });
    expect(isPrevented(contents, 'will-attach-webview', '')).toBe(true);
  });
});

describe("the window's session", () => {
  test('loads nothing but our own files', () => {
    const session = guardedSession();
    expect([...OURS, OUR_BLOB].filter((url) => !isLoaded(session, url))).toEqual([]);
    expect(
      [...HOSTILE_URLS, 'devtools://devtools/bundled/a.js'].filter((url) => isLoaded(session, url)),
    ).toEqual([]);
  });

  test('loads the developer tools only where they are on', () => {
    const session = guardedSession(true);
    expect(isLoaded(session, 'devtools://devtools/bundled/a.js')).toBe(true);
    expect(HOSTILE_URLS.filter((url) => isLoaded(session, url))).toEqual([]);
  });

  test('grants no permission but to put text on the clipboard, and that only to us', () => {
    const session = guardedSession();
    const granted = PERMISSIONS.flatMap((permission) =>
      [...OURS, ...HOSTILE_URLS]
        .filter((url) => {
          let answer: boolean | undefined;
          session.request({ getURL: () => url }, permission, (value) => (answer = value));
          expect(session.check(null, permission, url)).toBe(answer);
          return answer;
        })
        .map((url) => [permission, url]),
    );
    expect(granted).toEqual(OURS.map((url) => ['clipboard-sanitized-write', url]));
  });

  test('grants no device and no screen', () => {
    const session = guardedSession();
    expect(session.device()).toBe(false);
    expect(session.displayMedia).toBeNull();
  });

  test('saves what our page made, and nothing from elsewhere', () => {
    const session = guardedSession();
    const isSaved = (url: string): boolean => {
      const preventDefault = vi.fn();
      session.emit('will-download', { preventDefault }, { getURL: () => url });
      return preventDefault.mock.calls.length === 0;
    };
    expect([OUR_BLOB, ...OURS, ...HOSTILE_URLS].filter(isSaved)).toEqual([OUR_BLOB]);
  });
});

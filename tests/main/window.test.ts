// With which options is a window made, and what does our scheme serve?
import type { Protocol } from 'electron';
import { describe, expect, test, vi } from 'vitest';
import type { FileIndex } from '#app/adapters/file-index.ts';
import { APP_URL, isAppUrl, registerAppScheme, serveApp } from '../../main/app-protocol.ts';
import { openWindow, WEB_PREFERENCES } from '../../main/window.ts';
import { HOSTILE_URLS } from '../support/hostile-urls.ts';

const electron = vi.hoisted(() => ({
  schemes: [] as unknown[],
  windows: [] as unknown[],
  loaded: [] as string[],
}));

vi.mock('electron', () => ({
  nativeTheme: { shouldUseDarkColors: true },
  protocol: { registerSchemesAsPrivileged: (schemes: unknown) => electron.schemes.push(schemes) },
  BrowserWindow: class {
    constructor(options: unknown) {
      electron.windows.push(options);
    }
    once(): void {
      // It is never shown here.
    }
    async loadURL(url: string): Promise<void> {
      electron.loaded.push(url);
    }
  },
}));

const FILES: FileIndex = new Map([
  ['/', { type: 'text/html; charset=utf-8', bytes: Buffer.from('<p nonce="__NONCE__">') }],
  ['/assets/a.js', { type: 'text/javascript; charset=utf-8', bytes: Buffer.from('1;') }],
]);

function served(url: string, method = 'GET'): Response {
  let handler: ((request: Request) => Response) | undefined;
  const protocol = { handle: (_scheme: string, handle: typeof handler) => (handler = handle) };
  serveApp(protocol as unknown as Protocol, FILES);
  // What Electron hands over; Node's own Request would not take our scheme.
  const response = handler?.({ url, method } as Request);
  if (!response) throw new Error('no handler');
  return response;
}

describe('the window', () => {
  test('is sandboxed and isolated, and nothing can change that later', () => {
    expect(Object.isFrozen(WEB_PREFERENCES)).toBe(true);
    const { preload, ...preferences } = WEB_PREFERENCES;
    expect(preload).toMatch(/[\\/]preload\.cjs$/);
    expect(preferences).toEqual({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
    });
  });

  test.each([true, false])(
    'has those preferences, shows our page, and has developer tools: %s',
    async (devTools) => {
      electron.windows.length = 0;
      electron.loaded.length = 0;
      await openWindow(devTools);
      expect(electron.windows).toMatchObject([
        { show: false, webPreferences: { ...WEB_PREFERENCES, devTools } },
      ]);
      const [options] = electron.windows as { webPreferences: object }[];
      expect(Object.keys(options?.webPreferences ?? {})).toEqual([
        ...Object.keys(WEB_PREFERENCES),
        'devTools',
      ]);
      expect(electron.loaded).toEqual([APP_URL]);
    },
  );
});

describe('our scheme', () => {
  test('has origins and is secure, and has no other privilege', () => {
    registerAppScheme();
    expect(electron.schemes).toEqual([
      [{ scheme: 'pidnest', privileges: { standard: true, secure: true, supportFetchAPI: true } }],
    ]);
  });

  test('is no other address, however alike', () => {
    expect(HOSTILE_URLS.filter((url) => isAppUrl(url) || served(url).status !== 404)).toEqual([]);
  });

  test('serves the files of the index with the policy', async () => {
    const page = served('pidnest://app/');
    const policy = page.headers.get('content-security-policy') ?? '';
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? 'none';
    expect(await page.text()).toBe(`<p nonce="${nonce}">`);
    expect(policy).toContain("require-trusted-types-for 'script'");
    expect(served('pidnest://app/assets/a.js').headers.get('content-type')).toBe(
      'text/javascript; charset=utf-8',
    );
    expect(served('pidnest://app/', 'POST').status).toBe(404);
  });

  const names = [
    'package.json',
    'etc/passwd',
    'dist/main/main.js',
    'C:/Windows/win.ini',
    'assets/a.js%00.html',
  ];
  const ways = [
    '../',
    '%2e%2e/',
    '..%2f',
    '%252e%252e/',
    '..\\',
    '..%5c',
    '....//',
    '/',
    './/',
    '%00',
    '.%2e/',
    'assets/../../',
  ];
  const paths = ways.flatMap((way) =>
    names.flatMap((name) => [1, 2, 5].map((times) => way.repeat(times) + name)),
  );

  test('serves nothing that is not in the index', async () => {
    const texts = await Promise.all(paths.map((path) => served(`pidnest://app/${path}`).text()));
    expect(paths.filter((_, index) => texts[index] !== 'There is no such page.\n')).toEqual([]);
    expect(paths.length).toBeGreaterThan(150);
  });
});

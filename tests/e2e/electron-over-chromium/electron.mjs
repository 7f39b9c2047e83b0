// Stands in for the part of Electron that dist/main/main.js uses, over a real Chromium. It is no Electron.
//
// What it proves: the built main process starts and quits in the order it must, its page comes out of its protocol
// handler under its content policy, its preload script exposes what the page needs, and a call goes through its IPC
// handler and back. What it does not prove: anything Electron does itself, such as the sandbox, fuses, permissions,
// structured clone, navigation events, menus. For those, electron.e2e.ts runs where there is a binary.
//
// Chromium knows no custom schemes, so pidnest://app/ is http://app.pidnest.localhost/ there: a secure context too.

import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { CHROMIUM_ARGS, findChromium } from '../../../scripts/chromium.mjs';
import { isolatedWorld, MAIN_WORLD, WORLD } from './worlds.mjs';

/** Where the test connects to, to drive the page. */
const { DEBUGGING_PORT } = process.env;

const paths = new Map();
const schemes = new Map();
const handlers = new Map();
const windows = new Set();
let context = null;
let cancels = () => false;
let ready = null;

const toHttp = (url) => url.replace(/^([\w+.-]+):\/\/([^/]*)/, 'http://$2.$1.localhost');
const fromHttp = (url) => url.replace(/^http:\/\/([^./]+)\.([\w+-]+)\.localhost/, '$2://$1');

function before(what) {
  if (context !== null) throw new Error(`${what} can only be called before the app is ready`);
}

function after(what) {
  if (context === null) throw new Error(`${what} can only be called when the app is ready`);
}

class App extends EventEmitter {
  isPackaged = false;

  setPath(name, path) {
    before('setPath');
    paths.set(name, path);
  }

  requestSingleInstanceLock() {
    before('requestSingleInstanceLock');
    return true;
  }

  enableSandbox() {
    before('enableSandbox');
    this.sandboxed = true;
  }

  whenReady() {
    ready ??= launch();
    return ready;
  }

  quit() {
    const event = { defaultPrevented: false, preventDefault: () => (event.defaultPrevented = true) };
    this.emit('will-quit', event);
    if (!event.defaultPrevented) this.exit(0);
  }

  exit(code) {
    void (context?.close() ?? Promise.resolve()).finally(() => process.exit(code));
  }
}

async function launch() {
  const executablePath = await findChromium();
  context = await chromium.launchPersistentContext(paths.get('userData'), {
    ...(executablePath === undefined ? {} : { executablePath }),
    args: [...CHROMIUM_ARGS, `--remote-debugging-port=${DEBUGGING_PORT}`],
    viewport: null,
  });
}

/** Everything the page asks for comes from here, or from nowhere. */
async function answer(route) {
  const request = route.request();
  const url = fromHttp(request.url());
  const handler = schemes.get(new URL(url).protocol.slice(0, -1));
  if (handler === undefined || cancels(url)) return route.abort('blockedbyclient');
  const response = await handler({ url, method: request.method() });
  return route.fulfill({
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: Buffer.from(await response.arrayBuffer()),
  });
}

class WebContents extends EventEmitter {
  setWindowOpenHandler(handler) {
    this.windowOpenHandler = handler;
  }
}

export class BrowserWindow extends EventEmitter {
  static getAllWindows = () => [...windows];
  webContents = new WebContents();
  #preferences;
  #size;
  #page;

  constructor({ webPreferences, width, height }) {
    super();
    after('new BrowserWindow');
    const { sandbox, contextIsolation, nodeIntegration } = webPreferences;
    if (!app.sandboxed || !sandbox || !contextIsolation || nodeIntegration)
      throw new Error('only a sandboxed and isolated window can be stood in for');
    this.#preferences = webPreferences;
    this.#size = { width, height };
    windows.add(this);
    app.emit('web-contents-created', {}, this.webContents);
  }

  async loadURL(url) {
    this.#page = await context.newPage();
    await this.#page.setViewportSize(this.#size);
    this.#page.on('close', () => {
      windows.delete(this);
      if (windows.size === 0) app.emit('window-all-closed');
    });
    await this.#page.route('**/*', answer);
    await this.#preload();
    await this.#page.goto(toHttp(url));
    // Chromium opens a page of its own at first.
    for (const other of context.pages()) if (other !== this.#page) await other.close();
    this.emit('ready-to-show');
  }

  show() {
    this.isShown = true;
  }

  /** The preload script runs in a world of its own, which shares the document with the page and nothing else. */
  async #preload() {
    const devtools = await context.newCDPSession(this.#page);
    const worlds = new Set();
    await devtools.send('Page.enable');
    await devtools.send('Runtime.enable');
    devtools.on('Runtime.executionContextCreated', ({ context: { id, name } }) => {
      if (name === WORLD) worlds.add(id);
    });
    devtools.on('Runtime.bindingCalled', async ({ name, payload }) => {
      if (name !== '__toMain') return;
      const { id, channel, args } = JSON.parse(payload);
      const reply = JSON.stringify(await this.#invoke(channel, args));
      for (const world of worlds)
        await devtools
          .send('Runtime.evaluate', { contextId: world, expression: `__fromMain(${id}, ${reply})` })
          .catch(() => worlds.delete(world));
    });
    await devtools.send('Runtime.addBinding', { name: '__toMain', executionContextName: WORLD });
    await devtools.send('Page.addScriptToEvaluateOnNewDocument', { source: MAIN_WORLD });
    await devtools.send('Page.addScriptToEvaluateOnNewDocument', {
      source: isolatedWorld(readFileSync(this.#preferences.preload, 'utf8')),
      worldName: WORLD,
    });
  }

  async #invoke(channel, args) {
    const handler = handlers.get(channel);
    if (handler === undefined) return { error: `No handler registered for '${channel}'` };
    const frame = { origin: new URL(fromHttp(this.#page.url())).href.replace(/\/$/, '') };
    this.webContents.mainFrame = frame;
    try {
      return { value: await handler({ sender: this.webContents, senderFrame: frame }, ...args) };
    } catch (error) {
      return { error: String(error) };
    }
  }
}

export const app = new App();

export const protocol = {
  registerSchemesAsPrivileged() {
    before('registerSchemesAsPrivileged');
  },
};

export const ipcMain = {
  handle(channel, handler) {
    if (handlers.has(channel)) throw new Error(`a second handler for '${channel}'`);
    handlers.set(channel, handler);
  },
};

export const session = {
  defaultSession: Object.assign(new EventEmitter(), {
    setPermissionRequestHandler: () => undefined,
    setPermissionCheckHandler: () => undefined,
    setDevicePermissionHandler: () => undefined,
    setDisplayMediaRequestHandler: () => undefined,
    protocol: {
      handle(scheme, handler) {
        after('protocol.handle');
        schemes.set(scheme, handler);
      },
    },
    webRequest: {
      onBeforeRequest(listener) {
        cancels = (url) => {
          let cancelled = false;
          listener({ url }, ({ cancel }) => (cancelled = cancel));
          return cancelled;
        };
      },
    },
  }),
};

export const nativeTheme = { shouldUseDarkColors: false };

export const Menu = { buildFromTemplate: (template) => template, setApplicationMenu: () => undefined };

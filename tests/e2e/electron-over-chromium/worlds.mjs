// The two worlds of a window, and the bridge between them: the page calls what the preload script exposed.
//
// They share nothing but the document, so calls and replies cross as JSON in its events. Only functions that give a
// promise are bridged.

/* global document, window -- the two functions below run in the page */

export const WORLD = 'preload';

export const MAIN_WORLD = `(${mainWorld.toString()})();`;

/** `preload`: the text of the built script, which is CommonJS. */
export function isolatedWorld(preload) {
  return `(${preloadWorld.toString()})((require, module, exports) => { ${preload}\n });`;
}

function mainWorld() {
  const waiting = new Map();
  let next = 0;
  document.addEventListener('shim-expose', ({ detail }) => {
    const { key, names } = JSON.parse(detail);
    const functions = names.map((name) => [
      name,
      (...args) =>
        new Promise((resolve, reject) => {
          next += 1;
          waiting.set(next, { resolve, reject });
          const call = JSON.stringify({ id: next, key, name, args });
          document.dispatchEvent(new CustomEvent('shim-call', { detail: call }));
        }),
    ]);
    Object.defineProperty(window, key, { value: Object.freeze(Object.fromEntries(functions)) });
  });
  document.addEventListener('shim-settle', ({ detail }) => {
    const { id, value, error } = JSON.parse(detail);
    const { resolve, reject } = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) resolve(value);
    else reject(new Error(error));
  });
}

function preloadWorld(preload) {
  const waiting = new Map();
  const exposed = {};
  let next = 0;
  globalThis.__fromMain = (id, { value, error }) => {
    const { resolve, reject } = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) resolve(value);
    else reject(new Error(error));
  };
  const electron = {
    contextBridge: {
      exposeInMainWorld(key, api) {
        exposed[key] = api;
        const detail = JSON.stringify({ key, names: Object.keys(api) });
        document.dispatchEvent(new CustomEvent('shim-expose', { detail }));
      },
    },
    ipcRenderer: {
      invoke: (channel, ...args) =>
        new Promise((resolve, reject) => {
          next += 1;
          waiting.set(next, { resolve, reject });
          globalThis.__toMain(JSON.stringify({ id: next, channel, args }));
        }),
    },
  };
  document.addEventListener('shim-call', async ({ detail }) => {
    const { id, key, name, args } = JSON.parse(detail);
    const settled = await exposed[key][name](...args).then(
      (value) => ({ value }),
      (error) => ({ error: error.message }),
    );
    document.dispatchEvent(new CustomEvent('shim-settle', { detail: JSON.stringify({ id, ...settled }) }));
  });
  const module = { exports: {} };
  preload(
    (name) => {
      if (name !== 'electron') throw new Error(`module not found: ${name}`);
      return electron;
    },
    module,
    module.exports,
  );
}

// Preloaded with `node --import`: from here on, 'electron' is the stand-in beside this file.

import { register } from 'node:module';

const standIn = new URL('electron.mjs', import.meta.url).href;
const hook = `export function resolve(name, context, next) {
  return name === 'electron' ? { url: ${JSON.stringify(standIn)}, shortCircuit: true } : next(name, context);
}`;
register(`data:text/javascript,${encodeURIComponent(hook)}`);

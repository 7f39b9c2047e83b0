// bind (bash(1), bind builtin; bind.def; readline: bind.c)
//
// It shows the keys and settings of a real line editor, and keeps what is bound. The terminal of the lab has keys of its
// own, which stay as they are. (fidelity: line-editor)

import { readFile } from '../../libc/read.ts';
import { failed } from '../../program.ts';
import type { Coroutine } from '../../program.ts';
import { strerror } from '../../../kernel/abi/errno.ts';
import { builtinError } from '../errors.ts';
import type { Shell } from '../shell.ts';
import { EMACS_KEYS, LINE_FUNCTIONS, LINE_SETTINGS } from './line-functions.ts';
import { builtinOptions } from './options.ts';
import { print } from './output.ts';

const FAILURE = 1;

const KEYMAPS: readonly string[] = ['emacs', 'emacs-standard', 'emacs-meta', 'emacs-ctlx'];
const VI_KEYMAPS: readonly string[] = ['vi', 'vi-move', 'vi-command', 'vi-insert'];

/** What a key does that was bound by hand. */
export type BoundKey =
  { readonly runs: 'function' | 'macro' | 'command'; readonly text: string } | { readonly runs: 'nothing' };

export function* bind(shell: Shell, args: readonly string[]): Coroutine<number> {
  if (!shell.interactiveShell) yield* builtinError(shell, 'warning: line editing not enabled');
  const options = yield* builtinOptions(shell, args, 'lpsvPSVXf:m:q:r:u:x:');
  if (typeof options === 'number') return options;
  const { on, values } = options;
  const keymap = values.get('m');
  if (keymap !== undefined && !KEYMAPS.includes(keymap)) {
    const known = VI_KEYMAPS.includes(keymap);
    yield* builtinError(
      shell,
      known ? `${keymap}: vi mode is not available in the lab` : `\`${keymap}': invalid keymap name`,
    );
    return FAILURE;
  }
  if (on.includes('l')) yield* print(shell, LINE_FUNCTIONS.map((name) => `${name}\n`).join(''));
  if (on.includes('p'))
    yield* print(shell, `\n${LINE_FUNCTIONS.map((name) => asCommands(shell, name)).join('')}`);
  if (on.includes('P'))
    yield* print(shell, `\n${LINE_FUNCTIONS.map((name) => inWords(shell, name)).join('')}`);
  if (on.includes('s'))
    yield* print(
      shell,
      macros(shell, (key, text) => `"${key}": "${text}"\n`),
    );
  if (on.includes('S'))
    yield* print(
      shell,
      macros(shell, (key, text) => `${key} outputs ${text}\n`),
    );
  if (on.includes('v'))
    yield* print(
      shell,
      settings(shell, (name, value) => `set ${name} ${value}\n`),
    );
  if (on.includes('V'))
    yield* print(
      shell,
      settings(shell, (name, value) => `${name} is set to \`${value}'\n`),
    );
  if (on.includes('X')) yield* print(shell, commands(shell));
  for (const { letter, value } of options.arguments) {
    const status = yield* carryOut(shell, letter, value);
    if (status !== 0) return status;
  }
  for (const line of options.operands) yield* bindLine(shell, line);
  if (options.operands.length > 0 || values.has('x')) yield* tellThatKeysStay(shell);
  return 0;
}

function* tellThatKeysStay(shell: Shell): Coroutine<void> {
  if (shell.interactiveShell)
    yield* builtinError(shell, "the lab's terminal keeps its own keys and settings");
}

function* carryOut(shell: Shell, letter: string, value: string): Coroutine<number> {
  switch (letter) {
    case 'f':
      return yield* bindFile(shell, value);
    case 'q':
    case 'u':
      return yield* aboutFunction(shell, letter, value);
    case 'r':
      shell.boundKeys.set(value, { runs: 'nothing' });
      return 0;
    case 'x': {
      const [, key, text] = /^"((?:[^"\\]|\\.)*)"\s*:\s*(.*)$/s.exec(value.trim()) ?? [];
      if (key === undefined || text === undefined) {
        yield* builtinError(shell, `${value}: missing colon separator`);
        return FAILURE;
      }
      shell.boundKeys.set(key, { runs: 'command', text: text.replace(/^(["'])(.*)\1$/s, '$2') });
      return 0;
    }
    default:
      return 0;
  }
}

function* aboutFunction(shell: Shell, letter: 'q' | 'u', name: string): Coroutine<number> {
  if (!LINE_FUNCTIONS.includes(name)) {
    yield* builtinError(shell, `\`${name}': unknown function name`);
    return FAILURE;
  }
  const keys = keysOf(shell, name);
  if (letter === 'u') {
    for (const key of keys) shell.boundKeys.set(key, { runs: 'nothing' });
    return 0;
  }
  if (keys.length === 0) {
    yield* print(shell, `${name} is not bound to any keys.\n`);
    return FAILURE;
  }
  const more = keys.length > SHOWN_KEYS ? '...\n' : '';
  return yield* print(
    shell,
    `${name} can be invoked via ${quotedKeys(keys)}${more === '' ? '.\n' : `, ${more}`}`,
  );
}

function* bindFile(shell: Shell, path: string): Coroutine<number> {
  const text = yield* readFile(shell.sys, path);
  if (failed(text)) {
    yield* builtinError(shell, `${path}: cannot read: ${strerror(text.errno)}`);
    return FAILURE;
  }
  for (const line of text.split('\n').map((one) => one.trim()))
    if (/^[^#$]/.test(line)) yield* bindLine(shell, line);
  yield* tellThatKeysStay(shell);
  return 0;
}

/** rl_parse_and_bind: a key and what it does, or a setting. */
function* bindLine(shell: Shell, line: string): Coroutine<void> {
  const [, name, value] = /^set\s+(\S+)\s*(\S*)/.exec(line) ?? [];
  const [, quoted, bare, macro, named] = /^(?:"((?:[^"\\]|\\.)*)"|([^\s:"]+))\s*:\s*(?:["'](.*)["']|(\S+))/s.exec(line) ?? []; // prettier-ignore
  const key = quoted ?? bare;
  if (name !== undefined) shell.lineSettings.set(name, value ?? '');
  else if (key === undefined) yield* shell.sys.write(2, `readline: ${line}: no key sequence terminator\n`);
  else if (macro !== undefined) shell.boundKeys.set(key, { runs: 'macro', text: macro });
  else if (named !== undefined && LINE_FUNCTIONS.includes(named))
    shell.boundKeys.set(key, { runs: 'function', text: named });
}

const SHOWN_KEYS = 5;

/** Every key that runs a function, those that were bound by hand last. */
function keysOf(shell: Shell, name: string): readonly string[] {
  const usual = (EMACS_KEYS[name] ?? manyKeys(name)).filter((key) => !shell.boundKeys.has(key));
  const bound = [...shell.boundKeys].flatMap(([key, what]) =>
    what.runs === 'function' && what.text === name ? [key] : [],
  );
  return [...usual, ...bound];
}

/** Printing characters insert themselves, bytes of others as well; capitals behind a prefix stand for small letters. */
function manyKeys(name: string): readonly string[] {
  if (name === 'self-insert') {
    const printing = range(0x20, 0x7e).map((code) => String.fromCharCode(code).replace(/["\\]/, '\\$&'));
    return [...printing, ...range(0x80, 0xff).map((code) => `\\${code.toString(8)}`)];
  }
  if (name !== 'do-lowercase-version') return [];
  const capitals = range(0x41, 0x5a).map((code) => String.fromCharCode(code));
  return ['\\C-x', '\\e'].flatMap((prefix) => capitals.map((letter) => prefix + letter));
}

function range(from: number, to: number): readonly number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

function asCommands(shell: Shell, name: string): string {
  const keys = keysOf(shell, name);
  if (keys.length === 0) return `# ${name} (not bound)\n`;
  return keys.map((key) => `"${key}": ${name}\n`).join('');
}

function inWords(shell: Shell, name: string): string {
  const keys = keysOf(shell, name);
  if (keys.length === 0) return `${name} is not bound to any keys\n`;
  return `${name} can be found on ${quotedKeys(keys)}${keys.length > SHOWN_KEYS ? ', ...' : '.'}\n`;
}

function quotedKeys(keys: readonly string[]): string {
  return keys
    .slice(0, SHOWN_KEYS)
    .map((key) => `"${key}"`)
    .join(', ');
}

function macros(shell: Shell, show: (key: string, text: string) => string): string {
  return [...shell.boundKeys]
    .flatMap(([key, what]) => (what.runs === 'macro' ? [show(key, what.text)] : []))
    .join('');
}

function commands(shell: Shell): string {
  return [...shell.boundKeys].flatMap(([key, what]) => (what.runs === 'command' ? [`"${key}": "${what.text}"\n`] : [])).join(''); // prettier-ignore
}

function settings(shell: Shell, show: (name: string, value: string) => string): string {
  return LINE_SETTINGS.map(([name, value]) => show(name, shell.lineSettings.get(name) ?? value)).join('');
}

// How are the keys of a terminal written and read: ^C, <undef>, M-^?, 0x3? stty(1)

import type { CharacterName, Characters } from '../../tty/termios.ts';

const NAMES: readonly CharacterName[] = [
  'intr', 'quit', 'erase', 'kill', 'eof', 'eol', 'eol2', 'swtch', 'start', 'stop', 'susp', 'rprnt', 'werase', 'lnext', 'discard', 'min', 'time',
]; // prettier-ignore

/** In the order of stty -a; min and time are numbers. */
export const CHARACTER_NAMES = NAMES;

export function characterNamed(name: string): CharacterName | undefined {
  return NAMES.find((known) => known === name);
}

/** Those whose change is felt, or that cannot be felt here at all. (fidelity: stty) */
export function canChange(name: CharacterName): boolean {
  return ['intr', 'quit', 'eof', 'susp', 'min', 'time'].includes(name);
}

/** visible() of stty.c. */
export function visible(code: number): string {
  if (code === 0) return '<undef>';
  const meta = code >= 0x80 ? 'M-' : '';
  const low = code % 0x80;
  if (low < 0x20) return `${meta}^${String.fromCharCode(low + 0x40)}`;
  return meta + (low === 0x7f ? '^?' : String.fromCharCode(low));
}

export function characterText(characters: Characters, name: CharacterName): string {
  const code = characters[name];
  return name === 'min' || name === 'time' ? String(code) : visible(code);
}

/** set_control_char() of stty.c: the code; what is wrong with a number. */
export function parseCharacter(name: CharacterName, text: string): number | IntegerProblem {
  if (name === 'min' || name === 'time') return parseInteger(text, 0xff);
  if (text.length <= 1) return text === '' ? 0 : text.charCodeAt(0);
  if (text === '^-' || text === 'undef') return 0;
  if (text.startsWith('^')) return text.charAt(1) === '?' ? 0o177 : text.charCodeAt(1) & ~0o140;
  return parseInteger(text, 0xff);
}

export type IntegerProblem = 'invalid' | 'too large';

/** integer_arg(): decimal, octal or hexadecimal. */
export function parseInteger(text: string, most: number): number | IntegerProblem {
  const number = /^0[0-7]+$/.test(text) ? parseInt(text, 8) : /^(0[xX][0-9a-fA-F]+|\d+)$/.test(text) ? Number(text) : null; // prettier-ignore
  if (number === null) return 'invalid';
  return number > most ? 'too large' : number;
}

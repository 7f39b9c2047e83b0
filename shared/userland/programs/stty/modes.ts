// Which modes does a terminal have, how are they told and saved, and which can be changed here? stty(1), termios(3)

import { INITIAL_MODES, USUAL_CHARACTERS } from '../../tty/termios.ts';
import type { Termios } from '../../sys.ts';

export type Group = 'control' | 'input' | 'output' | 'local';

export interface Mode {
  readonly name: string;
  readonly group: Group;
  /** In a saved setting. */
  readonly bit: number;
  /** Whether `stty sane` switches it on or off; null leaves it as it is. */
  readonly sane: boolean | null;
  /** Whether it can be changed by itself: what it does is done here, or is nothing that could be seen. (fidelity: stty) */
  readonly changes: boolean;
}

type Row = readonly [name: string, group: Group, bit: number, sane: boolean | null, changes: boolean];

const ROWS: readonly Row[] = [
  ['parenb', 'control', 0x100, null, false], ['parodd', 'control', 0x200, null, false], ['cmspar', 'control', 0x4000_0000, null, false],
  ['hupcl', 'control', 0x400, null, true], ['cstopb', 'control', 0x40, null, true], ['cread', 'control', 0x80, true, true],
  ['clocal', 'control', 0x800, null, true], ['crtscts', 'control', 0x8000_0000, null, true],
  ['ignbrk', 'input', 1, false, true], ['brkint', 'input', 2, true, true], ['ignpar', 'input', 4, null, true], ['parmrk', 'input', 8, null, true],
  ['inpck', 'input', 0x10, null, true], ['istrip', 'input', 0x20, null, false], ['inlcr', 'input', 0x40, false, false], ['igncr', 'input', 0x80, false, false],
  ['icrnl', 'input', 0x100, true, true], ['ixon', 'input', 0x400, null, true], ['ixoff', 'input', 0x1000, false, true], ['iuclc', 'input', 0x200, false, false],
  ['ixany', 'input', 0x800, false, true], ['imaxbel', 'input', 0x2000, true, true], ['iutf8', 'input', 0x4000, false, true],
  ['opost', 'output', 1, true, false], ['olcuc', 'output', 2, false, false], ['ocrnl', 'output', 8, false, false], ['onlcr', 'output', 4, true, false],
  ['onocr', 'output', 0x10, false, false], ['onlret', 'output', 0x20, false, false], ['ofill', 'output', 0x40, false, true], ['ofdel', 'output', 0x80, false, true],
  ['isig', 'local', 1, true, true], ['icanon', 'local', 2, true, true], ['iexten', 'local', 0x8000, true, false], ['echo', 'local', 8, true, true],
  ['echoe', 'local', 0x10, true, false], ['echok', 'local', 0x20, true, false], ['echonl', 'local', 0x40, false, false], ['noflsh', 'local', 0x80, false, true],
  ['xcase', 'local', 4, false, false], ['tostop', 'local', 0x100, false, true], ['echoprt', 'local', 0x400, false, false], ['echoctl', 'local', 0x200, true, true],
  ['echoke', 'local', 0x800, true, false], ['flusho', 'local', 0x1000, false, true], ['extproc', 'local', 0x1_0000, false, true],
]; // prettier-ignore

/** In the order of stty -a. */
export const MODES: readonly Mode[] = ROWS.map(([name, group, bit, sane, changes]) => ({
  name,
  group,
  bit,
  sane,
  changes,
}));

const OTHER_NAMES: ReadonlyMap<string, string> = new Map([
  ['hup', 'hupcl'],
  ['tandem', 'ixoff'],
  ['crterase', 'echoe'],
  ['crtkill', 'echoke'],
  ['ctlecho', 'echoctl'],
  ['prterase', 'echoprt'],
]);

export function modeNamed(name: string): Mode | undefined {
  const known = OTHER_NAMES.get(name) ?? name;
  return MODES.find((mode) => mode.name === known);
}

/** The four that the kernel part follows have a place of their own. */
const OWN_PLACE = { echo: 'echo', icanon: 'canonical', icrnl: 'icrnl', tostop: 'tostop' } as const;

function ownPlaceOf(name: string): 'echo' | 'canonical' | 'icrnl' | 'tostop' | null {
  return name in OWN_PLACE ? OWN_PLACE[name as keyof typeof OWN_PLACE] : null;
}

export function isOn(settings: Termios, name: string): boolean {
  const place = ownPlaceOf(name);
  return place === null ? settings.flags.has(name) : settings[place];
}

export function withMode(settings: Termios, name: string, on: boolean): Termios {
  const place = ownPlaceOf(name);
  if (place !== null) return { ...settings, [place]: on };
  const flags = new Set(settings.flags);
  if (on) flags.add(name);
  else flags.delete(name);
  return { ...settings, flags };
}

/** `-echo isig`. */
function withAll(settings: Termios, words: string): Termios {
  return words
    .split(' ')
    .reduce((now, word) => withMode(now, word.replace(/^-/, ''), !word.startsWith('-')), settings);
}

function sane(settings: Termios): Termios {
  const changed = MODES.filter((mode) => mode.sane !== null);
  const words = changed.map((mode) => `${mode.sane === true ? '' : '-'}${mode.name}`);
  return { ...withAll(settings, words.join(' ')), characters: USUAL_CHARACTERS };
}

function withUsual(settings: Termios, ...names: readonly (keyof Termios['characters'])[]): Termios {
  const usual = Object.fromEntries(names.map((name) => [name, USUAL_CHARACTERS[name]]));
  return { ...settings, characters: { ...settings.characters, ...usual } };
}

const RAW = '-ignbrk -brkint -ignpar -parmrk -inpck -istrip -inlcr -igncr -icrnl -ixon -ixoff -iuclc -ixany -imaxbel -opost -isig -icanon -xcase'; // prettier-ignore
const COOKED = 'brkint icrnl ixon opost isig icanon';

/** What changes several at once. */
const COMBINATIONS: ReadonlyMap<string, (settings: Termios) => Termios> = new Map([
  ['sane', sane],
  ['raw', (old: Termios) => withAll({ ...old, characters: { ...old.characters, min: 1, time: 0 } }, RAW)],
  ['-raw', (old: Termios) => withUsual(withAll(old, COOKED), 'eof', 'eol')],
  ['cooked', (old: Termios) => withUsual(withAll(old, COOKED), 'eof', 'eol')],
  ['-cooked', (old: Termios) => withAll({ ...old, characters: { ...old.characters, min: 1, time: 0 } }, RAW)],
  ['cbreak', (old: Termios) => withAll(old, '-icanon')],
  ['-cbreak', (old: Termios) => withAll(old, 'icanon')],
  ['ek', (old: Termios) => withUsual(old, 'erase', 'kill')],
  ['crt', (old: Termios) => withAll(old, 'echoe echoctl echoke')],
  ['dec', (old: Termios) => withUsual(withAll(old, 'echoe echoctl echoke -ixany'), 'intr', 'erase', 'kill')],
  ['decctlq', (old: Termios) => withAll(old, '-ixany')],
  ['-decctlq', (old: Termios) => withAll(old, 'ixany')],
]);

export function combined(settings: Termios, word: string): Termios | null {
  return COMBINATIONS.get(word)?.(settings) ?? null;
}

/** Those that nothing here could show. */
const LEFT_OUT =
  /^-?(evenp|parity|oddp|pass8|litout|nl|lcase|LCASE|cs[5-7]|nl1|cr[1-3]|tab[1-3]|tabs|bs1|vt1|ff1)$/;
/** What every terminal has anyway. */
const ALWAYS = /^(cs8|nl0|cr0|tab0|bs0|vt0|ff0|tabs|-?drain|-parity|-evenp|-oddp|-lcase|-LCASE|-nl)$/;

/** Whether a word asks for what is not there; whether it is so always. */
export function fixed(word: string): 'always' | 'left out' | null {
  if (ALWAYS.test(word)) return 'always';
  return LEFT_OUT.test(word) ? 'left out' : null;
}

const CONTROL_BASE = 0x3f;
/** The places of struct termios. */
const SAVED_CHARACTERS = ['intr', 'quit', 'erase', 'kill', 'eof', 'time', 'min', 'swtch', 'start', 'stop', 'susp', 'eol', 'rprnt', 'discard', 'werase', 'lnext', 'eol2'] as const; // prettier-ignore
const PLACES = 32;
const GROUPS: readonly Group[] = ['input', 'output', 'control', 'local'];

/** stty -g. */
export function saved(settings: Termios): string {
  const numbers = GROUPS.map((group) =>
    MODES.filter((mode) => mode.group === group && isOn(settings, mode.name)).reduce(
      (sum, { bit }) => sum + bit,
      group === 'control' ? CONTROL_BASE : 0,
    ),
  );
  const codes = SAVED_CHARACTERS.map((name) => settings.characters[name]);
  const rest = Array.from({ length: PLACES - codes.length }, () => 0);
  return [...numbers, ...codes, ...rest].map((number) => number.toString(16)).join(':');
}

/** What stty -g printed, given back; null where it is no such thing. */
export function restored(settings: Termios, word: string): Termios | null {
  const numbers = word.split(':').map((part) => (/^[0-9a-f]+$/i.test(part) ? parseInt(part, 16) : NaN));
  if (numbers.length !== GROUPS.length + PLACES || numbers.some(Number.isNaN)) return null;
  const changed = MODES.reduce((now, mode) => {
    const value = BigInt(numbers[GROUPS.indexOf(mode.group)] ?? 0);
    return withMode(now, mode.name, (value & BigInt(mode.bit)) !== 0n);
  }, settings);
  const codes = SAVED_CHARACTERS.map((name, at) => [name, numbers[GROUPS.length + at] ?? 0] as const);
  return { ...changed, characters: { ...INITIAL_MODES.characters, ...Object.fromEntries(codes) } };
}

// What does top keep in its file with the key W, and what of it does it take when it starts? ~/.config/procps/toprc, top(1), FILES
//
// Only the first of four windows is used; the others stand in the file as a new top has them.

import { failed } from '../../program.ts';
import { FIELDS } from './fields.ts';
import { METERS } from './frame.ts';
import { readFile } from '../../libc/read.ts';
import { strerror } from '../../../kernel/abi/errno.ts';
import type { Coroutine } from '../../program.ts';
import type { Process } from '../../libc/process.ts';
import type { Settings } from './settings.ts';

/** Bits of winflags in top.h of procps. */
const FLAG = {
  rightNumbers: 0x20000, rightTexts: 0x40000, threads: 0x10000, cpuSum: 0x8000, loadLine: 0x4000, states: 0x2000, memory: 0x1000,
  cumulative: 0x40, commandLine: 0x80, idle: 0x20, descending: 0x4, forest: 0x2,
} as const; // prettier-ignore
/** On in every new window: bold, rows highlighted, to be shown. */
const ALWAYS = 0x510;

/** A number says which field, and whether it is shown. */
const FIRST_FIELD = 37;
const FIELDS_PER_LINE = 20;

/** What of the settings is kept. */
type Kept = Pick<
  Settings,
  'fields' | 'sort' | 'ascending' | 'numbersLeft' | 'textsRight' | 'threads' | 'perCpu' | 'loadLine' | 'cpuMeter' | 'memoryMeter' | 'cumulative' | 'commandLine' | 'hideIdle' | 'forest' | 'maxTasks' | 'delayMs' | 'summaryScale' | 'taskScale' | 'hideZeros' | 'extraWidth'
>; // prettier-ignore

interface OtherWindow {
  readonly name: string;
  /** The fields that do not stand in the usual order. */
  readonly first: readonly number[];
  readonly sort: number;
  readonly colours: string;
}

const OTHER_WINDOWS: readonly OtherWindow[] = [
  { name: 'Job', first: [75, 77, 115, 111, 117, 80, 103, 105, 137, 119, 123, 128, 120, 79, 139], sort: 0, colours: 'summclr=6, msgsclr=6, headclr=7, taskclr=6' },
  { name: 'Mem', first: [75, 117, 119, 120, 123, 125, 127, 129, 131, 154, 132, 156, 135, 136, 102, 104, 111, 139], sort: 21, colours: 'summclr=5, msgsclr=5, headclr=4, taskclr=5' },
  { name: 'Usr', first: [75, 77, 79, 81, 85, 97, 115, 111, 117, 137, 139], sort: 3, colours: 'summclr=3, msgsclr=3, headclr=2, taskclr=3' },
]; // prettier-ignore

/** Room for more fields than there are. */
const ALL_FIELDS = 100;

function numberOf(field: number, isShown: boolean): number {
  return (field + FIRST_FIELD) * 2 + (isShown ? 1 : 0);
}

/** The others follow, not shown, in their usual order. */
function fieldsText(first: readonly number[]): string {
  const placed = new Set(first.map((each) => Math.floor(each / 2) - FIRST_FIELD));
  const others = Array.from({ length: ALL_FIELDS }, (_, field) => field).filter(
    (field) => !placed.has(field),
  );
  const numbers = [...first, ...others.map((field) => numberOf(field, false))].map((each) => String(each).padStart(4)); // prettier-ignore
  const lines: string[] = [];
  for (let at = 0; at < numbers.length; at += FIELDS_PER_LINE)
    lines.push(`${numbers.slice(at, at + FIELDS_PER_LINE).join(' ')} `);
  return `fieldscur=${lines.join('\n\t\t  ')}`;
}

function windowText(name: string, first: readonly number[], numbers: string, colours: string): string {
  return `${name}\t${fieldsText(first)}\n\t${numbers}\n\t${colours}\n`;
}

function numbersText(flags: number, sort: number, maxTasks: number, cpu: number, memory: number): string {
  return `winflags=${flags}, sortindx=${sort}, maxtasks=${maxTasks}, graph_cpus=${cpu}, graph_mems=${memory}, double_up=0, combine_cpus=0, core_types=0`;
}

const NEW_FLAGS = ALWAYS | FLAG.rightNumbers | FLAG.cpuSum | FLAG.loadLine | FLAG.states | FLAG.memory | FLAG.idle | FLAG.descending; // prettier-ignore

export function toprcText(settings: Kept): string {
  const { delayMs, maxTasks, cpuMeter, memoryMeter, extraWidth, summaryScale, taskScale, hideZeros } = settings;
  const on = (bit: number, isSet: boolean): number => (isSet ? bit : 0);
  const flags =
    ALWAYS |
    on(FLAG.rightNumbers, !settings.numbersLeft) |
    on(FLAG.rightTexts, settings.textsRight) |
    on(FLAG.threads, settings.threads) |
    on(FLAG.cpuSum, !settings.perCpu) |
    on(FLAG.loadLine, settings.loadLine) |
    on(FLAG.states, cpuMeter !== 'off') |
    on(FLAG.memory, memoryMeter !== 'off') |
    on(FLAG.cumulative, settings.cumulative) |
    on(FLAG.commandLine, settings.commandLine) |
    on(FLAG.idle, !settings.hideIdle) |
    on(FLAG.descending, !settings.ascending) |
    on(FLAG.forest, settings.forest);
  const graph = (meter: Kept['cpuMeter']): number => (meter === 'off' ? 0 : METERS.indexOf(meter));
  const shown = settings.fields.map((field) => numberOf(FIELDS.findIndex(({ name }) => name === field), true));
  const sort = FIELDS.findIndex(({ name }) => name === settings.sort);
  return [
    "top's Config File (Linux processes with windows)\n",
    `Id:k, Mode_altscr=0, Mode_irixps=1, Delay_time=${(delayMs / 1000).toFixed(1)}, Curwin=0\n`,
    windowText('Def', shown, numbersText(flags, sort, maxTasks, graph(cpuMeter), graph(memoryMeter)), 'summclr=1, msgsclr=1, headclr=3, taskclr=1'),
    ...OTHER_WINDOWS.map(({ name, first, sort: index, colours }) => windowText(name, first, numbersText(NEW_FLAGS, index, 0, 0, 0), colours)),
    `Fixed_widest=${extraWidth}, Summ_mscale=${summaryScale}, Task_mscale=${taskScale}, Zero_suppress=${hideZeros ? 1 : 0}, Tics_scaled=0\n`,
  ].join('');
} // prettier-ignore

/** What a file asks for; nothing where it is none of top's. */
export function parseToprc(text: string): Partial<Kept> {
  const [, delay] = /^Id:k, .*Delay_time=([\d.]+)/m.exec(text) ?? [];
  const [, list = ''] = /^Def\tfieldscur=([\d\s]+)\n\twinflags/m.exec(text) ?? [];
  const number = (name: string): number => Number(new RegExp(`\\b${name}=(-?\\d+)`).exec(text)?.[1] ?? 0);
  if (delay === undefined || list === '') return {};
  const shown = (list.match(/\d+/g) ?? []).map(Number).filter((each) => each % 2 === 1);
  const fields = shown.flatMap((each) => FIELDS[(each - 1) / 2 - FIRST_FIELD]?.name ?? []);
  const flags = number('winflags');
  const has = (bit: number): boolean => (flags & bit) !== 0;
  return {
    fields, sort: FIELDS[number('sortindx')]?.name ?? '%CPU', ascending: !has(FLAG.descending), numbersLeft: !has(FLAG.rightNumbers),
    textsRight: has(FLAG.rightTexts), threads: has(FLAG.threads), perCpu: !has(FLAG.cpuSum), loadLine: has(FLAG.loadLine),
    cpuMeter: has(FLAG.states) ? (METERS[number('graph_cpus')] ?? 'figures') : 'off',
    memoryMeter: has(FLAG.memory) ? (METERS[number('graph_mems')] ?? 'figures') : 'off',
    cumulative: has(FLAG.cumulative), commandLine: has(FLAG.commandLine), hideIdle: !has(FLAG.idle), forest: has(FLAG.forest),
    maxTasks: number('maxtasks'), delayMs: Number(delay) * 1000, summaryScale: number('Summ_mscale'), taskScale: number('Task_mscale'),
    hideZeros: number('Zero_suppress') === 1, extraWidth: number('Fixed_widest'),
  };
} // prettier-ignore

/** ~/.toprc where it is, else below XDG_CONFIG_HOME or ~/.config. */
function* placeOf({ sys, env }: Process): Coroutine<{ readonly directories: readonly string[]; readonly path: string }> {
  const home = env.get('HOME') ?? '/';
  const old = `${home}/.toprc`;
  if (!failed(yield* sys.stat(old))) return { directories: [], path: old };
  const config = env.get('XDG_CONFIG_HOME') ?? `${home}/.config`;
  return { directories: [config, `${config}/procps`], path: `${config}/procps/toprc` };
} // prettier-ignore

export function* readToprc(process: Process): Coroutine<Partial<Kept>> {
  const text = yield* readFile(process.sys, (yield* placeOf(process)).path);
  return failed(text) ? {} : parseToprc(text);
}

/** What is said about it. */
export function* writeToprc(process: Process, settings: Settings): Coroutine<string> {
  const { sys } = process;
  const { directories, path } = yield* placeOf(process);
  for (const directory of directories) yield* sys.mkdir(directory, 0o700);
  const fd = yield* sys.open(path, ['O_WRONLY', 'O_CREAT', 'O_TRUNC'], 0o666);
  if (failed(fd)) return `Failed '${path}' open: ${strerror(fd.errno)}`;
  yield* sys.write(fd, toprcText(settings));
  yield* sys.close(fd);
  return `Wrote configuration to '${path}'`;
}

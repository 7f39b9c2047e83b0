// Which settings does the kernel have, and to what are they set? sysctl(8) of procps, over /proc/sys.

import { compileRegex } from '../libc/regex/regex.ts';
import { failed } from '../program.ts';
import { getoptLong } from '../libc/getopt-long.ts';
import { linesOf, readFile } from '../libc/read.ts';
import { program } from '../libc/process.ts';
import { RegexProblem } from '../libc/regex/syntax.ts';
import { SYSCTL_USAGE } from './process-tools-usage.ts';
import type { Coroutine } from '../program.ts';
import type { Process } from '../libc/process.ts';
import type { Regex } from '../libc/regex/regex.ts';
import type { Stat } from '../sys.ts';

const OPTIONS = [
  ['a', 'all'], ['A', ''], ['X', ''], ['', 'deprecated'], ['', 'dry-run'], ['b', 'binary'], ['e', 'ignore'], ['N', 'names'],
  ['n', 'values'], ['p', 'load', 'optional'], ['f', '', 'optional'], ['', 'system'], ['r', 'pattern', 'required'], ['q', 'quiet'],
  ['w', 'write'], ['o', ''], ['x', ''], ['d', ''], ['h', 'help'], ['V', 'version'],
] as const; // prettier-ignore

const ROOT = '/proc/sys/';
const CONF = '/etc/sysctl.conf';
/** S_IRUSR and S_IWUSR. */
const [OWNER_READS, OWNER_WRITES] = [0o400, 0o200];

interface Style {
  readonly show: 'both' | 'name' | 'value' | 'bare';
  /** Which names -r chooses: all, those of an expression, or none where it is no expression. */
  readonly pattern: Regex | RegexProblem | null;
  readonly ignoreUnknown: boolean;
  readonly quiet: boolean;
  readonly dryRun: boolean;
}

export const sysctl = program(function* (process: Process): Coroutine<number> {
  const line = getoptLong(process.args, OPTIONS);
  const keys = line.options.map((option) => option.key);
  const has = (...wanted: readonly string[]): boolean => keys.some((key) => wanted.includes(key));
  if (has('h', 'd', 'V')) {
    process.print(has('V') ? 'sysctl from procps-ng 4.0.2\n' : SYSCTL_USAGE);
    return 0;
  }
  if (line.problem !== null) {
    yield* process.error(line.problem);
    process.print(SYSCTL_USAGE);
    return 0;
  }
  if (process.args.length === 0) {
    yield* process.eprint(SYSCTL_USAGE);
    return 1;
  }
  const expression = line.options.findLast(({ key }) => key === 'r')?.value ?? null;
  const pattern = expression === null ? null : compileRegex(expression, 'extended');
  const style: Style = {
    show: has('b') ? 'bare' : has('N') ? 'name' : has('n') ? 'value' : 'both',
    pattern,
    ignoreUnknown: has('e'),
    quiet: has('q'),
    dryRun: has('dry-run'),
  };
  if (has('a', 'A', 'X')) return (yield* showBelow(process, ROOT, style)) ? 0 : 1;
  const loads = line.options.filter(({ key }) => key === 'p' || key === 'f');
  if (loads.length > 0 || has('system')) {
    const given = loads.flatMap(({ value }) => (value === null ? [] : [value]));
    const files = [...given, ...line.operands];
    return (yield* loadAll(process, files.length > 0 ? files : [CONF], style)) ? 0 : 1;
  }
  if (line.operands.length === 0) {
    yield* process.warn('no variables specified');
    yield* process.eprint(`Try \`${process.shortName} --help' for more information.\n`);
    return 1;
  }
  let isWell = true;
  for (const operand of line.operands) {
    const done =
      has('w') || operand.indexOf('=') > 0
        ? yield* assignText(process, operand, style)
        : yield* show(process, operand, style);
    isWell &&= done;
  }
  return isWell ? 0 : 1;
});

/** The file of a name: whichever of . and / comes first in it separates. Null, with a complaint, outside /proc/sys. */
function* pathOf(process: Process, name: string): Coroutine<string | null> {
  const separator = /[./]/.exec(name)?.[0];
  const relative = separator === '/' ? name : name.replace(/[./]/g, (sign) => (sign === '.' ? '/' : '.'));
  if (relative === '' || name.startsWith('=')) {
    yield* process.warn(`Path is not under ${ROOT}: ${ROOT}`);
    return null;
  }
  if (/^\/|\/\/|\/$/.test(relative)) {
    yield* process.warn(`separators should not be repeated: ${name}`);
    return null;
  }
  return ROOT + relative;
}

function nameOf(path: string): string {
  return path.slice(ROOT.length).replace(/[./]/g, (sign) => (sign === '/' ? '.' : '/'));
}

/** The file of a setting; where there is none, whether that is to pass. */
function* locate(
  process: Process,
  name: string,
  style: Style,
): Coroutine<{ readonly path: string; readonly stat: Stat } | boolean> {
  const path = yield* pathOf(process, name);
  if (path === null) return false;
  const stat = yield* process.sys.stat(path);
  if (!failed(stat)) return { path, stat };
  if (!style.ignoreUnknown) yield* process.warn(`cannot stat ${path}`, stat);
  return style.ignoreUnknown;
}

function* show(process: Process, name: string, style: Style): Coroutine<boolean> {
  const found = yield* locate(process, name, style);
  if (typeof found === 'boolean') return found;
  const { path, stat } = found;
  return stat.kind === 'directory'
    ? yield* showBelow(process, `${path}/`, style)
    : yield* showFile(process, path, stat.mode, style);
}

/** Order: as the directories list them, what is below a directory in its place. */
function* showBelow(process: Process, directory: string, style: Style): Coroutine<boolean> {
  const entries = yield* process.sys.readdir(directory);
  if (failed(entries)) {
    yield* process.warn(`unable to open directory "${directory}"`, entries);
    return false;
  }
  let isWell = true;
  for (const { name } of entries) {
    const path = directory + name;
    const stat = yield* process.sys.stat(path);
    if (failed(stat)) continue;
    const shown =
      stat.kind === 'directory'
        ? yield* showBelow(process, `${path}/`, style)
        : yield* showFile(process, path, stat.mode, style);
    isWell &&= shown;
  }
  return isWell;
}

function* showFile(process: Process, path: string, mode: number, style: Style): Coroutine<boolean> {
  const name = nameOf(path);
  if (style.pattern instanceof RegexProblem || style.pattern?.test(name) === false) return true;
  if ((mode & OWNER_READS) === 0) return true;
  if (style.show === 'name') {
    process.printLine(name);
    return true;
  }
  const text = yield* readFile(process.sys, path);
  if (failed(text)) {
    yield* process.warn(text.errno === 'EACCES' || text.errno === 'EPERM' ? `permission denied on key "${name}"` : `reading key "${name}"`, text.errno === 'EACCES' || text.errno === 'EPERM' ? undefined : text); // prettier-ignore
    return false;
  }
  if (style.show === 'bare') process.print(text.replace(/\n$/, ''));
  else
    for (const line of linesOf(text)) process.printLine(style.show === 'value' ? line : `${name} = ${line}`);
  return true;
}

interface Setting {
  readonly name: string;
  readonly value: string;
}

/** Null, with a complaint, for what is not `name = value`. A leading - is read over. */
function* parseSetting(process: Process, text: string, place: string): Coroutine<Setting | null> {
  const [, name = '', value = ''] = /^-?([^=]*)=(.*)$/s.exec(text) ?? [];
  if (name.trim() !== '') return { name: name.trim(), value: value.trim() };
  yield* process.warn(`${place}: invalid syntax, continuing...`);
  return null;
}

function* assignText(process: Process, text: string, style: Style): Coroutine<boolean> {
  const setting = yield* parseSetting(process, text, 'command line(0)');
  return setting !== null && (yield* assign(process, setting, style));
}

/** Whether it could be done; what nobody may write is left with a warning. */
function* assign(process: Process, { name, value }: Setting, style: Style): Coroutine<boolean> {
  const found = yield* locate(process, name, style);
  if (typeof found === 'boolean') return found;
  const { path, stat } = found;
  const key = nameOf(path);
  if ((stat.mode & OWNER_WRITES) === 0 || stat.kind === 'directory') {
    yield* process.warn(`setting key "${key}"`, { errno: 'EINVAL' });
    return stat.kind !== 'directory';
  }
  if (!style.dryRun && !(yield* write(process, path, key, value))) return false;
  if (style.quiet) return true;
  if (style.show === 'bare') process.print(value);
  else process.printLine(style.show === 'both' ? `${key} = ${value}` : value);
  return true;
}

function* write(process: Process, path: string, key: string, value: string): Coroutine<boolean> {
  const fd = yield* process.sys.open(path, ['O_WRONLY']);
  if (failed(fd)) {
    if (fd.errno === 'EACCES') yield* process.warn(`permission denied on key "${key}"`);
    else yield* process.warn(`setting key "${key}"`, fd);
    return false;
  }
  const written = yield* process.sys.write(fd, `${value}\n`);
  yield* process.sys.close(fd);
  if (!failed(written)) return true;
  yield* process.warn(`setting key "${key}"`, written);
  return false;
}

/** -p: the settings of files, which are read to their ends before the first is made. Remarks begin with # or ;. */
function* loadAll(process: Process, files: readonly string[], style: Style): Coroutine<boolean> {
  const settings: Setting[] = [];
  let isWell = true;
  for (const file of files) {
    const text = yield* readFile(process.sys, file === '-' ? '/dev/stdin' : file);
    if (failed(text)) {
      yield* process.warn(`cannot open "${file}"`, text);
      isWell = false;
      continue;
    }
    for (const [index, line] of linesOf(text).entries()) {
      if (/^\s*([#;]|$)/.test(line)) continue;
      const setting = yield* parseSetting(process, line.trim(), `${file}(${index + 1})`);
      if (setting === null) isWell = false;
      else settings.push(setting);
    }
  }
  for (const setting of settings) {
    const done = yield* assign(process, setting, style);
    isWell &&= done;
  }
  return isWell;
}

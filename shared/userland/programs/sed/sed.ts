// Edits lines as they pass. sed(1)

import { randomLetters } from '../../libc/random-letters.ts';
import { Editor } from './editor.ts';
import { failed } from '../../program.ts';
import { getoptLong } from '../../libc/getopt-long.ts';
import { linesOf, readAll, readFile } from '../../libc/read.ts';
import { inputsOf, closeInput, openInput } from '../../libc/coreutils.ts';
import { parseScript, ScriptProblem } from './script.ts';
import { SED_HELP, SED_VERSION } from './usage.ts';
import { leftOutOption } from '../../libc/left-out-option.ts';
import { program } from '../../libc/process.ts';
import { strerror } from '../../../kernel/abi/errno.ts';
import type { Command } from './script.ts';
import type { Coroutine, Failure } from '../../program.ts';
import type { LineSource } from './editor.ts';
import type { Process } from '../../libc/process.ts';

const OPTIONS = [
  ['n', 'quiet'], ['', 'silent'], ['e', 'expression', 'required'], ['f', 'file', 'required'], ['E', 'regexp-extended'], ['r', ''],
  ['i', 'in-place', 'optional'], ['s', 'separate'], ['u', 'unbuffered'], ['z', 'null-data'], ['', 'posix'], ['', 'help'], ['', 'version'],
] as const; // prettier-ignore

const BAD_USAGE = 1;
const BAD_INPUT = 2;

interface Settings {
  readonly commands: readonly Command[];
  readonly autoPrint: boolean;
  readonly inPlace: boolean;
  /** Of the copy that -i keeps; '' for none. */
  readonly suffix: string;
  readonly separate: boolean;
  /** -z: lines end in a zero byte. */
  readonly ending: '\n' | '\0';
}

export const sed = program(function* (process: Process): Coroutine<number> {
  const line = getoptLong(process.args, OPTIONS);
  const has = (...keys: readonly string[]): boolean =>
    line.options.some((option) => keys.includes(option.key));
  if (has('help') || has('version')) {
    process.print(has('help') ? SED_HELP : SED_VERSION);
    return 0;
  }
  const parts: string[] = [];
  for (const { key, value } of line.options) {
    if (key === 'e') parts.push(value ?? '');
    if (key !== 'f') continue;
    const text = yield* readFile(process.sys, value ?? '');
    if (failed(text)) {
      yield* process.error(`couldn't open file ${value ?? ''}`, text);
      return BAD_USAGE;
    }
    parts.push(text.replace(/\n$/, ''));
  }
  const files = [...line.operands];
  const script = parts.length > 0 ? parts.join('\n') : files.shift();
  if (line.problem !== null || script === undefined) {
    const leftOut = line.problem === null ? null : leftOutOption(line.problem, SED_HELP);
    if (line.problem !== null) yield* process.error(leftOut ?? line.problem);
    if (leftOut !== null) return BAD_USAGE;
    yield* process.eprint(SED_HELP.replace(/E-mail bug reports to: .*\n$/, ''));
    return BAD_USAGE;
  }
  const commands = parseScript(script, has('E', 'r') ? 'extended' : 'basic');
  if (commands instanceof ScriptProblem) {
    yield* process.error(`-e expression #1, char ${commands.at}: ${commands.message}`);
    return BAD_USAGE;
  }
  const settings = {
    commands,
    autoPrint: !has('n', 'silent'),
    inPlace: has('i'),
    suffix: line.options.findLast(({ key }) => key === 'i')?.value ?? '',
    separate: has('s', 'i'),
    ending: has('z') ? ('\0' as const) : ('\n' as const),
  };
  return yield* editAll(process, inputsOf(files), settings);
});

/** Several files are one stream, unless each is to be edited by itself. */
function* editAll(process: Process, names: readonly string[], settings: Settings): Coroutine<number> {
  const texts: { readonly name: string; readonly text: string }[] = [];
  let status = 0;
  for (const name of names) {
    const text = yield* readInput(process, name);
    if (failed(text)) {
      const isDirectory = text.errno === 'EISDIR';
      yield* process.error(
        isDirectory
          ? `couldn't edit ${name}: not a regular file`
          : `can't read ${name}: ${strerror(text.errno)}`,
      );
      status = isDirectory ? 4 : BAD_INPUT;
    } else texts.push({ name, text });
  }
  const streams = settings.separate ? texts : [{ name: '', text: texts.map(({ text }) => text).join('') }];
  for (const { name, text } of streams) {
    const { output, quit } = yield* edit(process, text, settings);
    if (!settings.inPlace) process.print(output);
    else if (!(yield* rewrite(process, name, output, settings.suffix))) return 4;
    yield* process.settle();
    if (quit !== null) return quit;
  }
  return status;
}

function* readInput(process: Process, name: string): Coroutine<string | Failure> {
  const fd = yield* openInput(process.sys, name);
  if (failed(fd)) return fd;
  const text = yield* readAll(process.sys, fd);
  yield* closeInput(process.sys, fd);
  return text;
}

function* edit(
  process: Process,
  text: string,
  { commands, autoPrint, ending }: Settings,
): Coroutine<{ readonly output: string; readonly quit: number | null }> {
  const source = new Lines(text, ending);
  const editor = new Editor(commands, source, autoPrint, ending);
  let quit: number | null = null;
  for (
    let line = source.take();
    line !== null && quit === null;
    line = quit === null ? source.take() : null
  ) {
    const verdict = editor.edit(line);
    if (typeof verdict === 'object') quit = verdict.quit;
    if (source.current % 256 === 0) yield* process.sys.schedYield();
  }
  // the last line keeps the newline it did not have
  const complete = text === '' || text.endsWith(ending) || quit !== null;
  return { output: complete ? editor.output : editor.output.replace(/[\n\0]$/, ''), quit };
}

class Lines implements LineSource {
  current = 0;
  readonly #lines: readonly string[];

  constructor(text: string, ending: string) {
    this.#lines = linesOf(text, ending);
  }

  get isLast(): boolean {
    return this.current >= this.#lines.length;
  }

  take(): string | null {
    const line = this.#lines[this.current];
    if (line === undefined) return null;
    this.current += 1;
    return line;
  }
}

/** -i: a new file takes the place of the old one, with its mode. False where it can't be made, which ends everything. */
function* rewrite(process: Process, name: string, output: string, suffix: string): Coroutine<boolean> {
  const { sys } = process;
  const directory = name.slice(0, name.lastIndexOf('/') + 1);
  const stat = yield* sys.stat(name);
  const path = `${directory === '' ? './' : directory}sed${yield* randomLetters(sys, 6)}`;
  const fd = yield* sys.open(path, ['O_WRONLY', 'O_CREAT', 'O_EXCL'], 0o600);
  if (failed(fd)) {
    yield* process.error(`couldn't open temporary file ${path}`, fd);
    return false;
  }
  yield* sys.write(fd, output);
  yield* sys.close(fd);
  if (!failed(stat)) {
    yield* sys.chown(path, { uid: stat.uid, gid: stat.gid }, { follow: true });
    yield* sys.chmod(path, stat.mode);
  }
  const backup = suffix.includes('*') ? suffix.replaceAll('*', name) : name + suffix;
  if (suffix !== '') yield* sys.rename(name, backup);
  yield* sys.rename(path, name);
  return true;
}

// Edits lines as they pass. sed(1)

import { canonicalize } from '../../libc/canonicalize.ts';
import { closeCopy, openOutputs, Output } from './output.ts';
import { Editor } from './editor.ts';
import { failed } from '../../program.ts';
import { getoptLong } from '../../libc/getopt-long.ts';
import { Input } from './input.ts';
import { inputsOf } from '../../libc/coreutils.ts';
import { leftOutOption } from '../../libc/left-out-option.ts';
import { parseScript } from './script.ts';
import { program } from '../../libc/process.ts';
import { randomLetters } from '../../libc/random-letters.ts';
import { readAll, readFile } from '../../libc/read.ts';
import { ScriptProblem } from './syntax.ts';
import { SED_HELP, SED_VERSION } from './usage.ts';
import { SedFailure } from './failure.ts';
import { strerror } from '../../../kernel/abi/errno.ts';
import type { Copy } from './output.ts';
import type { Coroutine } from '../../program.ts';
import type { EditorStyle } from './editor.ts';
import type { FileWatcher } from './input.ts';
import type { Piece, Script } from './syntax.ts';
import type { Process } from '../../libc/process.ts';

const OPTIONS = [
  ['n', 'quiet'], ['n', 'silent'], ['e', 'expression', 'required'], ['f', 'file', 'required'], ['E', 'regexp-extended'], ['r', ''],
  ['i', 'in-place', 'optional'], ['l', 'line-length', 'required'], ['s', 'separate'], ['u', 'unbuffered'], ['z', 'null-data'],
  ['b', 'binary'], ['', 'posix'], ['', 'sandbox'], ['', 'follow-symlinks'], ['', 'help'], ['', 'version'],
] as const; // prettier-ignore

const BAD_USAGE = 1;
const IO_TROUBLE = 4;
const USUAL_WIDTH = 70;

interface Settings extends EditorStyle {
  readonly script: Script;
  /** Of the copy that -i keeps; null without -i. */
  readonly suffix: string | null;
  readonly followsLinks: boolean;
}

export const sed = program(function* (process: Process): Coroutine<number> {
  process.writeTrouble = { describe: (reason) => `couldn't flush stdout: ${reason}`, status: IO_TROUBLE };
  const line = getoptLong(process.args, OPTIONS);
  const has = (...keys: readonly string[]): boolean =>
    line.options.some((option) => keys.includes(option.key));
  const value = (key: string): string | null =>
    line.options.findLast((option) => option.key === key)?.value ?? null;
  if (line.problem === null && has('help', 'version')) {
    process.print(has('help') ? SED_HELP : SED_VERSION);
    return 0;
  }
  if (line.problem !== null) return yield* usage(process, line.problem);
  try {
    const pieces = yield* readPieces(process, line.options);
    const files = [...line.operands];
    const first = pieces.length > 0 ? undefined : files.shift();
    if (pieces.length === 0 && first === undefined) return yield* usage(process, null);
    const all = first === undefined ? pieces : [{ text: first, file: null }];
    const script = parseScript(all, {
      syntax: has('E', 'r') ? 'sed' : 'basic',
      sandbox: has('sandbox'),
      zeroes: has('z'),
    });
    if (script instanceof ScriptProblem) throw new SedFailure(script.message, script.status);
    if (has('i') && files.length === 0) throw new SedFailure('no input files');
    const width = value('l');
    return yield* edit(process, inputsOf(files), {
      script,
      autoPrint: !has('n') && !script.quiet,
      suffix: has('i') ? (value('i') ?? '') : null,
      separate: has('s', 'i'),
      unbuffered: has('u'),
      followsLinks: has('follow-symlinks'),
      width: width === null ? USUAL_WIDTH : Number(/^\d*/.exec(width)?.[0] ?? 0),
      ending: has('z') ? '\0' : '\n',
    });
  } catch (error) {
    if (!(error instanceof SedFailure)) throw error;
    yield* process.error(error.message);
    return error.status;
  }
});

function* usage(process: Process, problem: string | null): Coroutine<number> {
  const leftOut = problem === null ? null : leftOutOption(problem, SED_HELP);
  if (problem !== null) yield* process.error(leftOut ?? problem);
  if (leftOut === null) yield* process.eprint(SED_HELP.replace(/E-mail bug reports to: .*\n$/, ''));
  return BAD_USAGE;
}

function* readPieces(
  process: Process,
  options: readonly { readonly key: string; readonly value: string | null }[],
): Coroutine<readonly Piece[]> {
  const pieces: Piece[] = [];
  for (const { key, value } of options) {
    if (key === 'e') pieces.push({ text: value ?? '', file: null });
    if (key !== 'f' || value === null) continue;
    const text = value === '-' ? yield* readAll(process.sys, 0) : yield* readFile(process.sys, value);
    if (typeof text !== 'string')
      throw new SedFailure(`couldn't open file ${value}: ${strerror(text.errno)}`);
    pieces.push({ text, file: value });
  }
  return pieces;
}

function* edit(process: Process, names: readonly string[], settings: Settings): Coroutine<number> {
  const { script, suffix } = settings;
  const standard = new Output(process, null);
  const written = script.commands.flatMap(({ name, text, substitution }) =>
    'wW'.includes(name) ? [text] : [substitution?.file ?? null].filter((file) => file !== null),
  );
  const files = yield* openOutputs(process, written, standard);
  const watcher = suffix === null ? null : new InPlace(process, suffix, settings.followsLinks, (output) => (editor.output = output ?? standard)); // prettier-ignore
  const input = new Input(process, names, settings, watcher);
  const editor: Editor = new Editor(process, script.commands, input, files, standard, settings);
  const status = yield* editor.run();
  yield* input.close();
  return status === 0 ? input.status : status;
}

/** -i: what is printed while a file is read takes its place at its end, with its mode. */
class InPlace implements FileWatcher {
  readonly #process: Process;
  readonly #suffix: string;
  readonly #followsLinks: boolean;
  readonly #printTo: (output: Output | null) => void;
  #copy: Copy | null = null;

  constructor(
    process: Process,
    suffix: string,
    followsLinks: boolean,
    printTo: (output: Output | null) => void,
  ) {
    this.#process = process;
    this.#suffix = suffix;
    this.#followsLinks = followsLinks;
    this.#printTo = printTo;
  }

  *opened(name: string): Coroutine<boolean> {
    const { sys } = this.#process;
    const stat = yield* sys.stat(name);
    if (!failed(stat) && stat.kind !== 'file') {
      yield* this.#process.error(`couldn't edit ${name}: not a regular file`);
      return false;
    }
    const target = yield* this.#target(name);
    const directory = target.slice(0, target.lastIndexOf('/') + 1);
    const path = `${directory === '' ? './' : directory}sed${yield* randomLetters(sys, 6)}`;
    const fd = yield* sys.open(path, ['O_WRONLY', 'O_CREAT', 'O_EXCL'], 0o600);
    if (typeof fd !== 'number')
      throw new SedFailure(`couldn't open temporary file ${path}: ${strerror(fd.errno)}`);
    this.#copy = { path, output: new Output(this.#process, fd) };
    this.#printTo(this.#copy.output);
    return true;
  }

  *closed(name: string): Coroutine<void> {
    const copy = this.#copy;
    this.#copy = null;
    this.#printTo(null);
    if (copy !== null) yield* closeCopy(this.#process, yield* this.#target(name), copy, this.#suffix);
  }

  /** Without --follow-symlinks the file takes the place of the link. */
  *#target(name: string): Coroutine<string> {
    if (!this.#followsLinks) return name;
    const found = yield* canonicalize(this.#process.sys, name, 'existing');
    return typeof found === 'string' ? found : name;
  }
}

// How are commands run? The parts of a shell that need each other - expansion, execution, builtins, traps - meet here:
// the table travels with the shell, so that none of them has to import the others.

import type { AndOr, CompoundList, PipelineNode, Statement, Time } from 'unbash';
import type { Coroutine } from '../program.ts';
import type { Fd } from '../sys.ts';
import type { Shell } from './shell.ts';

export type Executable = PipelineNode | AndOr | CompoundList;

/** What surrounds a command (the arguments of execute_command_internal). */
export interface Running {
  /** Followed by `&`. */
  readonly async: boolean;
  readonly pipeIn: Fd | null;
  readonly pipeOut: Fd | null;
  /** Descriptors of the pipeline that a child must not keep. */
  readonly close: readonly Fd[];
  /** Nothing comes after it: a program may take the shell's place without a fork (CMD_NO_FORK). */
  readonly inPlace: boolean;
  /** The subshell that it is takes its own time (CMD_TIME_PIPELINE). */
  readonly time?: Time;
  /** What is written in front of it, for the name of the job. */
  readonly prefix?: string;
}

export const FOREGROUND: Running = { async: false, pipeIn: null, pipeOut: null, close: [], inPlace: false };

/** What follows a list: `command` and `subshell` lists end their process, so that a last simple command may take its place. */
export type ListEnd = 'more' | 'command' | 'subshell';

/** Where a text comes from: it decides the wording of syntax errors and what an error ends. */
/** Which kind of trap it is the command of. */
export type TrapText = 'trap' | 'exit trap' | 'error trap' | 'debug trap' | 'return trap';

export type TextOrigin = '-c' | 'eval' | TrapText | 'file';

export interface Interpreter {
  /** Each answers the status, which is `$?` as well. */
  command(shell: Shell, command: Executable, running: Running): Coroutine<number>;
  list(shell: Shell, statements: readonly Statement[], end: ListEnd): Coroutine<number>;
  /** Reads and carries out a text, one complete command after the other. */
  text(shell: Shell, text: string, origin: TextOrigin): Coroutine<number>;
  /** A command whose words are known, passing over functions: what `command` runs. */
  words(shell: Shell, words: readonly string[], running: Running, path?: string): Coroutine<number>;
  /** The words that `source` text stands for: what `declare`'s and `read`'s helpers need of expansion. */
  quotedText(shell: Shell, text: string): Coroutine<string>;
  /** What a prompt written like this says. */
  promptText(shell: Shell, text: string): Coroutine<string>;
}

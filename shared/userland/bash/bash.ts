// bash(1) as a program, and the dash that is sh: what kind of shell was asked for, and what does it run?

import { strerror } from '../../kernel/abi/errno.ts';
import { readFile } from '../libc/read.ts';
import { failed } from '../program.ts';
import type { Coroutine, ProcessContext, Program } from '../program.ts';
import { executeCommand } from './execute/command.ts';
import { executeList } from './execute/list.ts';
import { isBinary } from './execute/program-file.ts';
import { executeWords } from './execute/simple.ts';
import { exitShell } from './exit.ts';
import { expandText } from './expand/word.ts';
import { setHistoryVariables } from './history-list.ts';
import { interact } from './interactive.ts';
import type { Interpreter } from './interpreter.ts';
import { dashMistake, parseInvocation } from './invocation.ts';
import type { Invocation } from './invocation.ts';
import { initializeJobControl } from './job-control.ts';
import { newShell } from './new-shell.ts';
import { BASH_VERSION } from './parameters.ts';
import { expandPrompt } from './prompt.ts';
import { runText } from './run-text.ts';
import type { Dialect, Shell } from './shell.ts';
import { initializeSignals } from './signals.ts';
import { runStandardInput } from './standard-input.ts';
import { runStartupFiles } from './startup-files.ts';
import { shellHelp, shellUsage } from './usage-text.ts';

const RUN: Interpreter = {
  command: executeCommand,
  list: executeList,
  text: runText,
  words: executeWords,
  quotedText: expandText,
  promptText: expandPrompt,
};

const NO_SUCH_FILE = 127;
const NOT_EXECUTABLE = 126;
const USAGE = 2;

export const bash: Program = (process) => main(process, 'bash');

export const sh: Program = (process) => main(process, 'dash');

function* main(process: ProcessContext, dialect: Dialect): Coroutine<number> {
  const { sys, argv } = process;
  const name = argv[0] ?? dialect;
  const invocation = parseInvocation(argv);
  if (typeof invocation === 'string') {
    const usage = dialect === 'bash' && invocation.endsWith(': invalid option') ? shellUsage(name) : '';
    const told = dialect === 'bash' ? invocation : dashMistake(invocation);
    yield* sys.write(2, `${name}: ${told}\n${usage}`);
    return USAGE;
  }
  if (invocation.tells !== null) {
    yield* sys.write(1, invocation.tells === 'version' ? VERSION : shellHelp(name));
    return 0;
  }
  const interactive = yield* isInteractive(process, invocation);
  const shell = yield* newShell(process, { dialect, invocation, interactive, run: RUN });
  yield* initializeSignals(shell);
  if (interactive) yield* initializeJobControl(shell);
  yield* runStartupFiles(shell, invocation);
  if (invocation.command !== null) {
    yield* runText(shell, invocation.command, '-c');
    return yield* exitShell(shell, shell.status);
  }
  if (invocation.script !== null) return yield* runScript(shell, invocation.script);
  if (interactive && dialect === 'bash') setHistoryVariables(shell);
  if (interactive) return yield* interact(shell);
  yield* runStandardInput(shell);
  return yield* exitShell(shell, shell.status);
}

function* isInteractive({ sys }: ProcessContext, invocation: Invocation): Coroutine<boolean> {
  if (invocation.forcedInteractive) return true;
  if (invocation.command !== null || invocation.script !== null) return false;
  return (yield* sys.isatty(0)) && (yield* sys.isatty(2));
}

function* runScript(shell: Shell, path: string): Coroutine<number> {
  const text = yield* readFile(shell.sys, path);
  if (failed(text)) {
    const message =
      shell.dialect === 'dash' ? `0: cannot open ${path}: No such file` : `${path}: ${strerror(text.errno)}`;
    const name = shell.dialect === 'bash' && text.errno === 'EISDIR' ? path : shell.shellName;
    yield* shell.sys.write(2, `${name}: ${message}\n`);
    if (shell.dialect === 'dash') return USAGE;
    return text.errno === 'ENOENT' ? NO_SUCH_FILE : NOT_EXECUTABLE;
  }
  if (shell.dialect === 'bash' && isBinary(text)) {
    yield* shell.sys.write(2, `${path}: ${path}: cannot execute binary file\n`);
    return NOT_EXECUTABLE;
  }
  yield* runText(shell, text, 'file');
  return yield* exitShell(shell, shell.status);
}

const VERSION = `GNU bash, version ${BASH_VERSION} (x86_64-pc-linux-gnu)
Copyright (C) 2022 Free Software Foundation, Inc.
License GPLv3+: GNU GPL version 3 or later <http://gnu.org/licenses/gpl.html>

This is free software; you are free to change and redistribute it.
There is NO WARRANTY, to the extent permitted by law.
`;

// pidnest: the lab on the command line. `pidnest --help` names the commands, `pidnest COMMAND --help` explains one.

import type { Command, Output } from './command.ts';
import { UsageError } from './command.ts';
import { exercisesCommand } from './commands/exercises.ts';
import { gradeCommand } from './commands/grade.ts';
import { packLintCommand, packTestCommand } from './commands/pack.ts';
import { realityCommands } from './commands/reality.ts';
import { replayCommand } from './commands/replay.ts';
import { runCommand } from './commands/run.ts';
import { serveCommand, startCommand } from './commands/serve.ts';
import { shellCommand } from './commands/shell.ts';
import { traceCommands } from './commands/trace.ts';
import { transcriptCommands } from './commands/transcript.ts';
import { verifyCommand } from './commands/verify.ts';
import { VERSION } from '../version.ts';
import { standardOutput } from './standard-output.ts';
import { Interrupted } from './watched.ts';

const COMMANDS: readonly Command[] = [
  startCommand,
  serveCommand,
  exercisesCommand,
  runCommand,
  shellCommand,
  replayCommand,
  verifyCommand,
  gradeCommand,
  packLintCommand,
  packTestCommand,
  ...traceCommands,
  ...realityCommands,
  ...transcriptCommands,
];

/** Resolves with its exit code; one that a signal ended has that signal's, as in a shell. */
async function main(args: readonly string[], output: Output): Promise<number> {
  const [first] = args;
  if (first === undefined || first === '--help' || first === '-h' || first === 'help') {
    output.out(overview());
    return first === undefined ? 2 : 0;
  }
  if (first === '--version') {
    output.out(`pidnest ${VERSION}`);
    return 0;
  }
  const command = COMMANDS.find(({ name }) => name.split(' ').every((word, index) => args[index] === word));
  if (!command) {
    output.error(`pidnest: ${unknownCommand(first, args.slice(0, 2).join(' '))}`);
    return 2;
  }
  const rest = args.slice(command.name.split(' ').length);
  if (rest.includes('--help') || rest.includes('-h')) {
    output.out(command.help);
    return 0;
  }
  try {
    return await command.run(rest, output);
  } catch (error) {
    if (error instanceof Interrupted) {
      output.error(`pidnest: ${error.message}`);
      return error.exitCode;
    }
    if (!(error instanceof UsageError)) throw error;
    output.error(`pidnest: ${error.message}`);
    return 2;
  }
}

function unknownCommand(first: string, words: string): string {
  const group = COMMANDS.filter(({ name }) => name.startsWith(`${first} `));
  const unknown = `there is no command ${JSON.stringify(words)}.`;
  if (group.length === 0) return `${unknown}\n${overview()}`;
  return [unknown, ...group.map(({ name, synopsis }) => `Usage: pidnest ${name} ${synopsis}`)].join('\n');
}

function overview(): string {
  const width = Math.max(...COMMANDS.map(({ name }) => name.length));
  return [
    'Usage: pidnest COMMAND [--help]',
    '',
    ...COMMANDS.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`),
    '',
    'Exit codes: 0 it is so, 1 it is not, 2 the command or a file it names cannot be used.',
    'Attempts are kept in PIDNEST_HOME, or where this system keeps the data of applications.',
  ].join('\n');
}

// Whoever reads may have seen enough: `pidnest exercises | head`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? 0 : 2);
});

process.exitCode = await main(process.argv.slice(2), standardOutput(process.stdout, process.stderr));

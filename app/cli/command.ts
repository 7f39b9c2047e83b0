// What is a command of the command line? A name, its options, what its exit codes mean, and the work.

import { parseArgs } from 'node:util';
import type { ParseArgsConfig } from 'node:util';

type OptionTable = NonNullable<ParseArgsConfig['options']>;

/** Where a command writes: whole lines, or (`write`) text as it stands. */
export interface Output {
  out(text: string): void;
  write(text: string): void;
  error(text: string): void;
}

/** 0 it is so · 1 it is not · 2 the command or a file it names can't be used. */
export type ExitCode = 0 | 1 | 2;

export interface Command {
  readonly name: string;
  /** What stands behind the name: `EXERCISE [--json]`. */
  readonly synopsis: string;
  readonly summary: string;
  readonly help: string;
  run(args: readonly string[], output: Output): Promise<ExitCode>;
}

type Values<Options extends OptionTable> = ReturnType<
  typeof parseArgs<{ options: Options; allowPositionals: true; allowNegative: true }>
>['values'];

export interface CommandSpec<Options extends OptionTable> {
  readonly name: string;
  readonly synopsis: string;
  readonly summary: string;
  /** For `--help`: one line for each option, and what exit 0 and 1 mean here. */
  readonly details: readonly string[];
  readonly options: Options;
  /** How many words stand behind the name: at least and at most. */
  readonly words: readonly [number, number];
  run(words: readonly string[], values: Values<Options>, output: Output): Promise<ExitCode>;
}

/** Thrown by a command for what its user got wrong: told in one line, and exit 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export function defineCommand<const Options extends OptionTable>(spec: CommandSpec<Options>): Command {
  const help = [
    `pidnest ${spec.name} ${spec.synopsis}`,
    '',
    spec.summary,
    ...(spec.details.length > 0 ? ['', ...spec.details] : []),
    '',
  ].join('\n');
  return {
    name: spec.name,
    synopsis: spec.synopsis,
    summary: spec.summary,
    help,
    run: async (args, output) => {
      const { values, positionals } = parseWords(spec, args);
      return spec.run(positionals, values, output);
    },
  };
}

function parseWords<const Options extends OptionTable>(
  { name, synopsis, options, words: [least, most] }: CommandSpec<Options>,
  args: readonly string[],
): { readonly values: Values<Options>; readonly positionals: readonly string[] } {
  const usage = `Usage: pidnest ${name} ${synopsis}`;
  try {
    const parsed = parseArgs({ args: [...args], options, allowPositionals: true, allowNegative: true });
    if (parsed.positionals.length < least) throw new UsageError(`Something is missing. ${usage}`);
    if (parsed.positionals.length > most)
      throw new UsageError(`${JSON.stringify(parsed.positionals[most])} is too much. ${usage}`);
    return parsed;
  } catch (error) {
    // parseArgs says in words which option it does not know.
    if (error instanceof TypeError) throw new UsageError(`${error.message.split('\n')[0] ?? ''} ${usage}`);
    throw error;
  }
}

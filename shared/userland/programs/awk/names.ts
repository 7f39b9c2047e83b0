// What do the names of an awk program stand for: variables, arrays, functions? And do they agree wherever they stand?

import type { Expression, Name } from './syntax.ts';
import type { TokenCursor } from './cursor.ts';

type Use = 'variable' | 'array';

interface Call {
  readonly name: string;
  readonly args: readonly Expression[];
  readonly line: number;
}

const VARIABLES = ['NF', 'NR', 'FNR', 'FS', 'OFS', 'ORS', 'RS', 'FILENAME', 'SUBSEP', 'RSTART', 'RLENGTH', 'CONVFMT', 'OFMT', 'ARGC']; // prettier-ignore

export class Names {
  readonly #tokens: TokenCursor;
  readonly #globals = new Map<string, Use>([
    ...VARIABLES.map((name) => [name, 'variable'] as const),
    ['ENVIRON', 'array'],
    ['ARGV', 'array'],
  ]);
  readonly #functions = new Map<string, readonly string[]>();
  /** How each function uses its parameters. */
  readonly #uses = new Map<string, Map<number, Use>>();
  readonly #calls: Call[] = [];
  /** The names that have been complained about. */
  readonly #refused = new Set<string>();
  #inside: { readonly name: string; readonly parameters: readonly string[] } | null = null;

  constructor(tokens: TokenCursor) {
    this.#tokens = tokens;
  }

  get isInFunction(): boolean {
    return this.#inside !== null;
  }

  define(name: string, parameters: readonly string[], line: number): void {
    if (this.#functions.has(name)) this.#tokens.complain(`redefinition of ${name}`, line);
    if (this.#globals.has(name)) this.#illegal(name, line);
    this.#functions.set(name, parameters);
    this.#uses.set(name, new Map());
    this.#inside = { name, parameters };
  }

  leaveFunction(): void {
    this.#inside = null;
  }

  /** A name where it is plain what it is. */
  used(name: string, use: Use): Name {
    const found = this.bare(name);
    if (found.local !== null) {
      this.#uses.get(this.#inside?.name ?? '')?.set(found.local, use);
      return found;
    }
    const known = this.#globals.get(name);
    const { line } = this.#tokens.peek();
    if (this.#functions.has(name)) this.#tokens.complain(`illegal reference to function ${name}`, line);
    else if (known !== undefined && known !== use) this.#illegal(name, line);
    else this.#globals.set(name, use);
    return found;
  }

  /** A name that is an argument by itself: it may be either. */
  bare(name: string): Name {
    const local = this.#inside?.parameters.lastIndexOf(name) ?? -1;
    return { name, local: local < 0 ? null : local };
  }

  called(name: string, args: readonly Expression[], line: number): void {
    if (this.#globals.has(name)) this.#illegal(name, line);
    this.#calls.push({ name, args, line });
  }

  /** Once everything has been read. */
  check(): void {
    for (const call of this.#calls) this.#checkCall(call);
  }

  #checkCall({ name, args, line }: Call): void {
    const parameters = this.#functions.get(name);
    if (parameters === undefined) {
      this.#tokens.complain(`function ${name} never defined`);
      return;
    }
    if (args.length > parameters.length) this.#tokens.complain(`too many arguments in call to ${name}`, line);
    args.forEach((arg, at) => {
      if (arg.kind !== 'variable' || arg.at.local !== null) return;
      const given = this.#globals.get(arg.at.name);
      const wanted = this.#uses.get(name)?.get(at);
      if (given !== undefined && wanted !== undefined && given !== wanted)
        this.#tokens.complain(`type error in arg(${at + 1}) in call to ${name}`, line);
    });
  }

  #illegal(name: string, line: number): void {
    if (this.#refused.has(name)) return;
    this.#refused.add(name);
    this.#tokens.complain(`illegal reference to ${this.#globals.get(name) ?? 'variable'} ${name}`, line);
  }
}

// What is the next complete command of a text? Bash reads and carries out its input one such unit at a time.

import { parse } from 'unbash';
import type { Statement } from 'unbash';
import type { Shell } from '../shell.ts';
import { Grammar } from './grammar.ts';
import { wrapSubstitutions } from './joined-substitution.ts';
import { Lexer } from './lexer.ts';
import type { OpenHereDoc } from './lexer.ts';
import { isIncomplete } from './problem.ts';
import type { SyntaxProblem } from './problem.ts';
import { scanSubstitution } from './substitution.ts';

/** The text that positions in a syntax tree refer to, and the line number it begins on. */
export interface SourceText {
  readonly text: string;
  readonly firstLine: number;
  /** The file that it is, where it was sourced; a function keeps the name of what defined it. */
  readonly name?: string;
}

export type Unit =
  | {
      readonly unit: 'commands';
      readonly source: SourceText;
      readonly statements: readonly Statement[];
      /** What follows. */
      readonly rest: string;
      readonly openHereDocs: readonly OpenHereDoc[];
    }
  /** Blank lines and comments. */
  | { readonly unit: 'nothing'; readonly rest: string }
  | { readonly unit: 'incomplete'; readonly problem: SyntaxProblem }
  | { readonly unit: 'wrong'; readonly problem: SyntaxProblem };

/** What of a shell decides how it reads. */
export type Reader = Pick<Shell, 'dialect' | 'aliases' | 'shellOptions' | 'openCondition'>;

/** Reads the first unit of `text`. An open here-document is complete here: who can ask for more lines looks at `openHereDocs`. */
export function readUnit(text: string, firstLine: number, reader: Reader): Unit {
  const { aliases, dialect, shellOptions } = reader;
  const extglob = dialect === 'bash' && shellOptions.has('extglob');
  const lexer = new Lexer(text, 0, scanSubstitution, dialect, 0, extglob);
  lexer.inCondition = reader.openCondition;
  const something = new Grammar(lexer, shellOptions.has('expand_aliases') ? aliases : new Map()).unit();
  if (lexer.problem !== null) {
    noteCondition(reader, lexer.problem);
    return { unit: isIncomplete(lexer.problem) ? 'incomplete' : 'wrong', problem: lexer.problem };
  }
  const rest = lexer.source.slice(lexer.pos);
  if (!something) return { unit: 'nothing', rest };
  const wrapped = wrapSubstitutions(lexer.source.slice(0, lexer.pos), lexer.joined);
  const source: SourceText = { text: wrapped.text, firstLine };
  const script = parse(source.text);
  const error = script.errors?.[0];
  if (error !== undefined) {
    const token = /\S+/.exec(source.text.slice(error.pos))?.[0] ?? 'newline';
    return { unit: 'wrong', problem: { problem: 'unexpected-token', token, pos: error.pos } };
  }
  return {
    unit: 'commands',
    source,
    statements: script.commands,
    rest,
    openHereDocs: lexer.openHereDocs.map((open) => ({ ...open, pos: wrapped.moved(open.pos) })),
  };
}

/** Any other mistake has the parser begin anew. */
function noteCondition(reader: Reader, problem: SyntaxProblem): void {
  if (!isIncomplete(problem))
    reader.openCondition = problem.problem === 'condition' && problem.leftOpen === true;
}

/** The number of the line that a position is on. */
export function lineAt(source: SourceText, pos: number): number {
  let line = source.firstLine;
  for (let at = source.text.indexOf('\n'); at >= 0 && at < pos; at = source.text.indexOf('\n', at + 1))
    line += 1;
  return line;
}

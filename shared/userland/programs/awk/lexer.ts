// How is an awk program cut into tokens? A slash begins a pattern where no value can have ended.

import { AwkProblem } from './syntax.ts';
import { unescapeFormat } from '../../libc/escapes.ts';

export interface Token {
  readonly kind:
    'number' | 'string' | 'regex' | 'name' | 'function' | 'keyword' | 'operator' | 'newline' | 'end';
  readonly text: string;
  readonly line: number;
}

const KEYWORDS = ['BEGIN', 'END', 'print', 'printf', 'if', 'else', 'while', 'do', 'for', 'in', 'next', 'exit', 'break', 'continue', 'delete', 'function', 'getline', 'return']; // prettier-ignore
const OPERATORS = /^(\+\+|--|\+=|-=|\*=|\/=|%=|\^=|==|<=|>=|!=|!~|&&|\|\||[-+*/%^=<>!~?:,;(){}[\]$])/;

export function tokenize(source: string): readonly Token[] | AwkProblem {
  const tokens: Token[] = [];
  let line = 1;
  let at = 0;
  const push = (kind: Token['kind'], text: string, length: number): void => {
    tokens.push({ kind, text, line });
    at += length;
  };
  while (at < source.length) {
    const rest = source.slice(at);
    const [blank] = /^(?:[ \t\r]|\\\n|#[^\n]*)+/.exec(rest) ?? [];
    if (blank !== undefined) {
      at += blank.length;
      continue;
    }
    if (rest.startsWith('\n')) {
      push('newline', '\n', 1);
      line += 1;
      continue;
    }
    const [number] = /^(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?/.exec(rest) ?? [];
    const [name] = /^[A-Za-z_]\w*/.exec(rest) ?? [];
    const [string] = /^"(?:[^"\\\n]|\\[\s\S])*"/.exec(rest) ?? [];
    const [regex] = mayBeRegex(tokens.at(-1))
      ? (/^\/(?:[^/\\\n[]|\\.|\[\^?\]?(?:[^\]\n])*\])+\//.exec(rest) ?? [])
      : [];
    const [operator] = OPERATORS.exec(rest) ?? [];
    if (number !== undefined) push('number', number, number.length);
    else if (name !== undefined) push(kindOfName(name, rest), name, name.length);
    else if (string !== undefined) push('string', unescapeFormat(string.slice(1, -1)).text, string.length);
    else if (regex !== undefined) push('regex', regex.slice(1, -1).replaceAll('\\/', '/'), regex.length);
    else if (operator !== undefined) push('operator', operator, operator.length);
    else return new AwkProblem(line, rest.charAt(0));
  }
  tokens.push({ kind: 'end', text: 'end of file', line });
  return tokens;
}

function kindOfName(name: string, rest: string): Token['kind'] {
  if (KEYWORDS.includes(name)) return 'keyword';
  return rest.startsWith(`${name}(`) ? 'function' : 'name';
}

/** After a value a slash divides. */
function mayBeRegex(before: Token | undefined): boolean {
  if (before === undefined) return true;
  if (before.kind === 'operator') return ![')', ']', '++', '--'].includes(before.text);
  return before.kind === 'newline' || before.kind === 'keyword';
}

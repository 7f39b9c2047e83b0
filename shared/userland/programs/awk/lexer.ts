// How is an awk program cut into tokens? A slash begins a pattern where no value can have ended.

import { AwkProblem, BUILTINS } from './syntax.ts';

export interface Token {
  readonly kind:
    | 'number'
    | 'string'
    | 'regex'
    | 'name'
    | 'function'
    | 'builtin'
    | 'keyword'
    | 'operator'
    | 'newline'
    | 'end';
  readonly text: string;
  readonly line: number;
}

const KEYWORDS = ['BEGIN', 'END', 'print', 'printf', 'if', 'else', 'while', 'do', 'for', 'in', 'next', 'nextfile', 'exit', 'break', 'continue', 'delete', 'function', 'getline', 'return']; // prettier-ignore
const OPERATORS = /^(\+\+|--|\+=|-=|\*=|\/=|%=|\^=|==|<=|>=|>>|!=|!~|&&|\|\||[-+*/%^=<>!~?:,;(){}[\]$|])/;
/** How much of a text or pattern without end is shown. */
const SHOWN = 10;

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"', '\\': '\\', a: '\u0007', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v', '\n': '',
}; // prettier-ignore

/** What the backslashes of a string stand for; a letter that means nothing keeps its own. */
export function unescapeString(text: string): string {
  return text.replace(
    /\\(?:([0-7]{1,3})|x([0-9a-fA-F]{1,2})|([\s\S]))/g,
    (whole: string, octal?: string, hexadecimal?: string, letter?: string): string => {
      if (octal !== undefined) return String.fromCharCode(parseInt(octal, 8) & 0xff);
      if (hexadecimal !== undefined) return String.fromCharCode(parseInt(hexadecimal, 16));
      return ESCAPES[letter ?? ''] ?? whole;
    },
  );
}

export function tokenize(source: string): readonly Token[] | AwkProblem {
  const tokens: Token[] = [];
  let line = 1;
  let at = 0;
  let braces = 0;
  const push = (kind: Token['kind'], text: string, length: number): void => {
    tokens.push({ kind, text, line });
    at += length;
  };
  while (at < source.length) {
    const rest = source.slice(at);
    const [blank] = /^(?:[ \t\r]|\\\r?\n|#[^\n]*)+/.exec(rest) ?? [];
    if (blank !== undefined) {
      at += blank.length;
      line += blank.split('\n').length - 1;
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
    const isRegex = rest.startsWith('/') && mayBeRegex(tokens.at(-1));
    const [regex] = isRegex ? (/^\/(?:[^/\\\n[]|\\.|\[\^?\]?(?:\[:\w+:\]|\\.|[^\]\\\n])*\])+\//.exec(rest) ?? /^\/(?:[^/\\\n]|\\.)+\//.exec(rest) ?? []) : []; // prettier-ignore
    const [operator] = OPERATORS.exec(rest) ?? [];
    if (number !== undefined) push('number', number, number.length);
    else if (name !== undefined) push(kindOfName(name, rest), name, name.length);
    else if (string !== undefined) push('string', unescapeString(string.slice(1, -1)), string.length);
    else if (rest.startsWith('"'))
      return new AwkProblem([`line ${line}: runaway string constant ${shown(rest)} ...`]);
    else if (regex !== undefined) push('regex', regex.slice(1, -1).replaceAll('\\/', '/'), regex.length);
    else if (isRegex) return new AwkProblem([`line ${line}: runaway regular expression ${shown(rest)} ...`]);
    else if (operator !== undefined) {
      braces += operator === '{' ? 1 : operator === '}' ? -1 : 0;
      if (braces < 0)
        return new AwkProblem([
          `line ${line}: extra '}'`,
          `line ${line}: syntax error at or near end of line`,
        ]);
      push('operator', operator, operator.length);
    } else return new AwkProblem([`${line}: unexpected character '${rest.charAt(0)}'`]);
  }
  tokens.push({ kind: 'newline', text: '\n', line }, { kind: 'end', text: 'end of file', line: line + 1 });
  return tokens;
}

function shown(rest: string): string {
  return (rest.split('\n', 1)[0] ?? '').slice(0, SHOWN + 1);
}

function kindOfName(name: string, rest: string): Token['kind'] {
  if (KEYWORDS.includes(name)) return 'keyword';
  if (BUILTINS.has(name)) return 'builtin';
  return rest.startsWith(`${name}(`) ? 'function' : 'name';
}

/** After a value a slash divides. */
function mayBeRegex(before: Token | undefined): boolean {
  if (before === undefined) return true;
  if (before.kind === 'operator') return ![')', ']', '++', '--', '$'].includes(before.text);
  return before.kind === 'newline' || (before.kind === 'keyword' && before.text !== 'getline');
}

// Which words does an earlier line consist of, for !$ and !:2? A comment has none. (history(3), history_tokenize) Pure.

const OPERATORS = ['<<<', '<<-', '&&', '||', ';;', '<<', '>>', '<&', '>&', '<>', '>|', '&>', '|&'];
const METACHARACTERS = '|&;()<>';

export function historyWords(line: string): readonly string[] {
  const words: string[] = [];
  let at = 0;
  for (;;) {
    while (/\s/.test(line.charAt(at))) at += 1;
    if (at >= line.length || line[at] === '#') return words;
    const end = wordEnd(line, at);
    words.push(line.slice(at, end));
    at = end;
  }
}

function wordEnd(line: string, from: number): number {
  const first = line.charAt(from);
  if (
    METACHARACTERS.includes(first) &&
    line.slice(from, from + 2) !== '<(' &&
    line.slice(from, from + 2) !== '>('
  ) {
    const operator = OPERATORS.find((candidate) => line.startsWith(candidate, from));
    return from + (operator?.length ?? 1);
  }
  let at = from;
  while (at < line.length) {
    const character = line.charAt(at);
    if (character === '\\') at += 2;
    else if (character === "'" || character === '"' || character === '`') at = quoteEnd(line, at);
    else if ('$<>'.includes(character) && line[at + 1] === '(') at = parenthesisEnd(line, at + 2);
    else if (/\s/.test(character) || METACHARACTERS.includes(character)) break;
    else at += 1;
  }
  return Math.min(Math.max(at, from + 1), line.length);
}

function quoteEnd(line: string, from: number): number {
  const quote = line.charAt(from);
  for (let at = from + 1; at < line.length; at += 1) {
    if (line[at] === '\\' && quote !== "'") at += 1;
    else if (line[at] === quote) return at + 1;
  }
  return line.length;
}

function parenthesisEnd(line: string, from: number): number {
  let depth = 1;
  for (let at = from; at < line.length; at += 1) {
    if (line[at] === '(') depth += 1;
    else if (line[at] === ')' && (depth -= 1) === 0) return at + 1;
  }
  return line.length;
}

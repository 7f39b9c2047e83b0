// Which expressions stand in for (( ; ; )), and are there three? (parse.y; make_cmd.c, make_arith_for_command)

/** Between the semicolons outside of quotes and expansions; without the blanks before each. */
export function forExpressions(text: string): readonly string[] {
  const parts: string[] = [];
  let begin = 0;
  let depth = 0;
  let quote = '';
  for (let at = 0; at < text.length; at += 1) {
    const c = text.charAt(at);
    if (c === '\\') at += 1;
    else if (quote !== '') quote = c === quote ? '' : quote;
    else if (c === '"' || c === "'" || c === '`') quote = c;
    else if (c === '$' && /[({]/.test(text.charAt(at + 1))) {
      depth += 1;
      at += 1;
    } else if (depth > 0 && (c === '(' || c === '{')) depth += 1;
    else if (depth > 0 && (c === ')' || c === '}')) depth -= 1;
    else if (c === ';' && depth === 0) {
      parts.push(text.slice(begin, at).trimStart());
      begin = at + 1;
    }
  }
  parts.push(text.slice(begin).trimStart());
  return parts;
}

/** What is said when there are not three; null when there are. */
export function wrongExpressions(text: string): string | null {
  const { length } = forExpressions(text);
  if (length === 3) return null;
  const what = length < 3 ? 'arithmetic expression required' : "`;' unexpected";
  return `syntax error: ${what}\nsyntax error: \`((${text}))'`;
}

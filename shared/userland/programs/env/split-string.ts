// Which words are in the text that env -S was given? The rules for a script's first line. env(1), SCRIPT EXECUTION

/** The words, or what is wrong with the text. */
export type Split = readonly string[] | { readonly problem: string };

const CONTROL: Readonly<Record<string, string>> = { f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };
const BLANK = /[ \t\n\v\f\r]/;

/** `expanded` hears of every variable that was put in. */
export function splitString(
  text: string,
  env: ReadonlyMap<string, string>,
  expanded: (name: string, value: string) => void,
): Split {
  const words: string[] = [];
  let quote: '"' | "'" | null = null;
  let word: string | null = null;
  const end = (): void => {
    if (word !== null) words.push(word);
    word = null;
  };
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    const next = text.charAt(at + 1);
    if (character === quote) quote = null;
    else if (quote === null && (character === '"' || character === "'")) {
      quote = character;
      word ??= '';
    } else if (quote === null && BLANK.test(character)) end();
    else if (quote === null && word === null && character === '#') break;
    else if (character === '\\' && (quote !== "'" || next === '\\' || next === "'")) {
      at += 1;
      if (next === '') return { problem: 'invalid backslash at end of string in -S' };
      if (next === 'c') {
        if (quote === '"') return { problem: "'\\c' must not appear in double-quoted -S string" };
        break;
      }
      if (next === '_' && quote === null) end();
      else if (next === '_') word = `${word ?? ''} `;
      else if (`"#$'\\`.includes(next)) word = (word ?? '') + next;
      else if (CONTROL[next] !== undefined) word = (word ?? '') + (CONTROL[next] ?? '');
      else return { problem: `invalid sequence '\\${next}' in -S` };
    } else if (character === '$' && quote !== "'") {
      const [whole, name] = /^\$\{([A-Za-z_]\w*)\}/.exec(text.slice(at)) ?? [];
      if (whole === undefined || name === undefined)
        return { problem: `only \${VARNAME} expansion is supported, error at: ${text.slice(at)}` };
      at += whole.length - 1;
      const value = env.get(name);
      // a variable that is not set leaves not even an empty word
      if (value === undefined) continue;
      expanded(name, value);
      word = (word ?? '') + value;
    } else word = (word ?? '') + character;
  }
  if (quote !== null) return { problem: 'no terminating quote in -S string' };
  end();
  return words;
}

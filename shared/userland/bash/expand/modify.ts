// What do ${x^}, ${x,,} and ${x@Q} make of a value? (bash(1), Parameter Expansion)

import { interpretEscapes } from '../builtins/echo.ts';
import { quoteForReuse } from '../quoting.ts';
import { matches } from './match.ts';
import type { Pattern } from './pattern.ts';

export type CaseOperator = '^' | '^^' | ',' | ',,' | '~' | '~~';

export function modifyCase(text: string, operator: CaseOperator, pattern: Pattern): string {
  const characters = [...text];
  return characters
    .map((character, index) => {
      if ((operator.length === 1 && index > 0) || !matches(pattern, character)) return character;
      return changeCase(character, operator);
    })
    .join('');
}

function changeCase(character: string, operator: CaseOperator): string {
  const upper = upperCase(character);
  if (operator.startsWith('^')) return upper;
  const lower = character.toLowerCase();
  if (operator.startsWith(',')) return lower;
  return character === lower ? upper : lower;
}

/** towupper(3): one character for one. */
function upperCase(character: string): string {
  const upper = character.toUpperCase();
  return [...upper].length === 1 ? upper : character;
}

/** The transformations that look at the text alone: ${x@Q} and the like. */
export function transform(text: string, letter: string): string {
  switch (letter) {
    case 'Q':
    case 'K':
    case 'k':
      return quoteForReuse(text);
    case 'U':
      return [...text].map(upperCase).join('');
    case 'u':
      return upperCase(text.charAt(0)) + text.slice(1);
    case 'L':
      return text.toLowerCase();
    case 'E':
      return interpretEscapes(text, 'ansi').text;
    default:
      return text;
  }
}

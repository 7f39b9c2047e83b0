// What do ${x^}, ${x,,} and ${x@Q} make of a value? (bash(1), Parameter Expansion)

import { quoteForReuse } from '../quoting.ts';
import type { Variables } from '../variables.ts';
import { matches } from './pattern.ts';
import type { Pattern } from './pattern.ts';

export function modifyCase(text: string, operator: '^' | '^^' | ',' | ',,', pattern: Pattern): string {
  const characters = [...text];
  return characters
    .map((character, index) => {
      if ((operator.length === 1 && index > 0) || !matches(pattern, character)) return character;
      return operator.startsWith('^') ? character.toUpperCase() : character.toLowerCase();
    })
    .join('');
}

export function transform(text: string, letter: string, name: string, variables: Variables): string {
  switch (letter) {
    case 'Q':
      return quoteForReuse(text);
    case 'U':
      return text.toUpperCase();
    case 'u':
      return text.charAt(0).toUpperCase() + text.slice(1);
    case 'L':
      return text.toLowerCase();
    case 'A':
      return `${name}=${quoteForReuse(text)}`;
    case 'a': {
      const variable = variables.get(name);
      const kind = variable?.value?.kind;
      const array = kind === 'indexed' ? 'a' : kind === 'associative' ? 'A' : '';
      return `${array}${variable?.integer ? 'i' : ''}${variable?.readonly ? 'r' : ''}${variable?.exported ? 'x' : ''}`;
    }
    default:
      return text;
  }
}

// What does ${x@A} and its kin make of a variable? (bash(1), Parameter Expansion, Parameter transformation)

import type { Coroutine } from '../../program.ts';
import { attributeLetters, declarationLine } from '../builtins/declaration-text.ts';
import { doubleQuote, quoteForReuse } from '../quoting.ts';
import type { Shell } from '../shell.ts';
import { elementsOf, indicesOf } from '../variables.ts';
import type { ExpansionContext } from './context.ts';
import type { Expanded } from './fragments.ts';
import { cannotExpand, each, fragment, listed } from './held.ts';
import type { Held, Named } from './held.ts';
import { transform } from './modify.ts';

/** Some look at the variable, the others at its text. */
export function* transformed(
  shell: Shell,
  named: Named,
  held: Held,
  letter: string,
  context: ExpansionContext,
): Coroutine<Expanded> {
  const variable = shell.variables.get(named.name);
  const whole = 'list' in held && /^[A-Za-z_]/.test(named.name);
  switch (letter) {
    case 'a': {
      const letters = variable === undefined ? '' : attributeLetters(variable);
      return 'list' in held
        ? each(shell, held, context, () => letters)
        : [fragment(variable === undefined ? '' : letters, context)];
    }
    case 'A':
      if ('list' in held && !whole) {
        const words = held.list.map(quoteForReuse).join(' ');
        return [fragment(words === '' ? '' : `set -- ${words}`, context)];
      }
      if (!/^[A-Za-z_]/.test(named.name)) return [fragment('', context)];
      if (whole)
        return [fragment(variable === undefined ? '' : declarationLine(named.name, variable), context)];
      if ('text' in held && held.text === null && variable !== undefined)
        return [
          fragment(
            declarationLine(named.name, { ...variable, value: null }, attributeLetters(variable)),
            context,
          ),
        ];
      if ('text' in held && held.text !== null && variable !== undefined) {
        const letters = attributeLetters(variable);
        const lead = letters === '' ? '' : `declare -${letters} `;
        return [fragment(`${lead}${named.name}=${quoteForReuse(held.text)}`, context)];
      }
      break;
    case 'K':
    case 'k':
      if (whole && variable?.value !== null && variable?.value !== undefined) {
        const { value } = variable;
        const texts = elementsOf(value);
        const pairs = indicesOf(value).map((index, at) => [index, texts[at] ?? ''] as const);
        if (letter === 'k') return listed(pairs.flat(), held.joined, shell, context);
        return [fragment(pairs.map(([index, text]) => `${index} ${doubleQuote(text)}`).join(' '), context)];
      }
      break;
    case 'P': {
      if ('list' in held) break;
      return [fragment(held.text === null ? '' : yield* shell.run.promptText(shell, held.text), context)];
    }
    default:
      break;
  }
  if (!/^[QKkUuLEAP]$/.test(letter))
    return yield* cannotExpand(shell, `\${${named.name}@${letter}}: bad substitution`);
  return each(shell, held, context, (text) => transform(text, letter));
}

// Which words do the options of ls take, and what do those of quoting and indicators come to?

import { QUOTING_STYLES } from './quoting.ts';
import type { QuotingStyle } from './quoting.ts';

export type Format = 'long' | 'columns' | 'across' | 'commas' | 'one';
export type Indicators = 'none' | 'slash' | 'file-type' | 'classify';

export const FORMAT_WORDS: Readonly<Record<string, Format>> = {
  across: 'across', commas: 'commas', horizontal: 'across', long: 'long', 'single-column': 'one', verbose: 'long', vertical: 'columns',
}; // prettier-ignore

/** The rows of words that an option takes, those of a row meaning the same. */
const WORDS: Readonly<Record<string, readonly (readonly string[])[]>> = {
  color: [['always', 'yes', 'force'], ['never', 'no', 'none'], ['auto', 'tty', 'if-tty']],
  sort: [['none'], ['time'], ['size'], ['extension'], ['version'], ['width']],
  'quoting-style': QUOTING_STYLES.map((word) => [word]),
  'indicator-style': [['none'], ['slash'], ['file-type'], ['classify']],
  format: [['verbose', 'long'], ['commas'], ['horizontal', 'across'], ['vertical'], ['single-column']],
  time: [['atime', 'access', 'use'], ['ctime', 'status'], ['birth', 'creation']],
}; // prettier-ignore

export function wrongWord(
  options: readonly { readonly key: string; readonly value: string | null }[],
): { readonly option: string; readonly word: string; readonly words: readonly (readonly string[])[] } | null {
  for (const { key, value } of options) {
    const words = WORDS[key];
    if (words === undefined || value === null || words.flat().includes(value)) continue;
    return { option: `--${key}`, word: value, words };
  }
  return null;
}

export function quotingOf(
  options: readonly { readonly key: string; readonly value: string | null }[],
  fromEnvironment: string | undefined,
  onTerminal: boolean,
): QuotingStyle {
  const usual = QUOTING_STYLES.find((style) => style === fromEnvironment) ?? (onTerminal ? 'shell-escape' : 'literal');
  let style: QuotingStyle = options.some(({ key }) => key === 'zero') ? 'literal' : usual;
  for (const { key, value } of options) {
    if (key === 'Q') style = 'c';
    else if (key === 'N') style = 'literal';
    else if (key === 'b') style = 'escape';
    else if (key === 'quoting-style') style = QUOTING_STYLES.find((known) => known === value) ?? style;
  }
  return style;
} // prettier-ignore

export function indicatorsOf(
  options: readonly { readonly key: string; readonly value: string | null }[],
): Indicators {
  let found: Indicators = 'none';
  for (const { key, value } of options) {
    if (key === 'F') found = 'classify';
    else if (key === 'p') found = 'slash';
    else if (key === 'file-type') found = 'file-type';
    else if (key === 'indicator-style' && (value === 'none' || value === 'slash' || value === 'file-type' || value === 'classify'))
      found = value;
  }
  return found;
} // prettier-ignore

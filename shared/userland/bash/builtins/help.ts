// help (bash(1), help builtin)

import type { Coroutine } from '../../program.ts';
import { builtinError } from '../errors.ts';
import { matches } from '../expand/match.ts';
import { compilePattern } from '../expand/pattern.ts';
import type { Shell } from '../shell.ts';
import { manualText, overview, purposeLine, topicText } from './help-text.ts';
import { HELP_TOPICS } from './help-topics.ts';
import type { HelpTopic } from './help-topics.ts';
import { builtinOptions } from './options.ts';
import { print } from './output.ts';

const USUAL_COLUMNS = 80;

export function* help(shell: Shell, args: readonly string[]): Coroutine<number> {
  const options = yield* builtinOptions(shell, args, 'dms');
  if (typeof options === 'number') return options;
  const { on, operands } = options;
  if (operands.length === 0) {
    const columns = Number(shell.variables.text('COLUMNS') ?? USUAL_COLUMNS) || USUAL_COLUMNS;
    return yield* print(shell, overview(columns, shell.disabledBuiltins));
  }
  const [first = ''] = operands;
  if (/[*?[]/.test(first) && first !== '[' && first !== '[[') {
    const words = operands.length === 1 ? 'keyword' : 'keywords';
    yield* print(shell, `Shell commands matching ${words} \`${operands.join(', ')}'\n\n`);
  }
  let found = false;
  for (const pattern of operands) {
    const topics = topicsFor(pattern);
    found ||= topics.length > 0;
    for (const topic of topics) yield* print(shell, shown(topic, on));
  }
  if (found) return 0;
  const last = operands[operands.length - 1] ?? '';
  yield* builtinError(
    shell,
    `no help topics match \`${last}'.  Try \`help help' or \`man -k ${last}' or \`info ${last}'.`,
  );
  return 1;
}

function shown(topic: HelpTopic, options: string): string {
  const [name, synopsis] = topic;
  if (options.includes('d')) return purposeLine(topic);
  if (options.includes('m')) return manualText(topic);
  return options.includes('s') ? `${name}: ${synopsis}\n` : topicText(topic);
}

/** The names that match; when there are none, those that begin like it. */
function topicsFor(pattern: string): readonly HelpTopic[] {
  const compiled = compilePattern(pattern, false);
  const whole = HELP_TOPICS.filter(([name]) => name === pattern || matches(compiled, name));
  return whole.length > 0 ? whole : HELP_TOPICS.filter(([name]) => name.startsWith(pattern));
}

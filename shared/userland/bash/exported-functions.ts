// How do functions get from a shell to another through the environment? (bash(1), export -f; variables.c, initialize_shell_variables)

import type { Coroutine } from '../program.ts';
import { inHashOrder } from './hash-order.ts';
import { printExportedFunction } from './print-command.ts';
import type { Shell } from './shell.ts';
import { readUnit } from './syntax/unit.ts';

const PREFIX = 'BASH_FUNC_';
const SUFFIX = '%%';

/** Of the table that invalid_env is. */
const FOREIGN_BUCKETS = 64;

/** The environment of a program: what is no variable, the exported variables, and after them the exported functions. */
export function exportedEnvironment(
  shell: Shell,
  assigned: readonly (readonly [string, string])[],
): Map<string, string> {
  const environment = new Map<string, string>();
  for (const name of inHashOrder(shell.foreignEnvironment.keys(), FOREIGN_BUCKETS))
    environment.set(name, shell.foreignEnvironment.get(name) ?? '');
  for (const [name, value] of shell.variables.environment(shell.dialect, assigned))
    environment.set(name, value);
  for (const [name, { body, source, exported }] of shell.functions)
    if (exported) environment.set(PREFIX + name + SUFFIX, printExportedFunction(body, source.text));
  return environment;
}

/** False when it is no function. What is more than one is refused in words. */
export function* importFunction(shell: Shell, variable: string, value: string): Coroutine<boolean> {
  if (!variable.startsWith(PREFIX) || !variable.endsWith(SUFFIX) || !value.startsWith('() {')) return false;
  const name = variable.slice(PREFIX.length, -SUFFIX.length);
  const text = `${name} ${value}`;
  const unit = readUnit(text, 1, { ...shell, aliases: new Map() });
  const [statement, second] = unit.unit === 'commands' ? unit.statements : [];
  const whole = unit.unit === 'commands' && unit.rest.trim() === '' && second === undefined;
  if (statement?.command.type === 'Function' && whole) {
    const source = { text, firstLine: 1, name: 'environment' };
    shell.functions.set(name, {
      body: statement.command.body,
      source,
      traced: false,
      exported: true,
      readonly: false,
    });
    return true;
  }
  yield* complain(shell, `warning: ${name}: ignoring function definition attempt`);
  yield* complain(shell, `error importing function definition for \`${name}'`);
  return true;
}

function* complain(shell: Shell, message: string): Coroutine<void> {
  yield* shell.sys.write(2, `${shell.shellName}: ${message}\n`);
}

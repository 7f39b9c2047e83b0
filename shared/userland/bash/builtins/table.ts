// Which commands does the shell carry out itself? (bash(1), SHELL BUILTIN COMMANDS)

import type { Builtin } from '../shell.ts';
import { alias, unalias } from './alias.ts';
import { caller } from './caller.ts';
import { bind } from './bind.ts';
import { compgen, complete, compopt } from './completion.ts';
import { breakLoop, colon, continueLoop, evalCommand, exitCommand, falseCommand, letCommand, logout, returnFromFunction, source } from './control.ts'; // prettier-ignore
import { declare, exportCommand, local, readonlyCommand } from './declare.ts';
import { dirs, popd, pushd } from './directory-stack.ts';
import { cd, pwd } from './directory.ts';
import { echo } from './echo.ts';
import { enable } from './enable.ts';
import { exec } from './exec.ts';
import { fc } from './fc.ts';
import { help } from './help.ts';
import { history } from './history.ts';
import { bg, disown, fg, jobs, suspend } from './jobs.ts';
import { kill } from './kill.ts';
import { builtin, command, hash, type } from './lookup.ts';
import { printf } from './printf.ts';
import { mapfile } from './mapfile.ts';
import { read } from './read.ts';
import { getopts, set, shift, shopt } from './set.ts';
import { bracket, test } from './test.ts';
import { trap } from './trap.ts';
import { ulimit } from './ulimit.ts';
import { times, umask } from './umask.ts';
import { unset } from './unset.ts';
import { wait } from './wait.ts';

export const BUILTINS: ReadonlyMap<string, Builtin> = new Map<string, Builtin>([
  [':', colon],
  ['true', colon],
  ['false', falseCommand],
  ['.', source],
  ['source', source],
  ['[', bracket],
  ['test', test],
  ['alias', alias],
  ['unalias', unalias],
  ['bg', bg],
  ['fg', fg],
  ['jobs', jobs],
  ['disown', disown],
  ['suspend', suspend],
  ['break', breakLoop],
  ['continue', continueLoop],
  ['return', returnFromFunction],
  ['exit', exitCommand],
  ['logout', logout],
  ['eval', evalCommand],
  ['exec', exec],
  ['builtin', builtin],
  ['command', command],
  ['type', type],
  ['hash', hash],
  ['bind', bind],
  ['caller', caller],
  ['compgen', compgen],
  ['complete', complete],
  ['compopt', compopt],
  ['dirs', dirs],
  ['popd', popd],
  ['pushd', pushd],
  ['enable', enable],
  ['fc', fc],
  ['cd', cd],
  ['pwd', pwd],
  ['declare', declare],
  ['typeset', declare],
  ['local', local],
  ['export', exportCommand],
  ['readonly', readonlyCommand],
  ['unset', unset],
  ['echo', echo],
  ['printf', printf],
  ['read', read],
  ['mapfile', mapfile],
  ['readarray', mapfile],
  ['let', letCommand],
  ['set', set],
  ['shopt', shopt],
  ['shift', shift],
  ['getopts', getopts],
  ['kill', kill],
  ['wait', wait],
  ['trap', trap],
  ['times', times],
  ['ulimit', ulimit],
  ['umask', umask],
  ['history', history],
  ['help', help],
]);

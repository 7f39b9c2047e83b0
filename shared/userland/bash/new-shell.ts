// What does a shell know when it begins: from its arguments, its environment and the system? (shell.c, variables.c)

import { currentDirectory, leadsHere } from '../libc/current-directory.ts';
import { readUsers } from '../libc/users.ts';
import type { Coroutine, ProcessContext } from '../program.ts';
import type { Sys } from '../sys.ts';
import { importFunction } from './exported-functions.ts';
import type { Invocation } from './invocation.ts';
import { FOREGROUND } from './interpreter.ts';
import type { Interpreter } from './interpreter.ts';
import { newJobs } from './dash-jobs.ts';
import { declareMadeVariables } from './made-variables.ts';
import { DEFAULT_SET_OPTIONS, DEFAULT_SHELL_OPTIONS, INTERACTIVE_SET_OPTIONS } from './options.ts';
import { BASH_VERSION } from './parameters.ts';
import type { Dialect, Shell } from './shell.ts';
import { complainOfDirectory } from './working-directory.ts';
import { Variables, indexed, scalar } from './variables.ts';
import { emptyInbox } from './signals.ts';

/** Where commands are looked for without a PATH. */
const DEFAULT_PATH: Readonly<Record<Dialect, string>> = {
  bash: '/usr/local/bin:/usr/local/sbin:/usr/bin:/usr/sbin:/bin:/sbin:.',
  dash: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
};

const LOADABLES_PATH =
  '/usr/local/lib/bash:/usr/lib/bash:/opt/local/lib/bash:/usr/pkg/lib/bash:/opt/pkg/lib/bash:.';

/** What SHLVL is at most, before it counts from 1 again. */
const HIGHEST_LEVEL = 1000;

export interface Start {
  readonly dialect: Dialect;
  readonly invocation: Invocation;
  readonly interactive: boolean;
  readonly run: Interpreter;
}

export function* newShell(process: ProcessContext, start: Start): Coroutine<Shell> {
  const { sys, argv } = process;
  const { dialect, invocation, interactive } = start;
  const argument0 = argv[0] ?? 'bash';
  const { ruid, euid } = yield* sys.getresuid();
  const { pid, parent } = yield* askIdentity(sys, dialect);
  const shell: Shell = {
    sys,
    run: start.run,
    dialect,
    name: invocation.script ?? (invocation.command === null ? argument0 : (invocation.args[0] ?? argument0)),
    shellName: argument0.slice(argument0.lastIndexOf('/') + 1),
    login: invocation.login,
    invocation: invocation.command !== null ? 'command' : invocation.script !== null ? 'file' : 'input',
    startup: interactive ? 'interactive' : invocation.command === null ? 'script' : 'command',
    interactiveShell: interactive,
    startedInteractive: interactive,
    interactive,
    positional: invocation.command === null ? invocation.args : invocation.args.slice(1),
    variables: new Variables(),
    foreignEnvironment: new Map(),
    functions: new Map(),
    aliases: new Map(),
    options: new Set(DEFAULT_SET_OPTIONS),
    shellOptions: new Set([...DEFAULT_SHELL_OPTIONS, ...invocation.shellOptions]),
    status: 0,
    substitutedStatus: null,
    pipeStatus: [],
    lastArgument: process.env.get('_') ?? argument0,
    currentCommand: null,
    executionString: invocation.command,
    secondsOrigin: 0,
    randomSeed: null,
    dollarPid: pid,
    pid,
    lastAsyncPid: null,
    getoptsOffset: 0,
    hashed: new Map(),
    disabledBuiltins: new Set(),
    directories: [],
    directory: null,
    completions: new Map(),
    runningCompletion: null,
    askedCompletion: null,
    boundKeys: new Map(),
    lineSettings: new Map(),
    history: [],
    commandNumber: 1,
    historyForgotten: 0,
    openCondition: false,
    passesOverLine: false,
    lineRemembered: false,
    endsIgnored: 0,
    hostname: yield* sys.gethostname(),
    userName: '',
    euid,
    subshell: new Set(),
    subshellLevel: 0,
    jobs: newJobs(dialect),
    coprocess: null,
    jobControl: false,
    terminal: null,
    pipeline: null,
    makingChildren: false,
    lastMadePid: 0,
    inbox: emptyInbox(),
    traps: new Map(),
    inheritedTraps: new Map(),
    ignoredAtStart: new Set(),
    runningTrap: false,
    runningChildTrap: false,
    exitTrapStatus: null,
    localOptions: null,
    skip: null,
    owesNewline: false,
    leaving: false,
    loopLevel: 0,
    functionLevel: 0,
    group: null,
    lastSubstitutedPid: null,
    depth: 0,
    sourceLevel: 0,
    traceDepth: 0,
    traceFd: 2,
    listLevel: 0,
    conditionLevel: 0,
    timers: [],
    source: { text: '', firstLine: 1 },
    typedLines: 0,
    position: 0,
    builtin: '',
    lastBuiltin: '',
    running: FOREGROUND,
    calls: [],
    arrayArguments: new Map(),
    substitutionFds: [],
  };
  setOptions(shell, invocation);
  yield* importEnvironment(shell, process.env);
  const user = (yield* readUsers(sys)).byUid(ruid);
  shell.userName = user?.name ?? 'I have no name!';
  if (dialect === 'bash' && shell.variables.text('SHELL') === null)
    shell.variables.setText('SHELL', user?.shell ?? '/bin/sh');
  setVariables(shell, { parent, ruid, euid });
  return shell;
}

/** Bash asks three times while it starts, dash once: a trace of its system calls shows it. */
function* askIdentity(
  sys: Sys,
  dialect: Dialect,
): Coroutine<{ readonly pid: number; readonly parent: number }> {
  for (let time = 1; dialect === 'bash' && time < 3; time += 1) {
    yield* sys.getpid();
    yield* sys.getppid();
  }
  return { pid: yield* sys.getpid(), parent: yield* sys.getppid() };
}

function setOptions(shell: Shell, invocation: Invocation): void {
  if (shell.interactive) {
    for (const option of INTERACTIVE_SET_OPTIONS) shell.options.add(option);
    shell.shellOptions.add('expand_aliases');
  }
  if (shell.login) shell.shellOptions.add('login_shell');
  if (shell.dialect === 'dash') shell.options.delete('braceexpand');
  for (const option of invocation.on) shell.options.add(option);
  for (const option of invocation.off) shell.options.delete(option);
}

function* importEnvironment(shell: Shell, environment: ReadonlyMap<string, string>): Coroutine<void> {
  const { variables } = shell;
  for (const [name, value] of environment) {
    if (/^[A-Za-z_][A-Za-z_0-9]*$/.test(name))
      variables.change(name, { value: scalar(value), exported: true });
    else if (shell.dialect === 'bash' && !(yield* importFunction(shell, name, value)))
      shell.foreignEnvironment.set(name, value);
  }
  if (variables.text('PATH') === null) variables.setText('PATH', DEFAULT_PATH[shell.dialect]);
  yield* setDirectory(shell);
  if (shell.dialect === 'dash') return;
  if (variables.text('TERM') === null) variables.setText('TERM', 'dumb');
  variables.change('SHLVL', { value: scalar(yield* nextLevel(shell)), exported: true });
  if (variables.get('OLDPWD') === undefined) variables.change('OLDPWD', { exported: true });
}

function* nextLevel(shell: Shell): Coroutine<string> {
  const inherited = shell.variables.text('SHLVL') ?? '';
  const level = /^-?[0-9]+$/.test(inherited) ? Number(inherited) + 1 : 1;
  if (level < HIGHEST_LEVEL) return String(Math.max(level, 0));
  const message = `warning: shell level (${level}) too high, resetting to 1`;
  yield* shell.sys.write(2, `${shell.shellName}: ${message}\n`);
  return '1';
}

/** The inherited name of the directory stays when it still names it. */
function* setDirectory(shell: Shell): Coroutine<void> {
  const inherited = shell.variables.text('PWD');
  const usable = inherited?.startsWith('/') === true && (yield* leadsHere(shell.sys, inherited));
  shell.directory = usable ? inherited : yield* currentDirectory(shell.sys);
  if (shell.directory !== null)
    shell.variables.change('PWD', { value: scalar(shell.directory), exported: true });
  else {
    if (shell.dialect === 'bash') yield* complainOfDirectory(shell.sys, 'shell-init');
    else yield* shell.sys.write(2, `${shell.name}: 0: getcwd() failed: No such file or directory\n`);
  }
}

interface Ids {
  readonly parent: number;
  readonly ruid: number;
  readonly euid: number;
}

function setVariables(shell: Shell, ids: Ids): void {
  const { variables } = shell;
  if (shell.dialect === 'bash') declareMadeVariables(shell);
  if (shell.executionString !== null && shell.dialect === 'bash')
    variables.setText('BASH_EXECUTION_STRING', shell.executionString);
  variables.setText('IFS', ' \t\n');
  variables.change('OPTIND', { value: scalar('1'), integer: shell.dialect === 'bash' });
  if (shell.dialect === 'bash') variables.setText('OPTERR', '1');
  variables.setText('PS4', '+ ');
  variables.change('PPID', {
    value: scalar(String(ids.parent)),
    readonly: shell.dialect === 'bash',
    integer: shell.dialect === 'bash',
  });
  if (shell.interactive || shell.dialect === 'dash') {
    const prompt = shell.dialect === 'bash' ? '\\s-\\v\\$ ' : ids.euid === 0 ? '# ' : '$ ';
    if (variables.text('PS1') === null) variables.setText('PS1', prompt);
    if (variables.text('PS2') === null) variables.setText('PS2', '> ');
  } else if (shell.dialect === 'bash') {
    variables.unset('PS1');
    variables.unset('PS2');
  }
  if (shell.dialect === 'dash') return;
  if (shell.interactive) variables.change('MAILCHECK', { value: scalar('60'), integer: true });
  if (variables.text('_') === null) variables.setText('_', shell.name);
  variables.setText('BASH', shell.login ? '/bin/bash' : '/usr/bin/bash');
  variables.setText('BASH_VERSION', BASH_VERSION);
  variables.setText('BASH_LOADABLES_PATH', LOADABLES_PATH);
  const versions = indexed(['5', '2', '15', '1', 'release', 'x86_64-pc-linux-gnu']);
  variables.change('BASH_VERSINFO', { value: versions, readonly: true });
  variables.setText('HOSTNAME', shell.hostname);
  variables.setText('HOSTTYPE', 'x86_64');
  variables.setText('MACHTYPE', 'x86_64-pc-linux-gnu');
  variables.setText('OSTYPE', 'linux-gnu');
  variables.change('UID', { value: scalar(String(ids.ruid)), readonly: true, integer: true });
  variables.change('EUID', { value: scalar(String(ids.euid)), readonly: true, integer: true });
}

// Everything one running shell knows, and what a forked copy of it gets. (execute_cmd.c, variables.c: bash's globals)

import type { Command, CommandNode, CompoundList } from 'unbash';
import type { Signal } from '../../kernel/abi/signal.ts';
import type { Coroutine } from '../program.ts';
import type { Fd, Sys, Termios } from '../sys.ts';
import type { BoundKey } from './builtins/bind.ts';
import type { AskedCompletion, RunningCompletion } from './completion/asked.ts';
import type { Specification } from './completion/specification.ts';
import type { Interpreter, Running } from './interpreter.ts';
import type { JobProcess, Jobs } from './jobs.ts';
import type { SetOption, ShellOption } from './options.ts';
import { emptyInbox } from './signals.ts';
import type { Inbox } from './signals.ts';
import type { SourceText } from './syntax/unit.ts';
import type { Timer } from './time-command.ts';
import type { TrapName } from './traps.ts';
import type { Variables } from './variables.ts';

/** Which shell it plays: they differ in wording and in when they fork. */
export type Dialect = 'bash' | 'dash';

/** What the rest of the current command line is passed over for. */
export type Skip =
  | { readonly skip: 'break'; readonly levels: number }
  | { readonly skip: 'continue'; readonly levels: number }
  /** `status` is what the function answers; $? is still that of the command before. */
  | { readonly skip: 'return'; readonly status: number }
  /** An error or an interrupt gave up the line; a `fatal` one ends a shell that is not interactive. (top_level DISCARD) */
  | {
      readonly skip: 'discard';
      readonly fatal: boolean;
      /** All that is being carried out: not only what eval or a sourced file began. (top_level_cleanup) */
      readonly all?: true;
    };

/** Why this process is not the shell that was started (subshell_environment). */
export type SubshellKind = 'async' | 'paren' | 'comsub' | 'fork' | 'pipe' | 'procsub';

export interface ShellFunction {
  readonly body: CommandNode | CompoundList;
  readonly source: SourceText;
  /** declare -ft: it inherits the traps for DEBUG and RETURN. */
  readonly traced: boolean;
  /** export -f: programs find it in their environment. */
  readonly exported: boolean;
  readonly readonly: boolean;
}

/** One entry of $FUNCNAME, $BASH_LINENO and $BASH_SOURCE. */
export interface Call {
  readonly name: string;
  /** The line it was called on. */
  readonly line: number;
  /** The file that it was defined in, as messages name it. */
  readonly source: string;
  /** The line on which its text begins. */
  readonly start: number;
}

/** One of the elements in `name=(...)`. */
export interface ArrayItem {
  readonly index: string | null;
  readonly text: string;
  readonly append: boolean;
}

/** `name=(...)` among the arguments of a builtin. */
export interface ArrayArgument {
  readonly items: readonly ArrayItem[];
  readonly append: boolean;
}

/** The children that are being made for one pipeline (the_pipeline). */
export interface PipelineInTheMaking {
  pgrp: number;
  processes: JobProcess[];
  /** What the first member reads until nobody holds it open for writing any more; null without job control. (pgrp_pipe) */
  readonly gate: { readonly read: Fd; readonly write: Fd } | null;
}

/** The coprocess that was started last, while it runs: its ends are closed and its variables unset when it is gone. */
export interface Coprocess {
  readonly name: string;
  readonly pid: number;
  readonly fds: readonly Fd[];
  ended: boolean;
}

/** The terminal of a shell with job control. */
export interface ShellTerminal {
  readonly fd: Fd;
  /** Where the shell was before it made a group of its own. */
  readonly originalPgrp: number;
  readonly shellPgrp: number;
  /** The group that the shell last gave the terminal to. */
  holder: number;
  /** As the shell wants it after a job that died or stopped. */
  modes: Termios;
}

export interface Shell {
  readonly sys: Sys;
  readonly run: Interpreter;
  readonly dialect: Dialect;
  /** $0. */
  name: string;
  /** What the error messages of an interactive shell begin with. */
  readonly shellName: string;
  readonly login: boolean;
  /** Where its commands come from: -c, a file, or standard input, a terminal included. */
  readonly invocation: 'command' | 'file' | 'input';
  /** `command` for -c: a last command may take the shell's place then (startup_state 2). */
  startup: 'script' | 'interactive' | 'command';
  /** The shell that was started is interactive; true in its subshells too, but for those of compound commands with `&`. */
  interactiveShell: boolean;
  /** The same, in every subshell. */
  readonly startedInteractive: boolean;
  /** Reads from a person now; false in subshells. */
  interactive: boolean;

  // --- parameters
  positional: readonly string[];
  readonly variables: Variables;
  /** What came in the environment under names that are no identifiers: programs get it as it was. (invalid_env) */
  readonly foreignEnvironment: Map<string, string>;
  readonly functions: Map<string, ShellFunction>;
  readonly aliases: Map<string, string>;
  readonly options: Set<SetOption>;
  readonly shellOptions: Set<ShellOption>;
  /** local -: what the options are to be again when the function returns. */
  localOptions: ReadonlySet<SetOption> | null;
  /** $?. */
  status: number;
  /** Of the last command substitution in the words of this command: what `x=$(cmd)` leaves in $?. Null without one. */
  substitutedStatus: number | null;
  pipeStatus: readonly number[];
  /** $_. */
  lastArgument: string;
  /** $BASH_COMMAND: what is being carried out, traps aside. */
  currentCommand: { readonly command: Command; readonly source: SourceText } | string | null;
  /** $BASH_EXECUTION_STRING. */
  readonly executionString: string | null;
  /** The state of $RANDOM; null before it was asked for. */
  randomSeed: number | null;
  /** When, in seconds, $SECONDS was 0. */
  secondsOrigin: number;
  /** $$: fixed in subshells. */
  readonly dollarPid: number;
  /** $BASHPID. */
  pid: number;
  /** $!. */
  lastAsyncPid: number | null;
  /** getopts: where inside the current argument it stands. */
  getoptsOffset: number;
  readonly hashed: Map<string, { readonly path: string; hits: number }>;
  /** Taken out of use with `enable -n`. */
  readonly disabledBuiltins: Set<string>;
  /** What pushd remembers, below the current directory. */
  directories: readonly string[];
  /** Where it stands by what it knows, whatever became of PWD; null while nobody can tell. (the_current_working_directory) */
  directory: string | null;
  readonly completions: Map<string, Specification>;
  /** While a function of complete -F runs, what compopt changes. */
  runningCompletion: RunningCompletion | null;
  /** What came of the Tab that the shell was asked about last. */
  askedCompletion: AskedCompletion | null;
  /** Bound by hand, and set by hand: what bind shows of the line editor. */
  readonly boundKeys: Map<string, BoundKey>;
  readonly lineSettings: Map<string, string>;
  readonly history: string[];
  /** Of the next command that is read at the prompt. (current_command_number) */
  commandNumber: number;
  /** How many lines before them have been forgotten (history_base). */
  historyForgotten: number;
  /** The line that is carried out is the last of them. (hist_last_line_added) */
  lineRemembered: boolean;
  /** How often in a row the end of the input was not taken for one. */
  endsIgnored: number;
  hostname: string;
  userName: string;
  euid: number;

  // --- processes
  readonly subshell: Set<SubshellKind>;
  subshellLevel: number;
  jobs: Jobs;
  coprocess: Coprocess | null;
  jobControl: boolean;
  terminal: ShellTerminal | null;
  pipeline: PipelineInTheMaking | null;
  /** A fork was begun and its pipeline never ended (already_making_children): true only after a failed fork. */
  makingChildren: boolean;
  lastMadePid: number;
  readonly inbox: Inbox;
  readonly traps: Map<TrapName, string>;
  /** Of the parent of a subshell: only shown. */
  inheritedTraps: ReadonlyMap<TrapName, string>;
  /** Ignored when the shell was started: can't be trapped. */
  readonly ignoredAtStart: Set<Signal>;
  runningTrap: boolean;
  /** The one for SIGCHLD. */
  runningChildTrap: boolean;
  /** While the trap for leaving runs: what the shell leaves with, unless it says something else. */
  exitTrapStatus: number | null;

  // --- where execution stands
  skip: Skip | null;
  /** What was interrupted leaves the cursor behind its ^C; the line is ended when all is given up. */
  owesNewline: boolean;
  /** It is on its way out, and has said goodbye. */
  leaving: boolean;
  loopLevel: number;
  functionLevel: number;
  /** The group that a shell with job control has made for this subshell: its jobs are in it as well. */
  group: number | null;
  /** The process substitution that was started last. */
  lastSubstitutedPid: number | null;
  /** The parser still stands in a [[ that it gave up: the next one is not known for what it is. (PST_CONDEXPR) */
  openCondition: boolean;
  /** The next line is the rest of a mistake. */
  passesOverLine: boolean;
  /** How many commands run inside each other. */
  depth: number;
  sourceLevel: number;
  /** How deep in substitutions and evals, for set -x. */
  traceDepth: number;
  /** Where set -x writes to: what BASH_XTRACEFD says, else 2. */
  traceFd: Fd;
  /** Runs the members of a list: an interrupted member interrupts all of it (executing_list). */
  listLevel: number;
  /** A failure is being tested by if, while, && or !: errexit does not apply. */
  conditionLevel: number;
  /** What `time` is measuring just now, the outermost first. */
  timers: readonly Timer[];
  source: SourceText;
  /** How many lines a person has typed; dash counts them in its messages. */
  typedLines: number;
  /** In `source`: the command that is being run. */
  position: number;
  /** The builtin that runs, for its messages; and the one before it, for `exit`. */
  builtin: string;
  lastBuiltin: string;
  /** How the builtin that runs was called: `command` hands it on. */
  running: Running;
  /** Functions and sourced files that are being carried out, innermost first. */
  calls: readonly Call[];
  /** Arrays given to declare, local ...: the words of a builtin hold only text. */
  readonly arrayArguments: Map<string, ArrayArgument>;
  /** Descriptors that <( ) and >( ) opened for the command that is being run. */
  substitutionFds: Fd[];
}

/** The kind that was entered last is the last of them. */
export function enterSubshell({ subshell }: Shell, kind: SubshellKind): void {
  subshell.delete(kind);
  subshell.add(kind);
}

/** What this process was forked for, substitutions aside; null for the shell itself. */
export function forkedFor({ subshell }: Shell): 'paren' | 'pipe' | 'async' | null {
  const last = [...subshell].findLast((kind) => kind === 'paren' || kind === 'pipe' || kind === 'async');
  return last ?? null;
}

/** The copy that a fork runs: it shares nothing that either changes. */
export function copyShell(shell: Shell, jobs: Jobs = shell.jobs.copy()): Shell {
  return {
    ...shell,
    variables: shell.variables.copy(),
    functions: new Map(shell.functions),
    aliases: new Map(shell.aliases),
    options: new Set(shell.options),
    shellOptions: new Set(shell.shellOptions),
    hashed: new Map([...shell.hashed].map(([name, entry]) => [name, { ...entry }])),
    disabledBuiltins: new Set(shell.disabledBuiltins),
    completions: new Map(shell.completions),
    boundKeys: new Map(shell.boundKeys),
    lineSettings: new Map(shell.lineSettings),
    history: [...shell.history],
    subshell: new Set(shell.subshell),
    jobs,
    terminal: shell.terminal && { ...shell.terminal },
    pipeline: null,
    makingChildren: false,
    depth: 0,
    timers: [],
    arrayArguments: new Map(),
    inbox: emptyInbox(),
    traps: new Map(shell.traps),
    ignoredAtStart: new Set(shell.ignoredAtStart),
    substitutionFds: [],
  };
}

/** A builtin command: it runs in the shell's own process and answers its status. */
export type Builtin = (shell: Shell, args: readonly string[]) => Coroutine<number>;

/** What `return` said, which is carried out with this; null when it did not. */
export function takeReturned(shell: Shell): number | null {
  if (shell.skip?.skip !== 'return') return null;
  const { status } = shell.skip;
  shell.skip = null;
  return status;
}

/** Gives up the rest of the line, with this status. */
export function discard(shell: Shell, status: number): number {
  // POSIX has a script end of it
  const fatally = shell.dialect === 'bash' && shell.options.has('posix') && !shell.interactiveShell;
  shell.skip = { skip: 'discard', fatal: fatally };
  shell.status = status;
  return status;
}

/** Gives up what runs in eval, sourced files and traps as well, and `bash -c` as a whole. */
export function discardAll(shell: Shell, status: number): number {
  shell.skip = { skip: 'discard', fatal: false, all: true };
  shell.status = status;
  return status;
}

/** Gives up the line, and a script as a whole (top_level FORCE_EOF). */
export function fatal(shell: Shell, status: number): number {
  shell.skip = { skip: 'discard', fatal: true };
  shell.status = status;
  return status;
}

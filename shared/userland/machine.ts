// The simulated machine: inputs go in, events come out, and the same inputs always give the same events.

import { toTheEnd } from '../divisible.ts';
import type { Divisible } from '../divisible.ts';
import { asTaskId, asTtyId } from '../kernel/ids.ts';
import type { SimTime, TtyId } from '../kernel/ids.ts';
import { initialState } from '../kernel/initial-state.ts';
import type { KernelState } from '../kernel/state.ts';
import { assertNever, err, invariant, ok } from '../result.ts';
import type { Result } from '../result.ts';
import { initProgram, loginEnvironment } from './boot.ts';
import { Clock } from './clock.ts';
import { initPort } from './init-port.ts';
import type { TerminalRequests } from './init-port.ts';
import type { MachineInput } from './input.ts';
import { INIT_PATH, kernelConfig } from './kernel-config.ts';
import type { InputRejected, MachineOutcome, MachinePort } from './machine-port.ts';
import type { Completion } from './completion.ts';
import type { ReadingShell } from './reading-shell.ts';
import { noCompletion } from './completion.ts';
import { initialNamespaces } from './other-namespaces.ts';
import { Process } from './process.ts';
import { failed } from './program.ts';
import type { ProgramTable } from './program-table.ts';
import { sightOf } from './sight.ts';
import { SyscallGate } from './syscall-gate.ts';
import { systemCalls } from './system-calls.ts';
import { System } from './system.ts';
import type { Terminal } from './tty/terminal.ts';
import type { TerminalSpec, World } from './world.ts';

/** How long a person takes until the next line: so much time passes once everything is at rest. */
const TYPING_PAUSE_MS = 120;
const MAX_TERMINALS = 16;
const INIT_TASK = asTaskId(1);

export interface MachineConfig {
  readonly world: World;
  readonly seed: number;
  readonly programs: ProgramTable;
}

export class Machine implements MachinePort {
  readonly #world: World;
  readonly #system: System;
  readonly #clock: Clock;
  readonly #wanted: TerminalRequests = [];
  #booted = false;
  #underWay = false;

  constructor({ world, seed, programs }: MachineConfig) {
    this.#world = world;
    this.#system = new System(world, programs, seed, initialState(kernelConfig(world)));
    this.#clock = new Clock(this.#system);
  }

  get state(): KernelState {
    return this.#system.kernel.state;
  }

  execute(input: MachineInput): Result<MachineOutcome, InputRejected> {
    return toTheEnd(this.carryOut(input));
  }

  *carryOut(input: MachineInput): Divisible<Result<MachineOutcome, InputRejected>> {
    const { kernel, scheduler } = this.#system;
    invariant(!this.#underWay, 'an input was given while another one was carried out');
    this.#underWay = true;
    scheduler.beginInput();
    const refused = yield* this.#give(input);
    const limit = scheduler.limit();
    this.#underWay = false;
    return refused === null ? ok({ events: kernel.takeEvents(), limit }) : err(refused);
  }

  atPrompt(tty: TtyId): boolean {
    const shell = this.#system.terminals.get(tty)?.promptBy ?? null;
    const waiting = shell === null ? null : (this.state.tasks.get(shell)?.waitingFor ?? null);
    return waiting?.on === 'tty' && waiting.tty === tty;
  }

  complete(tty: TtyId, before: string): Completion {
    const { terminals, processes, vfs } = this.#system;
    const process = processes.get(terminals.get(tty)?.promptBy ?? INIT_TASK);
    const shell = this.#readingShell(tty);
    if (shell === null || process === undefined) return noCompletion(before);
    return shell.complete(before, sightOf(process, vfs));
  }

  history(tty: TtyId): readonly string[] {
    return this.#readingShell(tty)?.history() ?? [];
  }

  #readingShell(tty: TtyId): ReadingShell | null {
    return this.atPrompt(tty) ? (this.#system.terminals.get(tty)?.readingShell ?? null) : null;
  }

  nextTimer(): SimTime | null {
    return this.#clock.next();
  }

  *#give(input: MachineInput): Divisible<InputRejected | null> {
    if (input.kind === 'boot')
      return this.#booted
        ? rejected('already-booted', 'The machine is running already.')
        : yield* this.#boot();
    if (!this.#booted) return rejected('not-booted', 'The machine has not been started yet.');
    switch (input.kind) {
      case 'line':
        return yield* this.#atTerminal(input.tty, (terminal) => {
          terminal.typeLine(input.text);
        });
      case 'keys':
        return yield* this.#atTerminal(input.tty, (terminal) => {
          terminal.typeKeys(input.text);
        });
      case 'key':
        return yield* this.#atTerminal(input.tty, (terminal) => {
          terminal.press(input.key);
        });
      case 'terminal':
        return yield* this.#openTerminal();
      case 'resize':
        return yield* this.#resize(input.tty, input.columns, input.rows);
      case 'clock':
        return yield* this.#advanceClock(input.to);
      default:
        return assertNever(input);
    }
  }

  *#boot(): Divisible<null> {
    this.#booted = true;
    const system = this.#system;
    const gate = new SyscallGate(system);
    const program = initProgram(this.#world, initPort(gate, this.#wanted));
    const env = loginEnvironment(this.#world, 'root');
    const coroutine = program({ sys: systemCalls(system), argv: [this.#world.init], env });
    const others = initialNamespaces(this.state.rootUserNs, this.#world);
    const cwd = system.vfs.root(this.state.rootMntNs);
    const init = new Process(INIT_TASK, system.kernel, { cwd, env, others }, coroutine);
    init.usedPrivilege = true;
    const file = system.vfs.resolve(init, INIT_PATH);
    if (!failed(file)) init.exe = file;
    system.start(init);
    yield* this.#settle();
    for (const [index, { typed }] of this.#terminalSpecs().entries())
      yield* this.#typeAtBoot(index, typed ?? []);
    return null;
  }

  /** What the world types before anybody sits down. */
  *#typeAtBoot(index: number, lines: readonly string[]): Divisible<void> {
    const terminal = this.#system.terminals.get(asTtyId(index));
    if (terminal === undefined) return;
    for (const line of lines) {
      terminal.typeLine(line);
      yield* this.#settle();
    }
  }

  #terminalSpecs(): readonly TerminalSpec[] {
    return this.#world.boot.flatMap((step) => ('terminal' in step ? [step.terminal] : []));
  }

  *#atTerminal(tty: TtyId, use: (terminal: Terminal) => void): Divisible<InputRejected | null> {
    const terminal = this.#system.terminals.get(tty);
    if (terminal === undefined) return this.#noTerminal(tty);
    use(terminal);
    yield* this.#settle();
    return null;
  }

  #noTerminal(tty: TtyId): InputRejected {
    return this.#system.terminals.everOpened(tty)
      ? rejected('terminal-closed', 'This terminal is closed. Its shell has ended.')
      : rejected('no-such-terminal', `There is no terminal pts/${tty}.`);
  }

  /** A window is pulled while nothing is typed: no time passes for it. */
  *#resize(tty: TtyId, columns: number, rows: number): Divisible<InputRejected | null> {
    const { kernel, scheduler, terminals } = this.#system;
    if (terminals.get(tty) === undefined) return this.#noTerminal(tty);
    kernel.stimulate({ stimulus: 'tty_resized', tty, columns, rows });
    yield* scheduler.runUntilRest();
    return null;
  }

  *#openTerminal(): Divisible<InputRejected | null> {
    const { terminals, processes } = this.#system;
    if (terminals.all().length >= MAX_TERMINALS) {
      return rejected('too-many-terminals', `At most ${MAX_TERMINALS} terminals can be open.`);
    }
    this.#wanted.push({ user: this.#terminalSpecs()[0]?.user ?? 'root' });
    const init = processes.get(INIT_TASK);
    if (init !== undefined) this.#system.recheck(init);
    yield* this.#settle();
    return null;
  }

  *#advanceClock(to: SimTime): Divisible<InputRejected | null> {
    if (to < this.state.now) return rejected('clock-goes-back', 'The clock only goes forward.');
    yield* this.#system.scheduler.runUntilRest();
    yield* this.#clock.advance(to);
    return null;
  }

  /** Runs until everything rests, then lets the moment pass in which a person looks at the screen. */
  *#settle(): Divisible<void> {
    const { scheduler } = this.#system;
    yield* scheduler.runUntilRest();
    this.#system.closeUnreadTerminals();
    yield* scheduler.runUntilRest();
    if (scheduler.limit() === null) yield* this.#clock.pass(TYPING_PAUSE_MS);
  }
}

function rejected(id: InputRejected['id'], message: string): InputRejected {
  return { id, message };
}

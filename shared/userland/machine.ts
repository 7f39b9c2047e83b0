// The simulated machine: inputs go in, events come out, and the same inputs always give the same events.

import { asTaskId, asTtyId } from '../kernel/ids.ts';
import type { SimTime, TtyId } from '../kernel/ids.ts';
import { initialState } from '../kernel/initial-state.ts';
import type { KernelState } from '../kernel/state.ts';
import { assertNever, err, ok } from '../result.ts';
import type { Result } from '../result.ts';
import { initProgram, loginEnvironment } from './boot.ts';
import { Clock } from './clock.ts';
import { initPort } from './init-port.ts';
import type { TerminalRequests } from './init-port.ts';
import type { MachineInput } from './input.ts';
import { INIT_PATH, kernelConfig } from './kernel-config.ts';
import type { InputRejected, MachineOutcome, MachinePort } from './machine-port.ts';
import type { Completion } from './completion.ts';
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

  constructor({ world, seed, programs }: MachineConfig) {
    this.#world = world;
    this.#system = new System(world, programs, seed, initialState(kernelConfig(world)));
    this.#clock = new Clock(this.#system);
  }

  get state(): KernelState {
    return this.#system.kernel.state;
  }

  execute(input: MachineInput): Result<MachineOutcome, InputRejected> {
    const { kernel, scheduler } = this.#system;
    scheduler.beginInput();
    const refused = this.#carryOut(input);
    if (refused !== null) return err(refused);
    const limit = scheduler.limit();
    return ok({ events: kernel.takeEvents(), limit });
  }

  atPrompt(tty: TtyId): boolean {
    const shell = this.#system.terminals.get(tty)?.promptBy ?? null;
    const waiting = shell === null ? null : (this.state.tasks.get(shell)?.waitingFor ?? null);
    return waiting?.on === 'tty' && waiting.tty === tty;
  }

  complete(tty: TtyId, before: string): Completion {
    const { terminals, processes, vfs } = this.#system;
    const terminal = terminals.get(tty);
    const shell = processes.get(terminal?.promptBy ?? INIT_TASK);
    const complete = terminal?.completer ?? null;
    if (complete === null || shell === undefined || !this.atPrompt(tty)) return noCompletion(before);
    return complete(before, sightOf(shell, vfs));
  }

  nextTimer(): SimTime | null {
    return this.#clock.next();
  }

  #carryOut(input: MachineInput): InputRejected | null {
    if (input.kind === 'boot')
      return this.#booted ? rejected('already-booted', 'The machine is running already.') : this.#boot();
    if (!this.#booted) return rejected('not-booted', 'The machine has not been started yet.');
    switch (input.kind) {
      case 'line':
        return this.#atTerminal(input.tty, (terminal) => {
          terminal.typeLine(input.text);
        });
      case 'key':
        return this.#atTerminal(input.tty, (terminal) => {
          terminal.press(input.key);
        });
      case 'terminal':
        return this.#openTerminal();
      case 'resize':
        return this.#resize(input.tty, input.columns, input.rows);
      case 'clock':
        return this.#advanceClock(input.to);
      default:
        return assertNever(input);
    }
  }

  #boot(): null {
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
    this.#settle();
    for (const [index, { typed }] of this.#terminalSpecs().entries()) this.#typeAtBoot(index, typed ?? []);
    return null;
  }

  /** What the world types before anybody sits down. */
  #typeAtBoot(index: number, lines: readonly string[]): void {
    const terminal = this.#system.terminals.get(asTtyId(index));
    if (terminal === undefined) return;
    for (const line of lines) {
      terminal.typeLine(line);
      this.#settle();
    }
  }

  #terminalSpecs(): readonly TerminalSpec[] {
    return this.#world.boot.flatMap((step) => ('terminal' in step ? [step.terminal] : []));
  }

  #atTerminal(tty: TtyId, use: (terminal: Terminal) => void): InputRejected | null {
    const terminal = this.#system.terminals.get(tty);
    if (terminal === undefined) return this.#noTerminal(tty);
    use(terminal);
    this.#settle();
    return null;
  }

  #noTerminal(tty: TtyId): InputRejected {
    return this.#system.terminals.everOpened(tty)
      ? rejected('terminal-closed', 'This terminal is closed. Its shell has ended.')
      : rejected('no-such-terminal', `There is no terminal pts/${tty}.`);
  }

  /** A window is pulled while nothing is typed: no time passes for it. */
  #resize(tty: TtyId, columns: number, rows: number): InputRejected | null {
    const { kernel, scheduler, terminals } = this.#system;
    if (terminals.get(tty) === undefined) return this.#noTerminal(tty);
    kernel.stimulate({ stimulus: 'tty_resized', tty, columns, rows });
    scheduler.runUntilRest();
    return null;
  }

  #openTerminal(): InputRejected | null {
    const { terminals, processes } = this.#system;
    if (terminals.all().length >= MAX_TERMINALS) {
      return rejected('too-many-terminals', `At most ${MAX_TERMINALS} terminals can be open.`);
    }
    this.#wanted.push({ user: this.#terminalSpecs()[0]?.user ?? 'root' });
    const init = processes.get(INIT_TASK);
    if (init !== undefined) this.#system.recheck(init);
    this.#settle();
    return null;
  }

  #advanceClock(to: SimTime): InputRejected | null {
    if (to < this.state.now) return rejected('clock-goes-back', 'The clock only goes forward.');
    this.#system.scheduler.runUntilRest();
    this.#clock.advance(to);
    return null;
  }

  /** Runs until everything rests, then lets the moment pass in which a person looks at the screen. */
  #settle(): void {
    const { scheduler } = this.#system;
    scheduler.runUntilRest();
    if (scheduler.limit() === null) this.#clock.pass(TYPING_PAUSE_MS);
  }
}

function rejected(id: InputRejected['id'], message: string): InputRejected {
  return { id, message };
}

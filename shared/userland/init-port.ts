// What PID 1 can do that no other program can: have terminals plugged in, and wait for its children and for such a wish at once.

import { asUid } from '../kernel/ids.ts';
import type { InitPort } from './boot.ts';
import type { Answer } from './blocking.ts';
import type { Process } from './process.ts';
import type { SyscallGate } from './syscall-gate.ts';
import type { TerminalSpec } from './world.ts';

/** Terminals that were asked for from outside and that PID 1 has not opened yet. */
export type TerminalRequests = TerminalSpec[];

export function initPort(gate: SyscallGate, requests: TerminalRequests): InitPort {
  return {
    openTerminal: (owner) => gate.system.terminals.open(asUid(owner)).id,
    reapUntilTerminalWanted: () => gate.untilAnswered(null, (init) => reapOrRequest(gate, init, requests)),
  };
}

function reapOrRequest(gate: SyscallGate, init: Process, requests: TerminalRequests): Answer<TerminalSpec> {
  const { kernel } = gate.system;
  const wanted = requests.shift();
  if (wanted !== undefined) return wanted;
  const reap = { call: 'wait4', by: init.id, pid: -1, options: ['WNOHANG', '__WALL'] } as const;
  // children that are there to be collected; none left, or none at all, is no reason to go on
  const hasDead = (): boolean => {
    const result = kernel.foresee(reap);
    return 'ret' in result && result.ret > 0;
  };
  while (hasDead()) kernel.call(reap);
  return { blocks: { on: 'child' }, ready: () => requests.length > 0 || hasDead() };
}

// What stands on the tabs of the terminals: whose numbers are typed into, as they are called from here?

import type { PidNsId, TtyId } from '#shared/kernel/ids.ts';
import { asTtyId } from '#shared/kernel/ids.ts';
import { numbersFrom, pidNamespace } from '#shared/kernel/selectors.ts';
import type { KernelState } from '#shared/kernel/state.ts';
import type { TerminalView } from '../../state/terminals.ts';
import type { LevelNumber } from '../picture/level-hue.ts';

export interface TerminalTab {
  readonly tty: TtyId;
  readonly name: string;
  readonly level: number;
  /** Of whoever has it, as far as they can be seen. Outermost first. */
  readonly numbers: readonly LevelNumber[];
  /** comm of whoever has it; empty when nobody does. */
  readonly comm: string;
  readonly outOfSight: boolean;
  readonly closed: boolean;
}

/** `wasUsed`: whether something was ever written to a terminal. Order: those that are open, then those that were closed. */
export function terminalTabs(
  state: KernelState,
  terminals: readonly TerminalView[],
  lens: PidNsId | null,
  wasUsed: (tty: TtyId) => boolean,
): readonly TerminalTab[] {
  return [...terminals.map((terminal) => openTab(state, terminal, lens)), ...closedTabs(terminals, wasUsed)];
}

function openTab(
  state: KernelState,
  { tty, name, level, foreground, outOfSight }: TerminalView,
  lens: PidNsId | null,
): TerminalTab {
  const base = { tty, name, level, comm: foreground?.comm ?? '', outOfSight, closed: false };
  if (foreground === null || outOfSight) return { ...base, numbers: [] };
  const from = lens ?? state.rootPidNs;
  const first = pidNamespace(state, from).level;
  const numbers = numbersFrom(state, foreground, foreground.pid, from);
  return { ...base, numbers: numbers.map((number, depth) => ({ level: first + depth, number })) };
}

/** Terminals are numbered without a gap, so the first one that was never used ends the search. */
function closedTabs(
  terminals: readonly TerminalView[],
  wasUsed: (tty: TtyId) => boolean,
): readonly TerminalTab[] {
  const closed: TerminalTab[] = [];
  for (let tty = asTtyId(0); wasUsed(tty); tty = asTtyId(tty + 1)) {
    if (terminals.some((terminal) => terminal.tty === tty)) continue;
    closed.push({
      tty,
      name: `pts/${tty}`,
      level: 0,
      numbers: [],
      comm: '',
      outOfSight: false,
      closed: true,
    });
  }
  return closed;
}

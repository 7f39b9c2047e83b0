// Which machine does an exercise run on? A fresh one with every program of the lab, not booted yet.

import { Machine } from '#shared/userland/machine.ts';
import type { MachinePort } from '#shared/userland/machine-port.ts';
import { programTable } from '#shared/userland/programs/table.ts';
import type { World } from '#shared/userland/world.ts';

export type MakeMachine = (world: World, seed: number) => MachinePort;

export function makeMachine(world: World, seed: number): MachinePort {
  return new Machine({ world, seed, programs: programTable });
}

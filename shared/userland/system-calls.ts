// The whole system call interface of a machine, put together from its families.

import type { Sys } from './sys.ts';
import { descriptorCalls } from './sys-descriptors.ts';
import { nameCalls } from './sys-names.ts';
import { namespaceCalls } from './sys-namespaces.ts';
import { nsIoctlCalls } from './sys-ns-ioctl.ts';
import { pathCalls } from './sys-paths.ts';
import { privilegeCalls } from './sys-privileges.ts';
import { processCalls } from './sys-process.ts';
import { schedulingCalls } from './sys-scheduling.ts';
import { signalCalls } from './sys-signals.ts';
import { terminalCalls } from './sys-terminals.ts';
import { SyscallGate } from './syscall-gate.ts';
import { observable, tracingCalls } from './sys-tracing.ts';
import type { System } from './system.ts';

export function systemCalls(system: System): Sys {
  const gate = new SyscallGate(system);
  const sys: Sys = observable(gate, {
    ...processCalls(gate, () => sys),
    ...privilegeCalls(gate),
    ...schedulingCalls(gate),
    ...signalCalls(gate),
    ...namespaceCalls(gate),
    ...nsIoctlCalls(gate),
    ...descriptorCalls(gate),
    ...pathCalls(gate),
    ...nameCalls(gate),
    ...terminalCalls(gate),
    ...tracingCalls(gate),
  });
  return sys;
}

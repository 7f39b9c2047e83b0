// The system calls by which a process arranges its settings and privileges: prctl(2), capget(2), capset(2).

import { capRaised } from '../kernel/abi/capability.ts';
import { capabilitySets } from '../kernel/cred/capability-sets.ts';
import { assertNever } from '../result.ts';
import type { Coroutine } from './program.ts';
import type { CapabilityData, PrctlCall, Sys, Sysc } from './sys.ts';
import type { CallBody, SyscallGate } from './syscall-gate.ts';

const COMM_MAX = 15;

export function privilegeCalls(gate: SyscallGate): Pick<Sys, 'prctl' | 'capget' | 'capset'> {
  return {
    prctl: (...call) => prctl(gate, call),
    *capget(): Coroutine<CapabilityData> {
      const { task } = yield* gate.enter();
      const { effective, permitted, inheritable } = capabilitySets(task.cred);
      return { effective, permitted, inheritable };
    },
    capset: ({ effective, permitted, inheritable }) =>
      gate.number({ call: 'capset', effective, permitted, inheritable }),
  };
}

/** What only reads is answered here; everything else the kernel decides. */
function* prctl(gate: SyscallGate, call: PrctlCall): Sysc<number> {
  const request = requestOf(call);
  if ('call' in request) return yield* gate.number(request);
  const { task } = yield* gate.enter();
  const { cred, mm, noNewPrivs } = task;
  switch (request.reads) {
    case 'securebits':
      return cred.securebits ?? 0;
    case 'noNewPrivs':
      return Number(noNewPrivs);
    case 'dumpable':
      return Number(mm.dumpable);
    default:
      return Number(capRaised(capabilitySets(cred)[request.reads], request.capability));
  }
}

type Question =
  | { readonly reads: 'securebits' | 'noNewPrivs' | 'dumpable' }
  | { readonly reads: 'bounding' | 'ambient'; readonly capability: Parameters<typeof capRaised>[1] };

function requestOf(call: PrctlCall): CallBody | Question {
  switch (call[0]) {
    case 'PR_SET_NAME':
      return { call: 'setcomm', comm: call[1].slice(0, COMM_MAX) };
    case 'PR_SET_PDEATHSIG':
      return { call: 'set_pdeathsig', sig: call[1] };
    case 'PR_SET_CHILD_SUBREAPER':
      return { call: 'set_subreaper', value: call[1] };
    case 'PR_SET_KEEPCAPS':
      return { call: 'set_keepcaps', value: call[1] };
    case 'PR_SET_DUMPABLE':
      return { call: 'set_dumpable', value: Number(call[1]) };
    case 'PR_SET_NO_NEW_PRIVS':
      return { call: 'set_no_new_privs' };
    case 'PR_SET_SECUREBITS':
      return { call: 'set_securebits', bits: call[1] };
    case 'PR_CAPBSET_DROP':
      return { call: 'capbset_drop', cap: call[1] };
    case 'PR_GET_DUMPABLE':
      return { reads: 'dumpable' };
    case 'PR_GET_NO_NEW_PRIVS':
      return { reads: 'noNewPrivs' };
    case 'PR_GET_SECUREBITS':
      return { reads: 'securebits' };
    case 'PR_CAPBSET_READ':
      return { reads: 'bounding', capability: call[1] };
    case 'PR_CAP_AMBIENT':
      return ambientRequest(call);
    default:
      return assertNever(call);
  }
}

function ambientRequest(
  call: Extract<PrctlCall, readonly ['PR_CAP_AMBIENT', ...unknown[]]>,
): CallBody | Question {
  switch (call[1]) {
    case 'PR_CAP_AMBIENT_CLEAR_ALL':
      return { call: 'cap_ambient', raise: false };
    case 'PR_CAP_AMBIENT_IS_SET':
      return { reads: 'ambient', capability: call[2] };
    default:
      return { call: 'cap_ambient', raise: call[1] === 'PR_CAP_AMBIENT_RAISE', cap: call[2] };
  }
}

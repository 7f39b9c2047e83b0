// What does setpriv(1) do with lists of capabilities and secure bits, and in which order?

import {
  CAPABILITIES,
  capabilitySet,
  capCombine,
  capDrop,
  capIntersect,
  capRaised,
} from '../../kernel/abi/capability.ts';
import type { Capability, CapabilitySet } from '../../kernel/abi/capability.ts';
import { SECUREBITS } from '../../kernel/abi/securebits.ts';
import { failed } from '../program.ts';
import type { Coroutine, Failure } from '../program.ts';
import type { CapabilityData, Sys, Sysc } from '../sys.ts';

/** As --inh-caps, --ambient-caps and --bounding-set were given; null where they were not. */
export interface CapabilityLists {
  inherited: string | null;
  ambient: string | null;
  bounding: string | null;
}

/** What ends setpriv: with a failure the status is another one. */
export interface Problem {
  readonly message: string;
  readonly failure?: Failure;
}

interface Change {
  readonly capability: Capability;
  readonly adds: boolean;
}

/** By the names that setpriv gives them; a lock is the next bit. */
const BIT_NAMES: readonly (readonly [name: string, bit: number])[] = (
  [
    ['noroot', SECUREBITS.SECURE_NOROOT],
    ['no_setuid_fixup', SECUREBITS.SECURE_NO_SETUID_FIXUP],
    ['keep_caps', SECUREBITS.SECURE_KEEP_CAPS],
  ] as const
).flatMap(([name, bit]) => [[name, bit] as const, [`${name}_locked`, bit << 1] as const]);

/** The secure bits that a list makes of those there are: parse_securebits. KEEP_CAPS is always one, execve(2) takes it back. */
export function securebitsFrom(text: string, current: number): number | Problem {
  let bits = current;
  for (const word of text.split(',')) {
    const [sign, name] = [word.slice(0, 1), word.slice(1)];
    if (sign !== '+' && sign !== '-') return { message: 'bad securebits string' };
    if (name === 'all') {
      if (sign === '+') return { message: '+all securebits is not allowed' };
      bits = 0;
      continue;
    }
    if (name === 'keep_caps') return { message: 'adjusting keep_caps does not make sense' };
    const bit = BIT_NAMES.find(([known]) => known === name)?.[1];
    if (bit === undefined) return { message: 'unrecognized securebit' };
    bits = sign === '+' ? bits | bit : bits & ~bit;
  }
  return bits | SECUREBITS.SECURE_KEEP_CAPS;
}

export function securebitsText(bits: number): string {
  const named = BIT_NAMES.filter(([, bit]) => (bits & bit) !== 0);
  const rest = named.reduce((left, [, bit]) => left & ~bit, bits);
  const words = [...named.map(([name]) => name), ...(rest === 0 ? [] : [`0x${rest.toString(16)}`])];
  return words.length === 0 ? '[none]' : words.join(',');
}

export function shortName(capability: string): string {
  return capability.replace('CAP_', '').toLowerCase();
}

/** PR_SET_KEEPCAPS, and what is needed to change ids and sets is made effective where it is permitted. */
export function* keepCapabilities(sys: Sys): Coroutine<Problem | null> {
  const kept = yield* sys.prctl('PR_SET_KEEPCAPS', true);
  if (failed(kept)) return { message: 'keep process capabilities failed', failure: kept };
  return yield* activate(sys, 'activate capabilities');
}

/** Another uid keeps only what is permitted. */
export function reactivate(sys: Sys): Coroutine<Problem | null> {
  return activate(sys, 'reactivate capabilities');
}

function* activate(sys: Sys, message: string): Coroutine<Problem | null> {
  const data = yield* sys.capget();
  const wanted = capIntersect(data.permitted, capabilitySet(['CAP_SETPCAP', 'CAP_SETUID', 'CAP_SETGID']));
  return refused(message, yield* sys.capset({ ...data, effective: capCombine(data.effective, wanted) }));
}

/** In the order of setpriv: the bounding set, what is inheritable, what is ambient. */
export function* applyLists(sys: Sys, lists: CapabilityLists): Coroutine<Problem | null> {
  return (
    (yield* applyList(lists.bounding, (changes) => bound(sys, changes))) ??
    (yield* applyList(lists.inherited, (changes) => inherit(sys, changes))) ??
    (yield* applyList(lists.ambient, (changes) => makeAmbient(sys, changes)))
  );
}

function* applyList(
  text: string | null,
  apply: (changes: readonly Change[]) => Coroutine<Problem | null>,
): Coroutine<Problem | null> {
  if (text === null) return null;
  const changes: Change[] = [];
  for (const word of text.split(',')) {
    const [sign, name] = [word.slice(0, 1), word.slice(1)];
    if (sign !== '+' && sign !== '-') return { message: 'bad capability string' };
    const named = capabilitiesNamed(name);
    if (named.length === 0) return { message: `unknown capability "${name}"` };
    changes.push(...named.map((capability) => ({ capability, adds: sign === '+' })));
  }
  return yield* apply(changes);
}

/** `all`, a name without its prefix, or `cap_5`. */
function capabilitiesNamed(name: string): readonly Capability[] {
  if (name === 'all') return CAPABILITIES;
  const number = /^cap_(\d+)/.exec(name)?.[1];
  return CAPABILITIES.filter((capability, index) =>
    number === undefined ? shortName(capability) === name.toLowerCase() : index === Number(number),
  );
}

function changed(set: CapabilitySet, changes: readonly Change[]): CapabilitySet {
  return changes.reduce((so, { capability, adds }) => {
    const one = capabilitySet([capability]);
    return adds ? capCombine(so, one) : capDrop(so, one);
  }, set);
}

/** capng_apply: what is not to stay is dropped one by one; who has no CAP_SETPCAP does not even try. */
function* bound(sys: Sys, changes: readonly Change[]): Coroutine<Problem | null> {
  const { effective } = yield* sys.capget();
  if (!capRaised(effective, 'CAP_SETPCAP')) return null;
  const held: Capability[] = [];
  for (const capability of CAPABILITIES)
    if ((yield* sys.prctl('PR_CAPBSET_READ', capability)) === 1) held.push(capability);
  const wanted = changed(capabilitySet(held), changes);
  for (const capability of held) {
    if (capRaised(wanted, capability)) continue;
    const dropped = yield* sys.prctl('PR_CAPBSET_DROP', capability);
    if (failed(dropped)) return { message: 'apply bounding set', failure: dropped };
  }
  return null;
}

function* inherit(sys: Sys, changes: readonly Change[]): Coroutine<Problem | null> {
  const data: CapabilityData = yield* sys.capget();
  const inheritable = changed(data.inheritable, changes);
  return refused('apply capabilities', yield* sys.capset({ ...data, inheritable }));
}

/** What can't be made ambient is passed over. */
function* makeAmbient(sys: Sys, changes: readonly Change[]): Coroutine<Problem | null> {
  for (const { capability, adds } of changes)
    yield* sys.prctl('PR_CAP_AMBIENT', adds ? 'PR_CAP_AMBIENT_RAISE' : 'PR_CAP_AMBIENT_LOWER', capability);
  return null;
}

function refused(message: string, result: number | Failure): Problem | null {
  return failed(result) ? { message, failure: result } : null;
}

/** A call that setpriv makes where it is asked to. */
export function* attempt(message: string, isWanted: boolean, made: Sysc<number>): Coroutine<Problem | null> {
  return isWanted ? refused(message, yield* made) : null;
}

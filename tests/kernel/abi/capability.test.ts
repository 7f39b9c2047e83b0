// Are sets of capabilities what their names say, beyond the 32 bits that JavaScript's operators take?
import { describe, expect, it } from 'vitest';
import {
  ALL_CAPABILITIES,
  CAPABILITIES,
  capabilitiesIn,
  capabilitySet,
  capDrop,
  capIntersect,
  capIsSubset,
  capRaised,
  NO_CAPABILITIES,
} from '#shared/kernel/abi/capability.ts';

const LOW_AND_HIGH = capabilitySet(['CAP_KILL', 'CAP_SETFCAP', 'CAP_MAC_OVERRIDE', 'CAP_CHECKPOINT_RESTORE']);

describe('a set of capabilities', () => {
  it('is the number that /proc/PID/status shows', () => {
    expect(ALL_CAPABILITIES.toString(16)).toBe('1ffffffffff');
    expect(LOW_AND_HIGH.toString(16)).toBe('10180000020');
  });

  it('holds each capability once, and names them in the order of their bits', () => {
    expect(capabilitySet(['CAP_KILL', 'CAP_KILL'])).toBe(32);
    expect(capabilitiesIn(ALL_CAPABILITIES)).toEqual(CAPABILITIES);
    expect(CAPABILITIES.filter((one) => capRaised(LOW_AND_HIGH, one))).toEqual(capabilitiesIn(LOW_AND_HIGH));
  });

  it.each(CAPABILITIES)('loses %s alone when that is dropped', (capability) => {
    const less = capDrop(ALL_CAPABILITIES, capabilitySet([capability]));
    expect(capabilitiesIn(less)).toEqual(CAPABILITIES.filter((one) => one !== capability));
    expect(capDrop(less, capabilitySet([capability]))).toBe(less);
    expect(capIsSubset(less, ALL_CAPABILITIES)).toBe(true);
    expect(capIsSubset(ALL_CAPABILITIES, less)).toBe(false);
  });

  it('intersects in both halves', () => {
    const other = capabilitySet(['CAP_SETFCAP', 'CAP_BPF', 'CAP_CHECKPOINT_RESTORE']);
    expect(capabilitiesIn(capIntersect(LOW_AND_HIGH, other))).toEqual([
      'CAP_SETFCAP',
      'CAP_CHECKPOINT_RESTORE',
    ]);
    expect(capIntersect(LOW_AND_HIGH, NO_CAPABILITIES)).toBe(NO_CAPABILITIES);
  });
});

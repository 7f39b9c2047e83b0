// Is there one text for one value?
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '#shared/log/canonical-json.ts';
import { InvariantViolation } from '#shared/result.ts';

describe('canonical JSON', () => {
  it('does not depend on the order in which fields were set', () => {
    expect(canonicalJson({ b: 1, a: [{ d: null, c: 'x' }] })).toBe('{"a":[{"c":"x","d":null}],"b":1}');
    expect(canonicalJson({ a: [{ c: 'x', d: null }], b: 1 })).toBe('{"a":[{"c":"x","d":null}],"b":1}');
  });

  it('orders keys by code unit, not by language', () => {
    expect(canonicalJson({ é: 1, z: 2, Z: 3, 10: 4, 9: 5 })).toBe('{"10":4,"9":5,"Z":3,"z":2,"é":1}');
  });

  it('leaves out what is absent', () => {
    expect(canonicalJson({ a: undefined, b: 1 })).toBe('{"b":1}');
  });

  it('means what JSON means', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
      { seed: 20_260_106 },
    );
  });

  it.each([NaN, Infinity, undefined, [undefined], { f: () => 1 }, 1n])('does not write %s', (value) => {
    expect(() => canonicalJson(value)).toThrow(InvariantViolation);
  });
});

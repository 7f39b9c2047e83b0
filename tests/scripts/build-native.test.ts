// Does a build go on where the program for the real kernel can't be built, and say why?
import { tmpdir } from 'node:os';
import { describe, expect, test } from 'vitest';
import { buildNative } from '../../scripts/build-native.mjs';

describe('buildNative', () => {
  test('is not tried elsewhere than on Linux', () => {
    expect(buildNative(tmpdir(), { platform: 'darwin' })).toEqual({
      file: null,
      reason: 'it runs on Linux only',
      isFailure: false,
    });
  });

  test('takes a machine without a compiler as it is', () => {
    const built = buildNative(tmpdir(), { platform: 'linux', compiler: 'no-such-compiler' });
    expect(built).toMatchObject({
      file: null,
      isFailure: false,
      reason: expect.stringContaining('no C compiler'),
    });
  });

  test.runIf(process.platform === 'linux')('tells of a compiler that refuses the sources', () => {
    const built = buildNative(tmpdir(), { platform: 'linux', compiler: 'false' });
    expect(built).toMatchObject({ file: null, isFailure: true });
  });
});

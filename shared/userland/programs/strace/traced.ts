// Reads the arguments and results of traced calls, of which only the name says what they are.

import { ERRNO } from '../../../kernel/abi/errno.ts';
import type { Failure } from '../../program.ts';
import type { Stat, Waited } from '../../sys.ts';
import type { WaitStatus } from '../../../kernel/abi/wait-status.ts';

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

export function isFailure(value: unknown): value is Failure {
  return isRecord(value) && typeof value['errno'] === 'string' && value['errno'] in ERRNO;
}

export function numberAt(args: readonly unknown[], at: number): number {
  const value = args[at];
  return typeof value === 'number' ? value : 0;
}

export function textAt(args: readonly unknown[], at: number): string {
  const value = args[at];
  return typeof value === 'string' ? value : '';
}

export function wordsAt(args: readonly unknown[], at: number): readonly string[] {
  const value = args[at];
  return Array.isArray(value) ? value.filter((word): word is string => typeof word === 'string') : [];
}

/** wait4's answer; null where it failed. */
export function waitedOf(result: unknown): Waited | null {
  if (!isRecord(result) || typeof result['pid'] !== 'number') return null;
  const { status } = result;
  return { pid: result['pid'], status: isRecord(status) ? (status as WaitStatus) : null };
}

export function statOf(result: unknown): Stat | null {
  // the one call family that answers with a mode is stat
  return isRecord(result) && typeof result['mode'] === 'number' ? (result as unknown as Stat) : null;
}

// The lines of an attempt's log file (.pidlog), one JSON object each.
//
// A file is: one header, then blocks. A block is one input (or branch) record, the events it caused, and a seal.
// `seq` counts events along one branch: an event's seq is the seq of the state it leads to. So re-executing a
// branch's inputs gives its events byte for byte, and (branch, seq) names an event for good.

import type { KernelEvent } from '../kernel/event.ts';
import type { Input } from '../userland/input.ts';

export const LOG_FORMAT = 1;

export interface LogHeader {
  readonly t: 'header';
  readonly format: number;
  /** Version of the engine whose rules made the events. */
  readonly engine: string;
  readonly attempt: string;
  readonly pack: { readonly id: string; readonly version: string; readonly hash: string };
  readonly exercise: string;
  readonly seed: number;
  readonly locale: string;
}

export interface InputRecord {
  readonly t: 'input';
  readonly branch: number;
  /** Which input of its branch: counts on from the parent's at the fork. 0 is the boot. */
  readonly n: number;
  readonly input: Input;
  /** Wall-clock milliseconds since 1970, given by the host; information, never evidence. Not part of re-execution. */
  readonly at?: number;
}

export interface EventRecord {
  readonly t: 'event';
  readonly branch: number;
  readonly seq: number;
  readonly event: KernelEvent;
}

/** A line of inputs left another one: "what if". Branch 0 is there from the start. */
export interface BranchRecord {
  readonly t: 'branch';
  readonly branch: number;
  readonly parent: number;
  /** The inputs 0..afterInput of the parent are shared; the new branch continues behind them. */
  readonly afterInput: number;
  readonly name: string;
}

/** Closes a flush: SHA-256 (hex) over the previous seal's digest, a newline, and the exact bytes of all lines since. */
export interface SealRecord {
  readonly t: 'seal';
  /** How many records stand before it in the file. */
  readonly records: number;
  readonly digest: string;
}

export type LogRecord = LogHeader | InputRecord | EventRecord | BranchRecord | SealRecord;

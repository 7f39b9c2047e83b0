// What can be refused or go wrong between a window and its work: each case once, with an id and the words for people.

import type { OperationError } from '#shared/protocol/operations.ts';

const MESSAGES = {
  'unknown-operation': (name: string) => `This lab has no operation called ${name}.`,
  'bad-params': (why: string) => `The request is not well formed: ${why}.`,
  'too-large': (limit: string) => `That is too large. The limit is ${limit}.`,
  'not-allowed': (why: string) => `This request is refused: ${why}.`,
  'unknown-exercise': (name: string) => `No pack that is installed here has the exercise ${name}.`,
  'unknown-attempt': (name: string) => `There is no run called ${name}.`,
  'attempt-locked': () => 'This run is open in another window.',
  'attempt-closed': () => 'This run is closed. Open it again to go on.',
  'attempt-read-only': (why: string) => why,
  'input-rejected': (why: string) => why,
  'input-cancelled': () =>
    'Stopped. Nothing of this input is recorded, and the machine is as it was before it.',
  'call-cancelled': () => 'Stopped. Nothing was changed.',
  'lab-closed': () => 'The lab is being closed.',
  'not-a-log': () => 'This file is no recording of a run.',
  'log-too-new': (format: number, supported: number) =>
    `Made with a newer Pidnest (format ${format}). This one reads up to ${supported}.`,
  'log-damaged': (why: string) => why,
  'pack-broken': (problems: readonly string[]) => problems.join('\n'),
  'disk-full': () => "Can't save: the disk is full. The run is stopped so that nothing is lost.",
  'disk-failed': (code: string) => `Can't read or save: the system answered ${code}.`,
  internal: () => 'The lab broke one of its own rules and stopped. That is our mistake.',
} as const;

export type ErrorId = keyof typeof MESSAGES;

/** In the order of the catalogue. */
export const ERROR_IDS = Object.keys(MESSAGES);

/** An expected bad outcome on the way to a reply. */
export interface Failure extends OperationError {
  readonly id: ErrorId;
}

export function failure<Id extends ErrorId>(id: Id, ...details: Parameters<(typeof MESSAGES)[Id]>): Failure {
  // The parameters are those of this very message; the compiler can't follow an index into a union of functions.
  const message = MESSAGES[id] as (...details: readonly unknown[]) => string;
  return { id, message: message(...details) };
}

/** The same failure, with its place in the input: the path of a field, the line of a file. */
export function failureAt(at: string, what: Failure): Failure {
  return { ...what, at };
}

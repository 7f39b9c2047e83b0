// What is said of an event? One plain sentence, or two: who, what, and the numbers from outside to inside. The same
// words for the screen reader, for the mark on the timeline, and for the transcript.

import type { KernelEvent, KernelEventType } from '../kernel/event.ts';
import type { PidNsId } from '../kernel/ids.ts';
import type { KernelState } from '../kernel/state.ts';
import { subjectOf } from './landmarks.ts';
import { BIRTH } from './narration/birth.ts';
import { IDENTITY } from './narration/identity.ts';
import { LIFE } from './narration/life.ts';
import { NAMESPACES } from './narration/namespaces.ts';
import type { Sentences } from './narration/sentence.ts';
import { SIGNALS } from './narration/signals.ts';
import { Witness } from './narration/witness.ts';

const SENTENCES: Sentences<KernelEventType> = { ...BIRTH, ...NAMESPACES, ...SIGNALS, ...LIFE, ...IDENTITY };

/** The moments before and behind the event, and where one stands: null is outside, at the lab root. */
export interface Scene {
  readonly before: KernelState;
  readonly after: KernelState;
  readonly lens: PidNsId | null;
}

/** Null where it happened out of sight of the lens, or the lens itself is gone. */
export function narrate(event: KernelEvent, { before, after, lens }: Scene): string | null {
  if (lens !== null && !before.pidNamespaces.has(lens)) return null;
  const witness = new Witness(before, after, lens ?? after.rootPidNs);
  const subject = subjectOf(event);
  if (subject !== null && !witness.sees(subject)) return null;
  // The table pairs each type with the sentence for that very type.
  const sentence = SENTENCES[event.type] as (event: KernelEvent, witness: Witness) => string;
  return sentence(event, witness).replaceAll(
    /(^|[.] )([a-z])/g,
    (_, before: string, letter: string) => before + letter.toUpperCase(),
  );
}

// What has each kind of event to say? A table of sentences, one per type of event, told by a witness.

import type { KernelEvent, KernelEventType } from '../../kernel/event.ts';
import type { Witness } from './witness.ts';

/** Sentences start with a small letter where a process comes first; narrate.ts writes it large. */
export type Sentence<Type extends KernelEventType> = (
  event: Extract<KernelEvent, { type: Type }>,
  witness: Witness,
) => string;

export type Sentences<Types extends KernelEventType> = { readonly [Type in Types]: Sentence<Type> };

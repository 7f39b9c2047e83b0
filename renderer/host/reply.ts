// What does the window take as a reply, and what does it say when there was none?
//
// Hosts and window are built together, so the value of a reply is trusted; its envelope is checked, because a proxy, a
// crashed host or another program on the port may have answered.

import type { OperationName, Reply } from '#shared/protocol/operations.ts';

export function replyOf<Name extends OperationName>(answer: unknown): Reply<Name> {
  if (typeof answer === 'object' && answer !== null && 'ok' in answer) {
    if (answer.ok === true && 'value' in answer) {
      // The envelope is right; the value is what the operation table promises for this name.
      return answer as Reply<Name>;
    }
    if (answer.ok === false && 'error' in answer && isOperationError(answer.error)) {
      return { ok: false, error: answer.error };
    }
  }
  return unreachable('The answer was not one of this lab.');
}

export function unreachable(detail: string): {
  readonly ok: false;
  readonly error: { readonly id: string; readonly message: string };
} {
  return {
    ok: false,
    error: {
      id: 'host-unreachable',
      message: `The lab doesn't answer. ${detail} Nothing that was saved is lost.`,
    },
  };
}

function isOperationError(error: unknown): error is { readonly id: string; readonly message: string } {
  return (
    typeof error === 'object' &&
    error !== null &&
    'id' in error &&
    typeof error.id === 'string' &&
    'message' in error &&
    typeof error.message === 'string'
  );
}

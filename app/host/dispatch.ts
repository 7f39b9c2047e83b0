// How does a request become a reply? Its name and parameters are checked against the table, then its handler answers.
//
// Whatever arrives, and whatever breaks, there is a reply: a host can hand over everything it receives.

import type { OperationError, OperationName, OperationResult, Params } from '#shared/protocol/operations.ts';
import { OPERATIONS } from '#shared/protocol/operations.ts';
import type { Result } from '#shared/result.ts';
import { err } from '#shared/result.ts';
import type { Overseer } from '../attempts/in-slices.ts';
import { failure, failureAt } from '../errors.ts';
import type { Failure } from '../errors.ts';
import type { CallsUnderway } from './calls-underway.ts';

/** What answers each operation; parameters are checked before it is called. */
export type Handlers = {
  readonly [Name in OperationName]: (
    params: Params<Name>,
    overseer: Overseer,
  ) => Promise<Result<OperationResult<Name>, Failure>>;
};

/** A reply to any operation: what goes over the wire. */
export type AnyReply = Result<unknown, OperationError>;

export type Dispatch = (name: unknown, params: unknown) => Promise<AnyReply>;

/** `report` is told of what broke inside; the reply says only that something did. */
export function createDispatcher(
  handlers: Handlers,
  calls: CallsUnderway,
  report: (error: unknown) => void,
): Dispatch {
  return async (name, params) => {
    try {
      if (!isOperation(name)) return err(failure('unknown-operation', printable(name)));
      const parsed = OPERATIONS[name].params.safeParse(params);
      if (!parsed.success) return err(badParams(parsed.error.issues));
      // The parameters passed the schema of this very operation; a union of functions can't be called otherwise.
      const handle = handlers[name] as (
        params: unknown,
        overseer: Overseer,
      ) => Promise<Result<unknown, Failure>>;
      return await calls.run(nameOf(name, parsed.data), (overseer) => handle(parsed.data, overseer));
    } catch (error) {
      report(error);
      return err(failure('internal'));
    }
  };
}

/** Those about another call name that one. */
function nameOf(operation: OperationName, params: object): string | undefined {
  if (operation === 'call.progress' || operation === 'call.cancel') return undefined;
  return 'call' in params && typeof params.call === 'string' ? params.call : undefined;
}

function isOperation(name: unknown): name is OperationName {
  return typeof name === 'string' && Object.hasOwn(OPERATIONS, name);
}

function printable(name: unknown): string {
  return typeof name === 'string' ? JSON.stringify(name.slice(0, 80)) : `of type ${typeof name}`;
}

function badParams(
  issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[],
): Failure {
  const [first] = issues;
  const why = first?.message ?? 'unknown shape';
  return failureAt(first?.path.map(String).join('.') ?? '', failure('bad-params', why.slice(0, 200)));
}

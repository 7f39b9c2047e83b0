// How signals are told: who sent which one, and what became of it.

import type { SignalDelivered, SignalSent } from '../../kernel/event.ts';
import type { Sentences } from './sentence.ts';
import type { Witness } from './witness.ts';
import { list, signalWord } from './witness.ts';

export const SIGNALS: Sentences<
  | 'SignalSent'
  | 'SignalDelivered'
  | 'SignalActionChanged'
  | 'SignalMaskChanged'
  | 'HandlerHeldUp'
  | 'HandlerReturned'
> = {
  SignalSent: (event, w) => [sent(event, w), outcome(event)].filter((part) => part !== '').join(' '),
  SignalDelivered: delivered,
  SignalActionChanged: ({ task, signal, action }, w) => {
    const what = { default: 'leaves', ignore: 'ignores', handler: 'has a handler for' }[action.disposition];
    const rest = action.disposition === 'default' ? ' to the kernel' : '';
    return `${w.who(task)} ${what} ${signalWord(signal)}${rest} from now on.`;
  },
  HandlerHeldUp: ({ task }, w) => `${w.who(task)} is stopped before its handler has run.`,
  HandlerReturned: ({ task }, w) => `${w.who(task)} has run its handler.`,
  SignalMaskChanged: ({ task, blocked }, w) =>
    blocked.length === 0
      ? `${w.who(task)} lets all signals in.`
      : `${w.who(task)} keeps ${list(blocked.map(signalWord))} waiting.`,
};

function sent({ actor, to, info, because }: SignalSent, w: Witness): string {
  const signal = signalWord(info.signal);
  const receiver = actor === to ? 'itself' : w.titled(to);
  if (because === undefined) return `${w.who(actor)} sent ${signal} to ${receiver}.`;
  switch (because) {
    case 'tty':
      return `The terminal sent ${signal} to ${receiver}.`;
    case 'child':
      return `The kernel told ${w.who(to)} about a child: ${signal}.`;
    case 'parent-death':
      return `${w.who(to)} gets ${signal}, because its parent has ended.`;
    case 'zap':
      return `The kernel sent ${signal} to ${receiver}.`;
    case 'orphaned-group':
      return `${w.who(to)} gets ${signal}: nobody is left who could continue its group.`;
    case 'pipe':
      return `${w.who(to)} gets ${signal}: nobody reads its pipe any more.`;
    case 'ptrace':
      return `${w.who(to)} gets ${signal} from its tracer.`;
  }
}

function outcome({ outcome: what, info }: SignalSent): string {
  switch (what) {
    case 'queued':
      return '';
    case 'ignored':
      // CONT has done its work by being sent.
      return info.signal === 'SIGCONT' ? '' : `It ignores ${signalWord(info.signal)}.`;
    case 'dropped':
      return 'Dropped: no handler.';
    case 'coalesced':
      return 'One is waiting already, so nothing is added.';
    case 'zombie':
      return 'It has ended already, so nothing happens.';
  }
}

function delivered({ task, info, action }: SignalDelivered, w: Witness): string {
  const who = w.named(task);
  const signal = signalWord(info.signal);
  switch (action) {
    case 'handler':
      return `${who} handles ${signal}.`;
    case 'ignore':
      return `${who} ignores ${signal}.`;
    case 'terminate':
      return `${signal} ends ${w.who(task)}.`;
    case 'stop':
      return `${signal} stops ${w.who(task)}.`;
    case 'dropped':
      return `${signal} is dropped by ${w.titled(task)}: no handler.`;
    case 'taken':
      return `${who} takes ${signal}, for which it waited.`;
    case 'traced':
      return `${who} stops for its tracer before ${signal} arrives.`;
  }
}

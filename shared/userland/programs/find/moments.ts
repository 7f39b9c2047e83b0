// What do find(1)'s predicates and formats about times mean? A file has one time here, which stands for all (fidelity: times).

import { parseDate } from '../../libc/parse-date.ts';
import { strftime } from '../../libc/calendar.ts';
import { FindProblem } from './expression.ts';

/** `-newerma`: when the file changed, and what of the other file is meant; t is a date. Null for another predicate. */
export function newerLetters(name: string): { readonly own: string; readonly other: string } | null {
  const [, own, other] = /^-newer([aBcm])([aBcmt])$/.exec(name) ?? [];
  return own === undefined || other === undefined ? null : { own, other };
}

export function momentOf(text: string, now: number, quote: (text: string) => string): number {
  const moment = parseDate(text, now);
  if (moment !== null) return moment;
  throw new FindProblem(`I cannot figure out how to interpret ${quote(text)} as a date or time`);
}

/** As ctime(3) has it, with ten places behind the second. */
export function wholeMoment(moment: number): string {
  return strftime('%a %b %e %H:%M:', moment) + secondsOf(moment) + strftime(' %Y', moment);
}

/** The letter behind %A, %C and %T; null where it means nothing. */
export function partOfMoment(letter: string, moment: number): string | null {
  switch (letter) {
    case '@':
      return `${Math.floor(moment)}.${fractionOf(moment)}`;
    case '+':
      return strftime('%Y-%m-%d+%H:%M:', moment) + secondsOf(moment);
    case 'S':
      return secondsOf(moment);
    case 'T':
    case 'X':
      return strftime('%H:%M:', moment) + secondsOf(moment);
    case 'x':
      return strftime('%D', moment);
    default: {
      const part = strftime(`%${letter}`, moment);
      return part === `%${letter}` ? null : part;
    }
  }
}

function secondsOf(moment: number): string {
  return `${strftime('%S', moment)}.${fractionOf(moment)}`;
}

/** Nanoseconds, and a 0 that makes ten places of them. */
function fractionOf(moment: number): string {
  const milliseconds = Math.floor(moment * 1000) - Math.floor(moment) * 1000;
  return String(milliseconds).padStart(3, '0').padEnd(10, '0');
}

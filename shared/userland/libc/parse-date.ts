// Which moment is `2026-01-05 09:00`, `yesterday` or `2 hours ago`? The dates of date -d and touch -d, as far as people type them

import { ownEntry } from '../../own-entry.ts';
import { gmtime } from './calendar.ts';

const DAY = 86_400;
const UNITS: Readonly<Record<string, number>> = { sec: 1, second: 1, min: 60, minute: 60, hour: 3600, day: DAY, week: 7 * DAY, fortnight: 14 * DAY }; // prettier-ignore
const WORDS: Readonly<Record<string, number>> = { now: 0, today: 0, yesterday: -DAY, tomorrow: DAY };

/** Seconds since 1970; null for what is no date. */
export function parseDate(text: string, now: number): number | null {
  const epoch = /^\s*@(-?\d+(?:\.\d+)?)\s*$/.exec(text);
  if (epoch !== null) return Number(epoch[1]);
  let moment: number = now;
  let rest = text.trim().toLowerCase();
  const date = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[t ]+|$)/.exec(rest);
  const day = date === null ? null : epochOf(Number(date[1]), Number(date[2]), Number(date[3]));
  if (date !== null) rest = rest.slice(date[0].length);
  const time = /^(\d{1,2}):(\d{2})(?::(\d{2}(?:\.\d+)?))?(?:\s+|$|z$)/.exec(rest);
  if (time !== null) rest = rest.slice(time[0].length);
  if (date !== null && day === null) return null;
  if (day !== null || time !== null) {
    const seconds = time === null ? 0 : Number(time[1]) * 3600 + Number(time[2]) * 60 + Number(time[3] ?? 0);
    if (seconds >= DAY) return null;
    moment = (day ?? Math.floor(now / DAY) * DAY) + seconds;
  }
  for (rest = rest.replace(/^(utc|gmt|z)\s*/, ''); rest !== '';) {
    const relative = /^([+-]?\s*\d+)?\s*([a-z]+?)s?(\s+ago)?(?:\s+|$)/.exec(rest);
    if (relative === null) return null;
    const [whole, count, unit = '', ago] = relative;
    const amount = Number((count ?? '1').replace(/\s+/g, '')) * (ago === undefined ? 1 : -1);
    const word = count === undefined ? ownEntry(WORDS, unit) : undefined;
    const seconds =
      word ?? (ownEntry(UNITS, unit) === undefined ? null : (ownEntry(UNITS, unit) ?? 0) * amount);
    if (seconds !== null) moment += seconds;
    else if (unit === 'month' || unit === 'year')
      moment = monthsLater(moment, unit === 'month' ? amount : 12 * amount);
    else return null;
    rest = rest.slice(whole.length);
  }
  return moment;
}

/** [[CC]YY]MMDDhhmm[.ss], the stamps of touch -t and date. */
export function parseStamp(text: string, now: number): number | null {
  const [, year, month, day, hour, minute, second = '0'] =
    /^(\d{4}|\d{2})?(\d{2})(\d{2})(\d{2})(\d{2})(?:\.(\d{2}))?$/.exec(text) ?? [];
  if (month === undefined) return null;
  const short = Number(year);
  const full = year === undefined ? gmtime(now).year : year.length === 4 ? short : short + (short < 69 ? 2000 : 1900); // prettier-ignore
  const date = epochOf(full, Number(month), Number(day));
  if (date === null || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 60) return null;
  return date + Number(hour) * 3600 + Number(minute) * 60 + Number(second);
}

function monthsLater(moment: number, months: number): number {
  const { year, month, day } = gmtime(moment);
  const index = year * 12 + (month - 1) + months;
  const first = epochOf(Math.floor(index / 12), (index % 12) + 1, 1) ?? moment;
  return first + (day - 1) * DAY + (moment - Math.floor(moment / DAY) * DAY);
}

/** The midnight a day begins with, in seconds since 1970; null for a day that there is not. */
export function epochOf(year: number, month: number, day: number): number | null {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const yearOfEra = y - era * 400;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  const seconds = (era * 146_097 + dayOfEra - 719_468) * DAY;
  const tm = gmtime(seconds);
  return tm.year === year && tm.month === month && tm.day === day ? seconds : null;
}

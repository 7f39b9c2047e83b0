// Which date is a number of seconds since 1970? gmtime(3) and strftime(3) without a host clock; every clock here is UTC.

export interface Tm {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  /** 0 is Sunday. */
  readonly weekday: number;
  /** 1 to 366. */
  readonly yearday: number;
}

const SECONDS_PER_DAY = 86_400;
const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']; // prettier-ignore
const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** gmtime(3); the days are counted from a 1st of March, so that the leap day is the last of its year. */
export function gmtime(epochSeconds: number): Tm {
  const seconds = Math.floor(epochSeconds);
  const days = Math.floor(seconds / SECONDS_PER_DAY);
  const rest = seconds - days * SECONDS_PER_DAY;
  const sinceEra = days + 719_468;
  const era = Math.floor(sinceEra / 146_097);
  const dayOfEra = sinceEra - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return {
    year,
    month,
    day: dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1,
    hour: Math.floor(rest / 3600),
    minute: Math.floor(rest / 60) % 60,
    second: rest % 60,
    weekday: (((days + 4) % 7) + 7) % 7,
    yearday: days - daysBeforeYear(year) + 1,
  };
}

function daysBeforeYear(year: number): number {
  const y = year - 1;
  return y * 365 + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400) - 719_162;
}

/** strftime(3) in the C locale; an unknown conversion stands as it is. */
export function strftime(format: string, epochSeconds: number): string {
  const tm = gmtime(epochSeconds);
  return format.replace(/%([-_0]?)([a-zA-Z%])/g, (whole, flag: string, letter: string) => {
    const text = conversion(letter, tm, epochSeconds);
    if (text === null) return whole;
    if (flag === '-') return text.replace(/^[ 0]+(?=\d)/, '');
    return flag === '_' ? text.replace(/^0+(?=\d)/, (zeros) => ' '.repeat(zeros.length)) : text;
  });
}

function conversion(letter: string, tm: Tm, epochSeconds: number): string | null {
  const composed = COMPOSED[letter];
  if (composed !== undefined) return strftime(composed, epochSeconds);
  switch (letter) {
    case 'Y': return String(tm.year);
    case 'y': return two(tm.year % 100);
    case 'C': return two(Math.floor(tm.year / 100));
    case 'm': return two(tm.month);
    case 'd': return two(tm.day);
    case 'e': return String(tm.day).padStart(2);
    case 'j': return String(tm.yearday).padStart(3, '0');
    case 'H': return two(tm.hour);
    case 'I': return two(((tm.hour + 11) % 12) + 1);
    case 'M': return two(tm.minute);
    case 'S': return two(tm.second);
    case 'N': return String(Math.round((epochSeconds - Math.floor(epochSeconds)) * 1000) % 1000).padStart(3, '0').padEnd(9, '0');
    case 's': return String(Math.floor(epochSeconds));
    case 'p': return tm.hour < 12 ? 'AM' : 'PM';
    case 'a': return (DAYS[tm.weekday] ?? '').slice(0, 3);
    case 'A': return DAYS[tm.weekday] ?? '';
    case 'b':
    case 'h': return (MONTHS[tm.month - 1] ?? '').slice(0, 3);
    case 'B': return MONTHS[tm.month - 1] ?? '';
    case 'u': return String(tm.weekday === 0 ? 7 : tm.weekday);
    case 'w': return String(tm.weekday);
    case 'Z': return 'UTC';
    case 'z': return '+0000';
    case 'n': return '\n';
    case 't': return '\t';
    case '%': return '%';
    default: return null;
  }
} // prettier-ignore

const COMPOSED: Readonly<Record<string, string>> = {
  D: '%m/%d/%y', F: '%Y-%m-%d', R: '%H:%M', T: '%H:%M:%S', c: '%a %b %e %H:%M:%S %Y', x: '%m/%d/%y', X: '%H:%M:%S', r: '%I:%M:%S %p',
}; // prettier-ignore

function two(value: number): string {
  return String(value).padStart(2, '0');
}

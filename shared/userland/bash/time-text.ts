// How does `time` tell what it has measured? (bash(1), TIMEFORMAT; execute_cmd.c, print_formatted_time)

/** In milliseconds. */
export interface Measured {
  readonly real: number;
  readonly user: number;
  readonly system: number;
}

export const DEFAULT_TIMEFORMAT = '\nreal\t%3lR\nuser\t%3lU\nsys\t%3lS';
export const POSIX_TIMEFORMAT = 'real %2R\nuser %2U\nsys %2S';

const MOST_PLACES = 3;

/** The text, with its newline; or what stands behind a percent sign and is nothing. */
export function timeText(format: string, times: Measured): string | { readonly invalid: string } {
  let text = '';
  for (let at = 0; at < format.length; at += 1) {
    const found = /^%(%|P|([0-9]?)(l?)([RUS]))/.exec(format.slice(at));
    if (found === null) {
      if (format[at] === '%') return { invalid: format[at + 1] ?? '' };
      text += format.charAt(at);
      continue;
    }
    const [whole, kind = '', places = '', long = '', which] = found;
    at += whole.length - 1;
    if (kind === '%') text += '%';
    else if (kind === 'P') text += share(times);
    else text += duration(valueOf(which, times), places === '' ? MOST_PLACES : Number(places), long !== '');
  }
  return `${text}\n`;
}

function valueOf(which: string | undefined, times: Measured): number {
  if (which === 'R') return times.real;
  return which === 'U' ? times.user : times.system;
}

function duration(ms: number, wanted: number, long: boolean): string {
  const places = Math.min(wanted, MOST_PLACES);
  const shown = (seconds: number): string =>
    (Math.floor(seconds * 10 ** places) / 10 ** places).toFixed(places);
  if (!long) return shown(ms / 1000);
  const minutes = Math.floor(ms / 60_000);
  return `${minutes}m${shown((ms - minutes * 60_000) / 1000)}s`;
}

/** How much of the time the processor worked, in percent. */
function share({ real, user, system }: Measured): string {
  return (real === 0 ? 0 : Math.min(100, (100 * (user + system)) / real)).toFixed(2);
}

// Which of ps's --long options is this? They can't be shortened.

import type { Parser } from './parse.ts';

/** `text` is the option without its dashes. Null, or what is wrong. */
export function gnuOption(parser: Parser, text: string): string | null {
  const equals = text.indexOf('=');
  const name = equals < 0 ? text : text.slice(0, equals);
  const attached = equals < 0 ? null : text.slice(equals + 1);
  const value = (): string | null => (attached === null ? parser.nextArgument() : attached === '' ? null : attached);
  const { settings } = parser;
  switch (name) {
    case '': return 'garbage option';
    case 'pid': return parser.select('pid', value(), 'list of process IDs must follow --pid');
    case 'ppid': return parser.select('ppid', value(), 'list of process IDs must follow --ppid');
    case 'quick-pid': return parser.quick(value(), 'List of process IDs must follow --quick-pid.');
    case 'sid': return parser.select('session', value(), 'some sid thing(s) must follow --sid');
    case 'tty': return parser.select('tty', value(), 'list of ttys must follow --tty');
    case 'user': return parser.select('euid', value(), 'list of effective users must follow --user');
    case 'User': return parser.select('ruid', value(), 'list of real users must follow --User');
    case 'group': return parser.select('egid', value(), 'list of effective groups must follow --group');
    case 'Group': return parser.select('rgid', value(), 'list of real groups must follow --Group');
    case 'format': return parser.format(value(), 'format specification must follow --format');
    case 'sort': return parser.sort(value(), 'long sort specification must follow --sort');
    case 'cols':
    case 'columns':
    case 'width': return width(parser, value());
    case 'rows':
    case 'lines': return height(parser, value());
    case 'help': {
      settings.instead = { what: 'help', section: value() };
      return null;
    }
    case 'version': return attached === null ? parser.exclusive({ what: 'version' }, '--version') : exclusive('--version');
    case 'info': return attached === null ? parser.exclusive({ what: 'info' }, '--info') : exclusive('--info');
    case 'context': return parser.format('pid,context,command', '');
    case 'deselect': return plain(attached, '--deselect', () => { settings.deselect = true; });
    case 'cumulative': return plain(attached, '--cumulative', () => undefined);
    case 'forest': return plain(attached, '--forest', () => { settings.forest = 'branches'; });
    case 'header':
    case 'headers':
    case 'heading':
    case 'headings': return attached === null ? parser.heading('repeated') : plain(attached, '--heading', () => undefined);
    case 'no-header':
    case 'no-headers':
    case 'no-heading':
    case 'no-headings':
    case 'noheader':
    case 'noheaders':
    case 'noheading':
    case 'noheadings': return attached === null ? parser.heading('none') : plain(attached, '--no-heading', () => undefined);
    default: return 'unknown gnu long option';
  }
} // prettier-ignore

function plain(attached: string | null, name: string, act: () => void): string | null {
  if (attached !== null) return `option ${name} does not take an argument`;
  act();
  return null;
}

function exclusive(name: string): string {
  return `the option is exclusive: ${name}`;
}

function width(parser: Parser, value: string | null): string | null {
  const columns = number(value);
  if (columns === null) return 'number of columns must follow --cols, --width, or --columns';
  parser.settings.screenColumns = columns;
  return null;
}

function height(parser: Parser, value: string | null): string | null {
  const rows = number(value);
  if (rows === null) return 'number of rows must follow --rows or --lines';
  parser.settings.screenRows = rows;
  return null;
}

/** As strtol(3) reads it, above 0 and below two milliards. */
function number(value: string | null): number | null {
  if (value === null || !/^[ \t]*\+?(0[xX][\da-fA-F]+|0[0-7]*|[1-9]\d*)$/.test(value)) return null;
  const digits = value.replace(/^[ \t]*\+?/, '');
  const number = Number(/^0\d/.test(digits) ? `0o${digits.slice(1)}` : digits);
  return number > 0 && number < 2_000_000_000 ? number : null;
}

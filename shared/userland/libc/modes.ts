// What permissions does `u+x`, `go-w` or `644` make of a file? chmod(1), mode_compile() of gnulib

/** The new permission bits; null for what is no mode. `mask` is the umask, which a mode without a user class obeys. */
export function applyMode(text: string, before: number, isDirectory: boolean, mask: number): number | null {
  if (/^[0-7]{1,5}$/.test(text)) return parseInt(text, 8) & 0o7777;
  let mode = before;
  for (const clause of text.split(',')) {
    const [, sign = '', octal = ''] = /^([-+=])([0-7]{1,5})$/.exec(clause) ?? [];
    if (octal !== '') {
      const bits = parseInt(octal, 8) & 0o7777;
      mode = sign === '+' ? mode | bits : sign === '-' ? mode & ~bits : bits;
      continue;
    }
    const [, who = '', actions = ''] = /^([ugoa]*)((?:[-+=](?:[ugo]|[rwxXst]*))+)$/.exec(clause) ?? [];
    if (actions === '') return null;
    for (const [, operator = '', what = ''] of actions.matchAll(/([-+=])([ugo]|[rwxXst]*)/g)) {
      mode = applied(mode, who, operator, what, isDirectory, mask);
    }
  }
  return mode;
}

function applied(
  mode: number,
  who: string,
  operator: string,
  what: string,
  isDirectory: boolean,
  mask: number,
): number {
  const classes = classBits(who);
  const allowed = who === '' ? classes & ~mask : classes;
  const bits = permissionBits(what, mode, isDirectory) & (allowed | 0o7000);
  const special =
    (what.includes('s') ? specialBits(who) : 0) | (what.includes('t') && /^a?$/.test(who) ? 0o1000 : 0);
  const set = (bits & 0o777) | special;
  if (operator === '+') return mode | set;
  if (operator === '-') return mode & ~set;
  return (mode & ~(classes & 0o777)) | set;
}

function classBits(who: string): number {
  if (who === '' || who.includes('a')) return 0o777;
  return (who.includes('u') ? 0o700 : 0) | (who.includes('g') ? 0o070 : 0) | (who.includes('o') ? 0o007 : 0);
}

function specialBits(who: string): number {
  const all = who === '' || who.includes('a');
  return (all || who.includes('u') ? 0o4000 : 0) | (all || who.includes('g') ? 0o2000 : 0);
}

/** The bits for all three classes; `u`, `g`, `o` copy those of a class. */
function permissionBits(what: string, mode: number, isDirectory: boolean): number {
  if (what === 'u' || what === 'g' || what === 'o') {
    const copied = what === 'u' ? (mode >> 6) & 7 : what === 'g' ? (mode >> 3) & 7 : mode & 7;
    return copied * 0o111;
  }
  const executes = what.includes('x') || (what.includes('X') && (isDirectory || (mode & 0o111) !== 0));
  return (what.includes('r') ? 0o444 : 0) | (what.includes('w') ? 0o222 : 0) | (executes ? 0o111 : 0);
}

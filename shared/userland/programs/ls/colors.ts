// In which colour does ls show a name? LS_COLORS, dircolors(1)

import type { Stat } from '../../sys.ts';

/** Where LS_COLORS says nothing. */
const USUAL: Readonly<Record<string, string>> = {
  di: '01;34', ln: '01;36', pi: '33', cd: '01;33', ex: '01;32', su: '37;41', sg: '30;43', st: '37;44', ow: '34;42', tw: '30;42',
}; // prettier-ignore

export class LsColors {
  readonly #codes: Record<string, string> = { ...USUAL };
  readonly #endings: { readonly ending: string; readonly code: string }[] = [];
  #begun = false;

  constructor(settings: string) {
    for (const setting of settings.split(':')) {
      const [, ending, key = '', code = ''] = /^(?:\*([^=]*)|(\w\w))=(.*)$/.exec(setting) ?? [];
      if (ending !== undefined) this.#endings.push({ ending, code });
      else if (key !== '') this.#codes[key] = code;
    }
  }

  /** Before the first colour of all a reset is written. `leadsNowhere` is about a link. */
  paint(shown: string, name: string, stat: Stat | null, leadsNowhere: boolean): string {
    const code = stat === null ? '' : this.#codeOf(name, stat, leadsNowhere);
    if (code === '' || code === '0' || code === '00') return shown;
    const [, blank = '', text = ''] = /^( ?)(.*)$/s.exec(shown) ?? [];
    const reset = this.#begun ? '' : '\x1b[0m';
    this.#begun = true;
    return `${blank}${reset}\x1b[${code}m${text}\x1b[0m`;
  }

  #codeOf(name: string, { kind, mode }: Stat, leadsNowhere: boolean): string {
    const code = (key: string): string => this.#codes[key] ?? '';
    switch (kind) {
      case 'directory': {
        const [sticky, open] = [(mode & 0o1000) !== 0, (mode & 0o002) !== 0];
        return (sticky && open ? code('tw') : open ? code('ow') : sticky ? code('st') : '') || code('di');
      }
      case 'symlink':
        return (leadsNowhere ? code('or') : '') || code('ln');
      case 'fifo':
        return code('pi');
      case 'char':
        return code('cd');
      case 'file':
      case 'ns': {
        if ((mode & 0o4000) !== 0 && code('su') !== '') return code('su');
        if ((mode & 0o2000) !== 0 && code('sg') !== '') return code('sg');
        if ((mode & 0o111) !== 0 && code('ex') !== '') return code('ex');
        const found = this.#endings.findLast(({ ending }) =>
          name.toLowerCase().endsWith(ending.toLowerCase()),
        );
        return found?.code ?? code('fi');
      }
    }
  }
}

/** dircolors knows these terminals; on another one, and without LS_COLORS, nothing is coloured. */
export function isColorTerminal(term: string | undefined): boolean {
  return /^(Eterm|ansi|.*color.*|con\d+x\d+|cons25|console|cygwin|dtterm|gnome|hurd|jfbterm|konsole|kterm|linux|linux-c|mlterm|putty|rxvt.*|screen.*|st|terminator|tmux.*|vt100|xterm.*)$/.test(term ?? ''); // prettier-ignore
}

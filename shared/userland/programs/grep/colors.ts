// How does grep colour what it prints? GREP_COLORS, as grep(1) tells it

/** What is coloured: matches in selected and in context lines, both kinds of lines, names, numbers, offsets, separators. */
type Part = 'ms' | 'mc' | 'sl' | 'cx' | 'fn' | 'ln' | 'bn' | 'se';

export class Colors {
  readonly #codes: Record<Part, string> = { ms: '01;31', mc: '01;31', sl: '', cx: '', fn: '35', ln: '32', bn: '32', se: '36' }; // prettier-ignore
  readonly isOn: boolean;
  /** rv: with -v the colours of the two kinds of lines change places. */
  #reverses = false;
  /** ne: the line is not cleared to its end. */
  #clears = true;

  constructor(isOn: boolean, capabilities: string) {
    this.isOn = isOn;
    for (const capability of capabilities.split(':')) {
      const [, name = '', , code] = /^([a-z]+)(=([\d;]*))?$/.exec(capability) ?? [];
      if (name === 'ne') this.#clears = false;
      else if (name === 'rv') this.#reverses = true;
      else if (code !== undefined && name === 'mt') this.#codes.ms = this.#codes.mc = code;
      else if (code !== undefined && this.#isPart(name)) this.#codes[name] = code;
    }
  }

  #isPart(name: string): name is Part {
    return name in this.#codes;
  }

  paint(part: Part, text: string): string {
    const begin = this.#begin(part);
    return text === '' || begin === '' ? text : `${begin}${text}\x1b[m${this.#clear}`;
  }

  #begin(part: Part): string {
    const code = this.#codes[part];
    return !this.isOn || code === '' ? '' : `\x1b[${code}m${this.#clear}`;
  }

  get #clear(): string {
    return this.#clears ? '\x1b[K' : '';
  }

  /** A whole line with its matches, each in its own colour. */
  line(
    line: string,
    matches: readonly { readonly start: number; readonly end: number }[],
    isSelected: boolean,
    isInverted: boolean,
  ): string {
    const rest: Part = isSelected !== (this.#reverses && isInverted) ? 'sl' : 'cx';
    const match: Part = isSelected ? 'ms' : 'mc';
    let out = '';
    let done = 0;
    for (const { start, end } of matches) {
      // the colour of the line goes over into that of the match
      out += this.#begin(rest) + line.slice(done, start) + this.paint(match, line.slice(start, end));
      done = end;
    }
    return out + this.paint(rest, line.slice(done));
  }
}

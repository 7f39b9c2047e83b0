// How does watch put what a command wrote on the terminal, and what of it stands out? On a terminal that can only write, each
// picture follows the one before (fidelity: watch).

import type { Terminfo } from '../../libc/terminfo.ts';

export interface PictureStyle {
  readonly columns: number;
  readonly wraps: boolean;
  /** What stands out: what is not as it was in the last picture, or in any before. */
  readonly differences: 'no' | 'last' | 'permanent';
}

export class Picture {
  readonly #terminfo: Terminfo | null;
  readonly #style: PictureStyle;
  #before: readonly string[] | null = null;
  /** By line and column. */
  readonly #changed = new Set<string>();

  constructor(terminfo: Terminfo | null, style: PictureStyle) {
    this.#terminfo = terminfo;
    this.#style = style;
  }

  draw(heading: string, shown: string): string {
    const lines = this.#lines(shown);
    const text = lines.map((line, row) => this.#marked(line, row)).join('\n');
    this.#before = lines;
    return (this.#terminfo?.clearScreen ?? '') + heading + text;
  }

  #lines(shown: string): readonly string[] {
    const { columns, wraps } = this.#style;
    return shown.split('\n').flatMap((line) => {
      if (wraps) return [line];
      return [line.slice(0, columns)];
    });
  }

  #marked(line: string, row: number): string {
    const { differences } = this.#style;
    if (differences === 'no' || this.#terminfo === null || this.#before === null) return line;
    const { enterStandoutMode, exitStandoutMode } = this.#terminfo;
    const old = this.#before[row] ?? '';
    let text = '';
    let isMarked = false;
    for (let at = 0; at < line.length; at += 1) {
      const place = `${row},${at}`;
      if (line[at] !== old[at]) this.#changed.add(place);
      else if (differences === 'last') this.#changed.delete(place);
      const marks = this.#changed.has(place);
      if (marks !== isMarked) text += marks ? enterStandoutMode : exitStandoutMode;
      isMarked = marks;
      text += line.charAt(at);
    }
    return isMarked ? text + exitStandoutMode : text;
  }
}

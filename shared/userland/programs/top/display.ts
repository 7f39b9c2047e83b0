// How does top put a picture, a message or a question on the terminal? By what TERM says that it can do. terminfo(5)

import { terminfoOf } from '../../libc/terminfo.ts';
import type { Process } from '../../libc/process.ts';
import type { Terminfo } from '../../libc/terminfo.ts';

export interface Display {
  /** After a key the picture is shown once more, as nobody can see where the terminal draws over the one before. */
  readonly showsTwice: boolean;
  picture(text: string): string;
  message(text: string): string;
  /** With as much of the answer as was typed. */
  question(text: string, answer: string): string;
  /** A whole page that is no picture. */
  page(text: string): string;
  /** `rows`: of the screen. */
  end(rows: number): string;
}

export function displayOf({ env }: Process): Display {
  const terminfo = terminfoOf(env);
  return terminfo === null ? new DumbDisplay() : new ScreenDisplay(terminfo);
}

/** It can write, and nothing else. */
class DumbDisplay implements Display {
  readonly showsTwice = true;

  picture(text: string): string {
    return text;
  }

  message(text: string): string {
    return ` ${text} `;
  }

  /** What was typed so far comes anew after every key. */
  question(text: string, answer: string): string {
    return answer === '' ? `${text} ` : answer;
  }

  page(text: string): string {
    return text;
  }

  end(): string {
    return '\n';
  }
}

/** Every picture takes the place of the one before; messages and questions stand in its empty row. */
class ScreenDisplay implements Display {
  readonly showsTwice = false;
  readonly #terminfo: Terminfo;
  #emptyRow: number | null = null;

  constructor(terminfo: Terminfo) {
    this.#terminfo = terminfo;
  }

  picture(text: string): string {
    const { clearScreen, cursorHome, clrEol, clrEos } = this.#terminfo;
    const lines = text.split('\n');
    const start = this.#emptyRow === null ? clearScreen : cursorHome;
    this.#emptyRow = Math.max(0, lines.indexOf('')) + 1;
    return `${start}${lines.join(`${clrEol}\n`)}${clrEol}${clrEos}`;
  }

  message(text: string): string {
    const { enterStandoutMode, exitStandoutMode } = this.#terminfo;
    return `${this.#atEmptyRow()}${enterStandoutMode} ${text} ${exitStandoutMode}`;
  }

  question(text: string, answer: string): string {
    return `${this.#atEmptyRow()}${text} ${answer}`;
  }

  page(text: string): string {
    this.#emptyRow = null;
    return this.#terminfo.clearScreen + text;
  }

  end(rows: number): string {
    return `${this.#terminfo.cursorAddress(rows, 1)}\n`;
  }

  #atEmptyRow(): string {
    return this.#terminfo.cursorAddress(this.#emptyRow ?? 1, 1) + this.#terminfo.clrEol;
  }
}

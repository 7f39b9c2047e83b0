// How does top put a picture, a message or a question on the terminal? By what TERM says that it can do. terminfo(5)

import type { Process } from '../../libc/process.ts';

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

const HOME = '\x1b[H';
const CLEAR = '\x1b[2J';
const TO_END_OF_LINE = '\x1b[K';
const BELOW = '\x1b[J';
const REVERSE = '\x1b[7m';
const PLAIN = '\x1b[0m';

export function displayOf({ env }: Process): Display {
  return ['dumb', ''].includes(env.get('TERM') ?? '') ? new DumbDisplay() : new ScreenDisplay();
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
  #emptyRow: number | null = null;

  picture(text: string): string {
    const lines = text.split('\n');
    const start = this.#emptyRow === null ? HOME + CLEAR : HOME;
    this.#emptyRow = Math.max(0, lines.indexOf('')) + 1;
    return `${start}${lines.join(`${TO_END_OF_LINE}\n`)}${TO_END_OF_LINE}${BELOW}`;
  }

  message(text: string): string {
    return `${this.#atEmptyRow()}${REVERSE} ${text} ${PLAIN}`;
  }

  question(text: string, answer: string): string {
    return `${this.#atEmptyRow()}${text} ${answer}`;
  }

  page(text: string): string {
    this.#emptyRow = null;
    return HOME + CLEAR + text;
  }

  end(rows: number): string {
    return `\x1b[${rows};1H\n`;
  }

  #atEmptyRow(): string {
    return `\x1b[${this.#emptyRow ?? 1};1H${TO_END_OF_LINE}`;
  }
}

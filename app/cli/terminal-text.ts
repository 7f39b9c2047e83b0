// What appeared on the terminals, as text for people or for a file? Where it changes terminal, a line says which.

import type { TtyId } from '#shared/kernel/ids.ts';
import type { LogRecord } from '#shared/log/record.ts';

export class TerminalText {
  #tty: TtyId | null = null;
  #atLineStart = true;

  /** The text that these records add, in order. */
  after(records: readonly LogRecord[]): string {
    let text = '';
    for (const record of records) {
      if (record.t !== 'event' || record.event.type !== 'TtyWrote') continue;
      text += this.#heading(record.event.tty) + record.event.text.replaceAll('\r\n', '\n');
      this.#atLineStart = text.endsWith('\n');
    }
    return text;
  }

  #heading(tty: TtyId): string {
    const before = this.#tty;
    this.#tty = tty;
    if (before === tty || (before === null && tty === 0)) return '';
    return `${this.#atLineStart ? '' : '\n'}--- pts/${tty} ---\n`;
  }
}

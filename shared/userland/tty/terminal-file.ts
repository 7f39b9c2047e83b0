// Reading and writing a terminal through a descriptor, job control included. tty_ioctl(4), credentials(7)

import type { TtyWrote } from '../../kernel/event.ts';
import type { Answer } from '../blocking.ts';
import type { LiveKernel } from '../live-kernel.ts';
import { OpenFile } from '../open-file.ts';
import type { OpenMode } from '../open-file.ts';
import type { Process } from '../process.ts';
import { failed } from '../program.ts';
import type { Location } from '../vfs/location.ts';
import type { Terminal } from './terminal.ts';

export class TerminalFile extends OpenFile {
  readonly terminal: Terminal;
  readonly #kernel: LiveKernel;

  constructor(terminal: Terminal, kernel: LiveKernel, at: Location, mode: OpenMode) {
    super(at, mode);
    this.terminal = terminal;
    this.#kernel = kernel;
  }

  override read(caller: Process, max: number): Answer<string> {
    if (this.terminal.hungUp) return '';
    const refused = this.#jobControl(caller, 'read');
    if (refused !== null) return refused;
    const typed = this.terminal.take(max);
    if (typeof typed === 'string' && this.terminal.promptBy === caller.id) this.terminal.promptBy = null;
    return typed;
  }

  override write(caller: Process, text: string): Answer<number> {
    return this.writeAs(caller, text, 'output');
  }

  writeAs(caller: Process, text: string, kind: TtyWrote['kind']): Answer<number> {
    if (this.terminal.hungUp) return { errno: 'EIO' };
    const refused = this.terminal.settings.tostop ? this.#jobControl(caller, 'write') : null;
    if (refused !== null) return refused;
    if (kind === 'prompt') this.terminal.promptBy = caller.id;
    this.#kernel.write(caller.id, this.terminal.id, text, kind);
    return text.length;
  }

  /** Null for the foreground and for terminals that are not the caller's own. */
  #jobControl(caller: Process, op: 'read' | 'write'): Answer<never> | null {
    const { tty, pgrp } = caller.task;
    const { id, settings } = this.terminal;
    if (tty !== id || settings.foreground === null || settings.foreground === pgrp) return null;
    const result = this.#kernel.call({ call: 'tty_job_control', by: caller.id, tty: id, op });
    if ('ret' in result) return null;
    return failed(result) && result.errno !== 'EINTR' ? result : { again: true };
  }
}

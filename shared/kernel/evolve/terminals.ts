// What do terminals and the clock leave behind in the records?

import type { Recipes } from '../evolve.ts';
import type { PidId } from '../ids.ts';
import type { KernelStore } from '../store.ts';
import { holdPid, letGoOfPid } from './pid-links.ts';

export const TERMINALS: Recipes<
  | 'TtyOpened'
  | 'TtyResized'
  | 'TtyControlChanged'
  | 'TtyGivenUp'
  | 'TtyForegroundChanged'
  | 'TtyModeChanged'
  | 'TtyClosed'
  | 'ClockAdvanced'
> = {
  TtyOpened(store, { tty, columns, rows }) {
    store.putTty({
      id: tty,
      session: null,
      foreground: null,
      echo: true,
      canonical: true,
      icrnl: true,
      tostop: false,
      columns,
      rows,
    });
  },

  TtyResized(store, { tty, columns, rows }) {
    store.updateTty(tty, (draft) => {
      draft.columns = columns;
      draft.rows = rows;
    });
  },

  /** A terminal without a session has no foreground either: the leader remembers whom it has to tell. */
  TtyControlChanged(store, { tty, session, tasks }) {
    const { session: before, foreground } = store.tty(tty);
    store.updateTty(tty, (draft) => {
      draft.session = session;
      if (session === null) draft.foreground = null;
    });
    for (const task of tasks) {
      store.updateTask(task, (draft) => {
        draft.tty = session === null ? null : tty;
        if (session === null && draft.pid === before) draft.ttyOldPgrp = foreground;
      });
    }
    moveReference(store, before, session);
    if (session === null) moveReference(store, foreground, null);
  },

  TtyGivenUp(store, { task }) {
    store.updateTask(task, (draft) => {
      draft.tty = null;
    });
  },

  TtyForegroundChanged(store, { tty, foreground }) {
    const before = store.tty(tty).foreground;
    store.updateTty(tty, (draft) => {
      draft.foreground = foreground;
    });
    moveReference(store, before, foreground);
  },

  TtyModeChanged(store, { tty, echo, canonical, icrnl, tostop }) {
    store.updateTty(tty, (draft) => {
      draft.echo = echo;
      draft.canonical = canonical;
      draft.icrnl = icrnl;
      draft.tostop = tostop;
    });
  },

  TtyClosed(store, { tty }) {
    const { session, foreground } = store.tty(tty);
    moveReference(store, session, null);
    moveReference(store, foreground, null);
    store.removeTty(tty);
  },

  ClockAdvanced(store, { to }) {
    store.updateMeta((draft) => {
      draft.now = to;
    });
  },
};

function moveReference(store: KernelStore, from: PidId | null, to: PidId | null): void {
  if (to !== null) holdPid(store, to);
  if (from !== null) letGoOfPid(store, from);
}

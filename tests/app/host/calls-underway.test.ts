// Can a window hear of a call that takes long, and call it off, while the lab does everything else?
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { nodeDisk } from '#app/adapters/disk.ts';
import { makeMachine } from '#app/attempts/make-machine.ts';
import type { Lab } from '#app/host/lab.ts';
import { openLab } from '#app/host/lab.ts';
import type { CallProgress } from '#shared/protocol/operations.ts';
import { FIGURE } from '../../support/echo-lab.ts';
import { withTemporaryTree } from '../../support/temporary-tree.ts';

const LONG = { kind: 'line', tty: 0, text: 'while :; do :; done' };
const SHORT = { kind: 'line', tty: 0, text: 'echo short' };

function inLab(use: (lab: Lab, attempt: string, folder: string) => Promise<void>): Promise<void> {
  return withTemporaryTree({}, async (folder) => {
    const broken: unknown[] = [];
    const lab = await openLab({
      disk: nodeDisk,
      dataFolder: folder,
      makeMachine,
      host: 'web',
      report: (error) => broken.push(error),
    });
    await use(lab, await started(lab), folder);
    await lab.close();
    expect(broken).toEqual([]);
  });
}

async function started({ dispatch }: Lab): Promise<string> {
  const reply = await dispatch('attempt.start', { exercise: FIGURE.id });
  if (!reply.ok) throw new Error(reply.error.message);
  // The table promises a view.
  return (reply.value as { readonly attempt: string }).attempt;
}

async function progressOf({ dispatch }: Lab, call: string): Promise<CallProgress | null> {
  const reply = await dispatch('call.progress', { call });
  if (!reply.ok) throw new Error(reply.error.message);
  return reply.value as CallProgress | null;
}

describe('a call that takes long', () => {
  test('is heard of by its name as long as it lasts', () =>
    inLab(async (lab, attempt) => {
      expect(await progressOf(lab, 'c1')).toBeNull();
      const call = lab.dispatch('attempt.input', { attempt, branch: 0, input: LONG, call: 'c1' });
      expect(await progressOf(lab, 'c1')).toMatchObject({ of: null });
      expect(await call).toMatchObject({ ok: true });
      expect(await progressOf(lab, 'c1')).toBeNull();
    }));

  test('is called off by its name, and by no other', () =>
    inLab(async (lab, attempt) => {
      const call = lab.dispatch('attempt.input', { attempt, branch: 0, input: LONG, call: 'c1' });
      expect(await lab.dispatch('call.cancel', { call: 'c2' })).toEqual({
        ok: true,
        value: { found: false },
      });
      expect(await lab.dispatch('call.cancel', { call: 'c1' })).toEqual({ ok: true, value: { found: true } });
      expect(await call).toMatchObject({ ok: false, error: { id: 'input-cancelled' } });
      const next = await lab.dispatch('attempt.input', { attempt, branch: 0, input: SHORT, call: 'c1' });
      expect(JSON.stringify(next)).toContain('short');
    }));

  test('shares its name with no other', () =>
    inLab(async (lab, attempt) => {
      const params = { attempt, branch: 0, input: LONG, call: 'c1' };
      const call = lab.dispatch('attempt.input', params);
      expect(await lab.dispatch('attempt.input', params)).toMatchObject({ error: { id: 'not-allowed' } });
      await lab.dispatch('call.cancel', { call: 'c1' });
      await call;
    }));

  test('holds up nobody on another attempt', () =>
    inLab(async (lab, attempt) => {
      const other = await started(lab);
      const order: string[] = [];
      const say = (word: string) => () => order.push(word);
      const long = lab.dispatch('attempt.input', { attempt, branch: 0, input: LONG }).then(say('long'));
      await lab.dispatch('attempt.input', { attempt: other, branch: 0, input: SHORT }).then(say('short'));
      await lab.dispatch('host.about', {}).then(say('about'));
      await long;
      expect(order).toEqual(['short', 'about', 'long']);
    }));

  test('is called off when the lab closes, which answers nothing more and keeps no lock', () =>
    inLab(async (lab, attempt, folder) => {
      const input = lab.dispatch('attempt.input', { attempt, branch: 0, input: LONG });
      const other = await started(lab);
      const opening = lab.dispatch('attempt.open', { attempt: other });
      await lab.close();
      expect(await input).toMatchObject({ ok: false, error: { id: 'input-cancelled' } });
      expect((await opening).ok).toBe(true);
      expect(await lab.dispatch('attempt.open', { attempt })).toMatchObject({ error: { id: 'lab-closed' } });
      expect(await lab.dispatch('host.about', {})).toMatchObject({ error: { id: 'lab-closed' } });
      const left = readdirSync(join(folder, 'attempts')).filter((name) => !name.endsWith('.pidlog'));
      expect(left).toEqual([]);
    }));
});

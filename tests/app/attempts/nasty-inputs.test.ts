// Is an attempt whole after inputs that mean it no good: on disk, branched at each of them, handed in, and looked back on?
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { LiveAttempt } from '#app/attempts/live-attempt.ts';
import { makeMachine } from '#app/attempts/make-machine.ts';
import { asSimTime, asTtyId } from '#shared/kernel/ids.ts';
import { initialState } from '#shared/kernel/initial-state.ts';
import { branchesOf, endOf } from '#shared/log/branches.ts';
import { Timeline } from '#shared/replay/timeline.ts';
import type { Pack } from '#shared/packs/pack.ts';
import type { Input } from '#shared/userland/input.ts';
import { kernelConfig } from '#shared/userland/kernel-config.ts';
import type { EchoLab } from '../../support/echo-lab.ts';
import { echoLab, FIGURE, must, PACK, typed } from '../../support/echo-lab.ts';
import { plainState } from '../../support/plain-state.ts';
import { withTemporaryTree } from '../../support/temporary-tree.ts';

/** The same pack, on machines that are paused sooner. */
const IMPATIENT: Pack = {
  ...PACK,
  units: PACK.units.map((unit) => ({
    ...unit,
    exercises: unit.exercises.map((exercise) => ({
      ...exercise,
      world: { ...exercise.world, limits: { ...exercise.world.limits, eventsPerInput: 1_500 } },
    })),
  })),
};
const CTRL_C: Input = { kind: 'key', tty: asTtyId(0), key: '^C' };

const NASTY: readonly (readonly [what: string, inputs: readonly Input[]])[] = [
  ['a fork bomb', [typed(':(){ :|:& };:'), CTRL_C, typed('ps')]],
  ['a limit that is reached again and again', [typed('while :; do ps; done'), typed(''), typed('x'), CTRL_C]],
  ['a loop that never ends', [typed('while :; do :; done')]],
  ['more text than a terminal takes', [typed('yes'), CTRL_C]],
  ['a line of a megabyte', [typed(`: ${'x'.repeat(1_000_000)}`), typed('echo $_ | wc -c')]],
  ['bytes of all kinds', [typed('\0\x01\x1b[2J\u2028\u202e\ud800 \udfff \ufeff"\\\n__proto__'), typed('cat <<< $\'\\xff\\0\'')]],
  ['names of JavaScript', [typed('__proto__=1 constructor=2; declare -A a; a[__proto__]=3; echo ${a[@]} $__proto__ $toString')]],
  ['hours that pass for a loop', [typed('while sleep 1; do :; done &'), { kind: 'clock', to: asSimTime(1e12) }]],
  ['the end of every shell', [typed('exec sleep 0'), { kind: 'key', tty: asTtyId(1), key: '^D' }, { kind: 'terminal' }]],
  ['a machine without anybody', [typed('kill -9 -1; exit'), typed('x')]],
  ['a window of one character', [{ kind: 'resize', tty: asTtyId(0), columns: 1, rows: 1 }, typed('ps aux; pstree')]],
]; // prettier-ignore

function labIn(folder: string): EchoLab {
  return echoLab(folder, { makeMachine, pack: IMPATIENT });
}

function fileOf(folder: string, { attempt }: LiveAttempt): string {
  return join(folder, 'attempts', `${attempt}.pidlog`);
}

/** As far as the machine takes them: a terminal may be closed by then. */
async function give(live: LiveAttempt, inputs: readonly Input[]): Promise<void> {
  for (const input of inputs) {
    const outcome = await live.submit(0, input);
    if (!outcome.ok) expect(outcome.error.id).toBe('input-rejected');
  }
}

describe('an attempt', () => {
  test.each(NASTY)('is the same again after %s', (_what, inputs) =>
    withTemporaryTree({}, async (folder) => {
      const lab = labIn(folder);
      const live = must(await lab.attempts.start(FIGURE.id));
      await give(live, inputs);

      // Looked back on: every moment between two inputs is what the machine was.
      const world = IMPATIENT.units
        .flatMap(({ exercises }) => exercises)
        .find(({ id }) => id === FIGURE.id)!.world;
      const branch = branchesOf(live.records).get(0)!;
      const timeline = new Timeline(initialState(kernelConfig(world)), branch);
      const machine = makeMachine(world, 1);
      for (const logged of branch.inputs) {
        if (logged.input.kind === 'answer' || logged.input.kind === 'hint') continue;
        must(machine.execute(logged.input));
        expect(plainState(timeline.stateAt(endOf(logged)))).toEqual(plainState(machine.state));
      }

      // Branched behind every input, where the next line may be refused, and no more than that.
      for (const { n } of branch.inputs) {
        const made = must(await live.branch(0, n, `what if ${n}`)).assessment.branch;
        const next = await live.submit(made, typed('echo $$'));
        if (!next.ok) expect(next.error.id).toBe('input-rejected');
      }

      const { view } = live;
      const exported = must(await lab.attempts.export(live.attempt));
      expect(exported.text).toBe(readFileSync(fileOf(folder, live), 'utf8'));
      const imported = must(await lab.attempts.import(exported.text));
      expect(imported.view).toEqual({ ...view, attempt: imported.attempt });
      await lab.attempts.close();

      const again = labIn(folder);
      expect(must(await again.attempts.open(live.attempt)).view).toEqual(view);
      await again.attempts.close();
    }),
  );

  test('whose last block is damaged anywhere opens up to it, or says why not', () =>
    withTemporaryTree({}, async (folder) => {
      const lab = labIn(folder);
      const live = must(await lab.attempts.start(FIGURE.id));
      await give(live, [typed('x=1')]);
      const whole = readFileSync(fileOf(folder, live)).length;
      await give(live, [typed('ps')]);
      await lab.attempts.close();
      const bytes = readFileSync(fileOf(folder, live));
      const step = Math.ceil((bytes.length - whole) / 60);
      for (let at = whole; at < bytes.length; at += step) {
        const flipped = Buffer.from(bytes);
        flipped[at]! ^= 1 << (at % 8);
        for (const damaged of [bytes.subarray(0, at), flipped]) {
          writeFileSync(fileOf(folder, live), damaged);
          const other = labIn(folder);
          const opened = await other.attempts.open(live.attempt);
          if (opened.ok) {
            const lines = opened.value.records.filter(({ t }) => t === 'input').length;
            expect([lines, opened.value.readOnly === null]).toEqual([
              2,
              damaged !== flipped || opened.value.readOnly === null,
            ]);
          } else expect(['log-damaged', 'not-a-log']).toContain(opened.error.id);
          await other.attempts.close();
        }
      }
    }));
});

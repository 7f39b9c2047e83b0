// Does the window stand where the log says, and does acting in the past leave that past alone?
import { describe, expect, test } from 'vitest';
import { asTtyId } from '#shared/kernel/ids.ts';
import { LabState, type LabInput } from '../../../renderer/state/lab.svelte.ts';
import { EchoHost } from '../../support/echo-host.ts';

const TTY = asTtyId(0);
const line = (text: string): LabInput => ({ kind: 'line', tty: TTY, text });

function openLab(host = new EchoHost()): {
  readonly host: EchoHost;
  readonly lab: LabState;
  readonly appended: (readonly number[])[];
} {
  const appended: (readonly number[])[] = [];
  const lab = new LabState(host, host.view, (from, to) => appended.push([from, to]));
  return { host, lab, appended };
}

const screen = (lab: LabState): string => lab.timeline.screenAt(TTY, lab.seq);

describe('a line', () => {
  test('goes to the host and comes back as records, and one looks at the end', async () => {
    const { host, lab, appended } = openLab();
    const before = lab.now;
    await lab.submit(line('hello'));
    expect(screen(lab)).toBe('$ hello\r\n1: hello\r\n$ ');
    expect(lab.isPast).toBe(false);
    expect(appended).toEqual([[before, lab.now]]);
    expect(host.calls.at(-1)).toMatchObject({
      name: 'attempt.input',
      params: { attempt: 'a-0001', branch: 0, input: { kind: 'line', tty: 0, text: 'hello' } },
    });
  });

  test('waits for the one before it', async () => {
    const { lab } = openLab();
    await Promise.all([lab.submit(line('one')), lab.submit(line('two'))]);
    expect(screen(lab)).toBe('$ one\r\n1: one\r\n$ two\r\n2: two\r\n$ ');
    expect(lab.linesTyped).toBe(2);
  });

  test('that is refused changes nothing and says why', async () => {
    const { host, lab } = openLab();
    host.refusal = { name: 'attempt.input', message: 'The disk is full.' };
    expect(await lab.submit(line('hello'))).toBe(false);
    expect([screen(lab), lab.problem?.message, lab.busy]).toEqual(['$ ', 'The disk is full.', false]);
  });

  test('that was called off changes nothing, and that is no problem', async () => {
    const { host, lab } = openLab();
    host.refusal = { name: 'attempt.input', message: 'Stopped.', id: 'input-cancelled' };
    expect(await lab.submit(line('hello'))).toBe(false);
    expect([screen(lab), lab.problem, lab.said?.text]).toEqual(['$ ', null, 'Stopped.']);
    host.refusal = null;
    expect(await lab.submit(line('again'))).toBe(true);
    expect(lab.said).toBeNull();
  });
});

describe('the size of a window', () => {
  const sizes = (lab: LabState) =>
    lab.timeline.inputs.flatMap(({ input }) => (input.kind === 'resize' ? [input.columns] : []));

  test('is told with what is typed first, and once', async () => {
    const { lab, appended } = openLab();
    lab.resize(TTY, { columns: 90, rows: 12 }, false);
    expect(sizes(lab)).toEqual([]);
    await lab.submit(line('one'));
    await lab.submit(line('two'));
    expect([sizes(lab), lab.linesTyped, appended.length]).toEqual([[90], 2, 2]);
    expect(lab.state.ttys.get(TTY)?.columns).toBe(90);
  });

  test('is told at once to a program, and never in the past', async () => {
    const { lab } = openLab();
    await lab.submit(line('one'));
    lab.goTo(lab.now - 1);
    lab.resize(TTY, { columns: 90, rows: 12 }, true);
    await lab.complete(TTY, '');
    expect(sizes(lab)).toEqual([]);
    lab.goToNow();
    lab.resize(TTY, { columns: 90, rows: 12 }, true);
    await lab.complete(TTY, '');
    expect(sizes(lab)).toEqual([90]);
  });
});

describe('in the past', () => {
  test('the screen is as it was', async () => {
    const { lab } = openLab();
    await lab.submit(line('one'));
    const then = lab.now;
    await lab.submit(line('two'));
    lab.goTo(then);
    expect([lab.isPast, screen(lab)]).toEqual([true, '$ one\r\n1: one\r\n$ ']);
  });

  test('a line makes a new one behind the last whole input, and the old one stays', async () => {
    const { host, lab } = openLab();
    await lab.submit(line('one'));
    const then = lab.now;
    await lab.submit(line('two'));
    lab.goTo(then + 1);
    await lab.submit(line('other'));
    expect(host.calls.slice(2).map(({ name, params }) => [name, params])).toMatchObject([
      ['attempt.branch', { attempt: 'a-0001', branch: 0, afterInput: 1, name: 'what if: other' }],
      ['attempt.input', { attempt: 'a-0001', branch: 1, input: { kind: 'line', tty: 0, text: 'other' } }],
    ]);
    expect([lab.branch, screen(lab)]).toEqual([1, '$ one\r\n1: one\r\n$ other\r\n2: other\r\n$ ']);
    expect(lab.said?.text).toBe('New line from event 0. The old one stays.');
    lab.showBranch(0);
    expect(screen(lab)).toBe('$ one\r\n1: one\r\n$ two\r\n2: two\r\n$ ');
  });

  test('nothing is typed when the host refuses the new line', async () => {
    const { host, lab } = openLab();
    await lab.submit(line('one'));
    lab.goTo(lab.now - 1);
    host.refusal = { name: 'attempt.branch', message: 'No.' };
    await lab.submit(line('other'));
    expect([lab.branch, lab.problem?.message, host.calls.length]).toEqual([0, 'No.', 2]);
  });

  test('typing goes to the last prompt before that moment', async () => {
    const { lab } = openLab();
    await lab.submit(line('one'));
    const then = lab.now;
    await lab.submit(line('two'));
    lab.goTo(then + 2);
    lab.goToPrompt();
    expect(lab.seq).toBe(then);
  });

  test('the prompt before a moment is the end of the line before the one in which it came about', async () => {
    const { lab } = openLab();
    const start = lab.seq;
    await lab.submit(line('one'));
    const first = lab.seq;
    await lab.submit(line('two'));
    expect(lab.promptBefore(lab.seq)).toBe(first);
    expect(lab.promptBefore(first)).toBe(start);
    expect(lab.promptBefore(0)).toBe(start);
  });

  test('it does not go behind the boot, and its end is now', () => {
    const { lab } = openLab();
    lab.goTo(0);
    expect([lab.seq, lab.isPast]).toEqual([lab.now, false]);
  });
});

test('an attempt opens on the line that was worked on last', async () => {
  const { host, lab } = openLab();
  await lab.submit(line('one'));
  await lab.submit(line('two'));
  lab.goTo(lab.now - 1);
  await lab.makeBranch();
  expect(openLab(host).lab.branch).toBe(1);
});

test('answers are those of this line, the last one of each question', async () => {
  const { lab } = openLab();
  await lab.submit({ kind: 'answer', question: 'why', value: 'a' });
  await lab.submit({ kind: 'answer', question: 'why', value: 'b' });
  expect([...lab.answers]).toEqual([['why', 'b']]);
});

test('what can only be looked at sends nothing', async () => {
  const host = new EchoHost();
  const lab = new LabState(host, { ...host.view, readOnly: 'The file was changed.' }, () => undefined);
  await lab.submit(line('one'));
  await lab.makeBranch();
  expect(host.calls).toEqual([]);
});

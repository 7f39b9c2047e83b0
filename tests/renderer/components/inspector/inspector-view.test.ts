import { describe, expect, it } from 'vitest';
import { ALL_CAPABILITIES, capabilitySet } from '#shared/kernel/abi/capability.ts';
import { asPidNsId, asTaskId, asUid } from '#shared/kernel/ids.ts';
import { inspect, type InspectorView } from '../../../../renderer/components/inspector/inspector-view.ts';
import { bareTask } from '../../../support/bare-state.ts';
import { sketchState } from '../../../support/sketch-state.ts';
import { joinedFromOutside, theFigure, threeEnds, waitingArea } from '../../../support/sketches.ts';

const LEVEL_1 = asPidNsId(2);

function view(state = theFigure(), task = 6, lens: number | null = null): InspectorView {
  const found = inspect(state, asTaskId(task), lens === null ? null : asPidNsId(lens));
  if (found === null) throw new Error(`task ${task} can't be inspected`);
  return found;
}

describe('a process seen from the machine', () => {
  it('has a number on each level, and its own is named', () => {
    expect(view().rows).toEqual([
      { level: 0, number: 6, words: 'level 0, the machine' },
      { level: 1, number: 1, words: 'level 1, its own' },
    ]);
    expect(view().hiddenAbove).toBe(false);
  });

  it('names the levels between', () => {
    expect(view(threeEnds(), 9).rows.map(({ words }) => words)).toEqual([
      'level 0, the machine',
      'level 1',
      'level 2, its own',
    ]);
  });

  it('has a parent that it sees as 0 when that one is outside', () => {
    expect(view()).toMatchObject({ parent: { name: 'unshare' }, parentZeroInside: true });
    expect(view(theFigure(), 8)).toMatchObject({ parent: { name: 'bash' }, parentZeroInside: false });
  });

  it('has its children with all their numbers', () => {
    expect(view().children.map(({ numbers }) => numbers.map(({ number }) => number))).toEqual([
      [8, 2],
      [9, 3],
    ]);
  });

  it('says what it waits for', () => {
    expect(view().state).toBe('sleeping, at its prompt');
    expect(view(theFigure(), 5).state).toBe('sleeping, waits for a child');
    expect(view(theFigure(), 7).state).toBe('stopped');
    expect(view(threeEnds(), 10).state).toBe('killed');
  });

  it('has no link for children that wait for their first process', () => {
    expect(view(waitingArea(), 5).links[1]).toMatchObject({
      target: null,
      words: 'waits for its first process',
    });
    expect(view().links.map(({ target }) => target?.level)).toEqual([1, 1]);
  });

  it('has no link for the children of a zombie', () => {
    expect(view(joinedFromOutside(), 9).links[1]).toMatchObject({ target: null, words: 'none any more' });
  });
});

describe('a process seen from inside', () => {
  it('has the number it has here, and nothing above', () => {
    expect(view(theFigure(), 6, LEVEL_1)).toMatchObject({
      numbers: [{ level: 1, number: 1 }],
      rows: [{ level: 1, number: 1, words: 'here' }],
      hiddenAbove: true,
      parent: null,
      parentZeroInside: false,
    });
  });

  it('cannot be seen at all from where it has no number', () => {
    expect(inspect(theFigure(), asTaskId(5), LEVEL_1)).toBeNull();
    expect(inspect(theFigure(), asTaskId(99), null)).toBeNull();
    expect(inspect(theFigure(), asTaskId(6), asPidNsId(77))).toBeNull();
  });
});

describe('who a process is and what it makes of signals', () => {
  it('names its user and its capabilities', () => {
    const { cred } = bareTask(1);
    const of = (changed: Partial<typeof cred>) =>
      view(
        sketchState(
          [{ id: 1, parent: null }],
          [{ id: 1, ns: 1, parent: null, numbers: [1], cred: { ...cred, ...changed } }],
        ),
        1,
      ).identity;
    expect(of({ effective: ALL_CAPABILITIES })).toBe('uid 0, all capabilities');
    expect(of({ ruid: asUid(1000), euid: asUid(1000) })).toBe('uid 1000, no capabilities');
    expect(of({ ruid: asUid(1000), effective: capabilitySet(['CAP_KILL']) })).toBe(
      'uid 1000, acts as 0, CAP_KILL',
    );
  });

  it('lists only the kinds of signals there are', () => {
    const state = sketchState(
      [{ id: 1, parent: null }],
      [
        {
          id: 1,
          ns: 1,
          parent: null,
          numbers: [1],
          blocked: ['SIGTERM'],
          actions: {
            SIGINT: { disposition: 'handler', flags: [] },
            SIGHUP: { disposition: 'ignore', flags: [] },
          },
        },
      ],
    );
    expect(view(state, 1).signals).toEqual([
      { words: 'blocked', names: ['SIGTERM'] },
      { words: 'handled', names: ['SIGINT'] },
      { words: 'ignored', names: ['SIGHUP'] },
    ]);
  });
});

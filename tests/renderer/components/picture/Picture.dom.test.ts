import { fireEvent, render, screen } from '@testing-library/svelte';
import { describe, expect, it, vi } from 'vitest';
import type { KernelEvent } from '#shared/kernel/event.ts';
import { asPid, asPidNsId, asTaskId } from '#shared/kernel/ids.ts';
import Picture from '../../../../renderer/components/picture/Picture.svelte';
import { crowd, deepNest, joinedFromOutside, theFigure, waitingArea } from '../../../support/sketches.ts';

const calls = () => ({ onselect: vi.fn(), oninspect: vi.fn(), onstand: vi.fn(), onleave: vi.fn() });
const LEVEL_1 = asPidNsId(2);

function shown(props: Partial<Parameters<typeof render<typeof Picture>>[1]> = {}) {
  const spies = calls();
  const page = render(Picture, { state: theFigure(), motion: 'none', ...spies, ...props });
  return { ...page, ...spies, tree: screen.getByRole('tree') };
}
const names = () => screen.getAllByRole('treeitem').map((item) => item.getAttribute('aria-label') ?? '');
const item = (start: string) => screen.getByRole('treeitem', { name: new RegExp(`^${start}`) });
const press = (key: string, more: Partial<KeyboardEvent> = {}) =>
  fireEvent.keyDown(document.activeElement ?? document.body, { key, ...more });

describe('the picture, spoken', () => {
  it('is a tree with a name that counts', () => {
    shown();
    screen.getByRole('tree', { name: 'Process tree: 9 processes, 2 PID namespaces' });
  });

  it('names each process by its numbers from outside to inside, its state and its family', () => {
    shown();
    expect(names()).toContain(
      'bash, 6 outside, 1 inside, sleeping, PID 1 of level 1, 2 children, child of 5 unshare outside.',
    );
    expect(names()).toContain('unshare, 5, sleeping, creator, stays outside, 1 child, child of 4 bash.');
    expect(names()).toContain('sleep, 7, stopped, child of 3 bash.');
  });

  it('says how deep each process is in the tree, and which of its siblings', () => {
    shown();
    const worker = item('worker');
    expect(['level', 'posinset', 'setsize'].map((name) => worker.getAttribute(`aria-${name}`))).toEqual([
      '5',
      '1',
      '2',
    ]);
  });

  it('speaks from inside only of what can be seen there', () => {
    const { container } = shown({ lens: LEVEL_1 });
    screen.getByRole('tree', { name: 'Process tree as seen from inside: 3 processes' });
    expect(names()).toEqual([
      'bash, 1, sleeping, PID 1 of level 1, 2 children, child of 0, out of sight.',
      'worker, 2, running, child of 1 bash.',
      'sleep, 3, sleeping, child of 1 bash.',
    ]);
    expect(container.textContent).not.toContain('unshare');
    screen.getByText('3 of 9 processes can be seen');
  });

  it('is one tab stop', () => {
    shown({ selected: asTaskId(6) });
    const stops = screen.getAllByRole('treeitem').filter((node) => node.getAttribute('tabindex') === '0');
    expect(stops).toEqual([item('bash, 6')]);
    expect(item('bash, 6').getAttribute('aria-selected')).toBe('true');
  });
});

describe('the picture, by keys', () => {
  it('walks to parent, first child and siblings', async () => {
    shown();
    item('bash, 6').focus();
    const way = [];
    for (const key of ['ArrowDown', 'ArrowRight', 'ArrowLeft', 'ArrowUp', 'ArrowUp', 'Home', 'End']) {
      await press(key);
      way.push(document.activeElement?.getAttribute('aria-label')?.split(',').slice(0, 2).join());
    }
    expect(way).toEqual([
      'worker, 8 outside',
      'sleep, 9 outside',
      'worker, 8 outside',
      'bash, 6 outside',
      'unshare, 5',
      'init, 1',
      'sleep, 9 outside',
    ]);
  });

  it('stays where it is when there is nobody that way', async () => {
    shown();
    item('init').focus();
    await press('ArrowUp');
    await press('ArrowLeft');
    expect(document.activeElement).toBe(item('init'));
  });

  it('jumps to a name or a number', async () => {
    shown();
    item('init').focus();
    await press('9');
    expect(document.activeElement).toBe(item('sleep, 9'));
    await press('c', { timeStamp: 5000 });
    expect(document.activeElement).toBe(item('sleep, 9'));
  });

  it('goes into the namespace below, and out again', async () => {
    shown();
    item('bash, 4').focus();
    await press(']');
    expect(document.activeElement).toBe(item('bash, 6'));
    await press('[');
    expect(document.activeElement).toBe(item('unshare'));
  });

  it('selects, inspects and stands inside', async () => {
    const { onselect, oninspect, onstand } = shown();
    item('worker').focus();
    await press('Enter');
    await press('i');
    await press('v');
    expect(onselect).toHaveBeenCalledWith(8);
    expect(oninspect).toHaveBeenCalledWith(8);
    expect(onstand).toHaveBeenCalledWith(2, 8);
  });

  it('leaves the lens with Escape, and has no use for Escape without one', async () => {
    const { onleave, rerender } = shown();
    const around = vi.fn();
    document.body.addEventListener('keydown', around);
    item('bash, 6').focus();
    await press('Escape');
    expect(onleave).not.toHaveBeenCalled();
    expect(around).toHaveBeenCalledOnce();
    await rerender({ lens: LEVEL_1 });
    item('bash').focus();
    await press('Escape');
    expect(onleave).toHaveBeenCalledOnce();
    document.body.removeEventListener('keydown', around);
  });

  it('leaves keys to others that mean something there', async () => {
    shown();
    const around = vi.fn();
    document.body.addEventListener('keydown', around);
    item('bash, 6').focus();
    for (const key of ['s', 'b', 'g', 'h', 'F6']) await press(key);
    await press('v', { ctrlKey: true });
    expect(around).toHaveBeenCalledTimes(6);
    document.body.removeEventListener('keydown', around);
  });
});

describe('the picture, by pointer', () => {
  it('selects the process that is clicked', async () => {
    const { onselect } = shown();
    await fireEvent.click(item('worker').querySelector('text')!);
    expect(onselect).toHaveBeenCalledWith(8);
  });

  it('stands inside an area that is double clicked', async () => {
    const { onstand, container } = shown();
    await fireEvent.dblClick(container.querySelector('[data-ns="2"] rect')!);
    expect(onstand).toHaveBeenCalledWith(2, null);
  });

  it('does not stand inside the whole machine: one does already', async () => {
    const { onstand, container } = shown();
    await fireEvent.dblClick(container.querySelector('[data-ns="1"] rect')!);
    expect(onstand).not.toHaveBeenCalled();
  });
});

describe('the picture of special moments', () => {
  it('keeps the last picture of a namespace that has closed, and says so', async () => {
    const { rerender, onleave } = shown({ lens: LEVEL_1 });
    await rerender({ state: joinedFromOutside() });
    screen.getByText('Level 1 has closed. Nobody is left to see through.');
    expect(names()).toHaveLength(3);
    await fireEvent.click(screen.getByRole('button', { name: 'Leave' }));
    expect(onleave).toHaveBeenCalledOnce();
  });

  it('says what an area without a process waits for', () => {
    shown({ state: waitingArea() });
    screen.getByText('waits for its first process');
  });

  it('shows a signal while it is the current event, and that it was dropped', async () => {
    const event: KernelEvent = {
      type: 'SignalSent',
      actor: asTaskId(3),
      to: asTaskId(6),
      info: { signal: 'SIGTERM', code: 'SI_USER', pid: asPid(3), uid: 0 },
      outcome: 'dropped',
    };
    const { rerender } = shown({ event });
    screen.getByText('SIGTERM from 3');
    screen.getByText('dropped');
    await rerender({ event: null });
    expect(screen.queryByText('SIGTERM from 3')).toBeNull();
  });

  it('does not say from inside who outside sent a signal', () => {
    const event: KernelEvent = {
      type: 'SignalSent',
      actor: asTaskId(3),
      to: asTaskId(6),
      info: { signal: 'SIGKILL', code: 'SI_USER', pid: asPid(0), uid: 0 },
      outcome: 'queued',
    };
    shown({ event, lens: LEVEL_1 });
    screen.getByText('SIGKILL from outside');
  });

  it('hides the next number from who has to predict it', () => {
    shown({ showNext: false });
    expect(screen.queryByText(/next number/)).toBeNull();
  });

  it('opens a card that stands for many', async () => {
    const { onselect } = shown({ state: crowd(150) });
    expect(names()).toHaveLength(5);
    await fireEvent.click(item('sleep').querySelector('text')!);
    expect(onselect).not.toHaveBeenCalled();
    expect(names()).toHaveLength(154);
  });

  it('opens the levels that are folded around a deep nest', async () => {
    shown({ state: deepNest(6) });
    expect(names()).toHaveLength(4);
    await fireEvent.click(screen.getByRole('button', { name: 'level 0 · 4 processes' }));
    expect(names()).toHaveLength(10);
  });

  it('moves the focus on when whoever had it is gone', async () => {
    const { rerender } = shown({ state: theFigure(), selected: asTaskId(1) });
    item('worker').focus();
    await rerender({ state: waitingArea() });
    expect(document.activeElement).toBe(item('init'));
  });
});

import { fireEvent, render, screen, within } from '@testing-library/svelte';
import { describe, expect, it, vi } from 'vitest';
import { asPidNsId, asTaskId } from '#shared/kernel/ids.ts';
import Inspector from '../../../../renderer/components/inspector/Inspector.svelte';
import { theFigure } from '../../../support/sketches.ts';

const SIX = { state: theFigure(), task: asTaskId(6) };

describe('the inspector', () => {
  it('says what to do while nobody is selected', () => {
    render(Inspector, { state: theFigure(), task: null });
    screen.getByText('Pick a process to see its numbers, or press Tab.');
  });

  it('leads to parent and children', async () => {
    const onselect = vi.fn();
    render(Inspector, { ...SIX, onselect });
    await fireEvent.click(screen.getByRole('button', { name: 'Select unshare, 5' }));
    await fireEvent.click(screen.getByRole('button', { name: 'Select worker, 8 outside, 2 inside' }));
    expect(onselect.mock.calls).toEqual([[5], [8]]);
  });

  it('asks why with the fact that is meant, and with the place to answer at', async () => {
    const onwhy = vi.fn();
    render(Inspector, { ...SIX, onwhy });
    const row = screen.getByText('Parent, seen from inside').closest('div')!;
    const link = within(row).getByRole('button', { name: 'why?' });
    await fireEvent.click(link);
    expect(onwhy).toHaveBeenCalledWith(6, 'parent-inside', link);
  });

  it('has no question where nobody answers', () => {
    render(Inspector, SIX);
    expect(screen.queryByRole('button', { name: 'why?' })).toBeNull();
  });

  it('lets one stand inside, and leave', async () => {
    const [onstand, onleave] = [vi.fn(), vi.fn()];
    const { rerender } = render(Inspector, { ...SIX, onstand, onleave });
    await fireEvent.click(screen.getByRole('button', { name: 'Stand inside' }));
    expect(onstand).toHaveBeenCalledWith(6);
    await rerender({ lens: asPidNsId(2) });
    await fireEvent.click(screen.getByRole('button', { name: 'Leave' }));
    expect(onleave).toHaveBeenCalledOnce();
  });

  it('says from inside what cannot be known there, and no number of the outside', () => {
    const { container } = render(Inspector, { ...SIX, lens: asPidNsId(2) });
    screen.getByText("can't be known from here");
    expect(container.textContent).not.toContain('unshare');
    expect(container.textContent).not.toMatch(/\b[5689]\b/);
  });

  it('draws the life of the process in words too', () => {
    render(Inspector, {
      ...SIX,
      life: [
        { from: 'born', to: 'running' },
        { from: 'running', to: 'sleeping' },
      ],
    });
    screen.getByRole('img', { name: 'Lifecycle, now sleeping, so far born, running, sleeping' });
  });
});

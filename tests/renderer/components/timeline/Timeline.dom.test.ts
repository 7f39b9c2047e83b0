import { fireEvent, render, screen } from '@testing-library/svelte';
import { describe, expect, it, vi } from 'vitest';
import Timeline from '../../../../renderer/components/timeline/Timeline.svelte';
import { figureLane } from '../../../support/sketch-lane.ts';

function shown(seq: number, inside = false) {
  const calls = { onseek: vi.fn(), onstep: vi.fn(), onplay: vi.fn(), onbranch: vi.fn() };
  render(Timeline, { lane: figureLane(inside), seq, sentenceAt: (at: number) => `It was ${at}.`, ...calls });
  return { ...calls, slider: screen.getByRole('slider', { name: 'Timeline' }) };
}

describe('the timeline', () => {
  it('says which event one looks at, of how many, the input, and what happened', () => {
    const { slider } = shown(44);
    expect(slider.getAttribute('aria-valuenow')).toBe('4');
    expect(slider.getAttribute('aria-valuemax')).toBe('18');
    expect(slider.getAttribute('aria-valuetext')).toBe(
      'Event 4 of 18. Input 1, unshare fork pid mount proc bash. It was 40.',
    );
  });

  it('says that one is at the end', () => {
    expect(shown(185).slider.getAttribute('aria-valuetext')).toMatch(
      /^Now\. Event 18 of 18\. Input 6, ps ef\./,
    );
  });

  it('says nothing of what is out of sight but that it is', () => {
    expect(shown(70, true).slider.getAttribute('aria-valuetext')).toBe(
      'Event 7 of 18. Input 2, out of sight. Out of sight.',
    );
  });

  it('steps by event, by input, and from fact to fact', async () => {
    const { slider, onstep, onseek } = shown(75);
    await fireEvent.keyDown(slider, { key: 'ArrowLeft' });
    await fireEvent.keyDown(slider, { key: 'ArrowRight', shiftKey: true });
    expect(onstep.mock.calls).toEqual([
      ['event', -1],
      ['input', 1],
    ]);
    await fireEvent.keyDown(slider, { key: 'ArrowRight', ctrlKey: true });
    await fireEvent.keyDown(slider, { key: 'ArrowLeft', ctrlKey: true });
    expect(onseek.mock.calls).toEqual([[130], [70]]);
  });

  it('goes to the start and to now, and plays', async () => {
    const { slider, onseek, onplay } = shown(75);
    await fireEvent.keyDown(slider, { key: 'Home' });
    await fireEvent.keyDown(slider, { key: 'End' });
    await fireEvent.keyDown(slider, { key: ' ' });
    expect(onseek.mock.calls).toEqual([[0], [185]]);
    expect(onplay).toHaveBeenCalledOnce();
  });

  it('leaves keys alone that are not its own', async () => {
    const { slider, onseek, onstep } = shown(75);
    await fireEvent.keyDown(slider, { key: 'F6' });
    await fireEvent.keyDown(slider, { key: 'ArrowLeft', altKey: true });
    expect(onseek).not.toHaveBeenCalled();
    expect(onstep).not.toHaveBeenCalled();
  });

  it('leads to a line that leaves by its name', async () => {
    const { onbranch } = shown(185);
    await fireEvent.click(screen.getByRole('button', { name: /what if 6 exits/ }));
    expect(onbranch).toHaveBeenCalledWith(1);
  });
});

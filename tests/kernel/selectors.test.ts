// Do numbers, visibility and lists read the same from every namespace as Linux shows them?
import { describe, expect, it } from 'vitest';
import {
  childrenOf,
  groupNumber,
  isVisible,
  membersOf,
  numbersFrom,
  numbersOf,
  ownInit,
  pidNsOf,
  pidOf,
  sessionNumber,
  taskByPid,
  visibleTasks,
} from '#shared/kernel/selectors.ts';
import { KernelLab } from '../support/kernel-lab.ts';

/** init, and below it two nested namespaces: outer (init o, member m) and inner (init i, member x). */
function nested(): KernelLab {
  const lab = new KernelLab();
  lab.fork('init', 'o', 'CLONE_NEWPID');
  lab.fork('o', 'm');
  lab.fork('o', 'i', 'CLONE_NEWPID');
  lab.fork('i', 'x');
  return lab;
}

describe('a process in nested namespaces', () => {
  const lab = nested();
  const { state } = lab;
  const home = (name: string) => pidNsOf(state, lab.task(name));

  it('has one number per level, outermost first', () => {
    expect(numbersOf(state, lab.task('x'))).toEqual([5, 4, 2]);
    expect(numbersFrom(state, lab.task('x'), lab.task('x').pid, home('o'))).toEqual([4, 2]);
  });

  it('is seen from its own namespace and from above, and is 0 elsewhere', () => {
    expect(pidOf(state, lab.task('x'), home('init'))).toBe(5);
    expect(pidOf(state, lab.task('m'), home('x'))).toBe(0);
    expect(isVisible(state, lab.task('x'), home('o'))).toBe(true);
    expect(isVisible(state, lab.task('o'), home('x'))).toBe(false);
  });

  it('is found by its number where it is asked for', () => {
    expect(taskByPid(state, home('o'), 2)).toBe(lab.task('m'));
    expect(taskByPid(state, home('i'), 2)).toBe(lab.task('x'));
    expect(taskByPid(state, home('i'), 3)).toBeUndefined();
    expect(taskByPid(state, home('i'), -1)).toBeUndefined();
  });

  it('shows 0 for a group and session led from out of sight', () => {
    expect(groupNumber(state, lab.task('x'), home('i'))).toBe(0);
    expect(sessionNumber(state, lab.task('x'), home('init'))).toBe(1);
  });

  it('is listed by number, members apart from who is only seen', () => {
    const names = (ids: readonly { id: number }[]) => ids.map(({ id }) => id);
    expect(names(visibleTasks(state, home('o')))).toEqual(
      names([lab.task('o'), lab.task('m'), lab.task('i'), lab.task('x')]),
    );
    expect(names(membersOf(state, home('o')))).toEqual(names([lab.task('o'), lab.task('m')]));
    expect(names(childrenOf(state, lab.task('o')))).toEqual(names([lab.task('m'), lab.task('i')]));
    expect(ownInit(state, lab.task('x'))).toBe(lab.id('i'));
  });
});

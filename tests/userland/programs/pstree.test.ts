import { describe, expect, it } from 'vitest';
import { run, runAs } from '../../support/run-programs.ts';

const THREE = ['sleep 99 &', 'sleep 99 &', 'sleep 99 &'];

describe('pstree', () => {
  it('draws lines on a terminal', () => {
    expect(run('sleep 99 &', 'pstree -p').screen).toBe(
      'init(1)───bash(2)─┬─pstree(4)\n                  └─sleep(3)\n',
    );
  });

  it('draws in ASCII into a pipe', () => {
    expect(run('sleep 99 &', 'pstree -p | cat').screen).toBe(
      'init(1)---bash(2)-+-cat(5)\n                  |-pstree(4)\n                  `-sleep(3)\n',
    );
  });

  it('folds equal subtrees unless numbers are shown', () => {
    expect(run(...THREE, 'pstree').screen).toBe('init───bash─┬─pstree\n            └─3*[sleep]\n');
    expect(run(...THREE, 'pstree -c').screen.split('\n')).toHaveLength(5);
  });

  it('shows arguments one process to a line', () => {
    expect(run('sleep 99 &', 'pstree -a').screen).toBe(
      'init\n  └─bash\n      ├─pstree -a\n      └─sleep 99\n',
    );
  });

  it('marks where the namespace changes', () => {
    expect(run('unshare -pf sleep 99 &', 'sleep 1', 'pstree -S').screen).toBe(
      'init───bash─┬─pstree\n            └─unshare───sleep(pid)\n',
    );
  });

  it('shows only the line of ancestors with -s', () => {
    expect(run('sleep 99 &', 'sleep 99 &', 'pstree -sp 3').screen).toBe('init(1)───bash(2)───sleep(3)\n');
  });

  it('shows the trees of a user', () => {
    expect(runAs('student', 'pstree student').screen).toBe('bash───pstree\n');
  });

  it('shows nothing of a number that is not there', () => {
    expect(run('pstree 99')).toEqual({ screen: '', statuses: [0] });
  });

  it('says which user it does not know', () => {
    expect(run('pstree nosuchuser')).toEqual({ screen: 'No such user name: nosuchuser\n', statuses: [1] });
  });
});

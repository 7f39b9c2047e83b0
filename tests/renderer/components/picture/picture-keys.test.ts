import { describe, expect, it } from 'vitest';
import { asTaskId } from '#shared/kernel/ids.ts';
import { buildScene } from '../../../../renderer/components/picture/build-scene.ts';
import { intentOf, isJump } from '../../../../renderer/components/picture/picture-keys.ts';
import { processesOf } from '../../../../renderer/components/picture/scene.ts';
import { threeEnds } from '../../../support/sketches.ts';

const processes = processesOf(buildScene(threeEnds()).root);
const at = (task: number) => processes.find((process) => process.task === asTaskId(task))!;
function goal(from: number, key: string, typed = '') {
  const intent = intentOf({ key, modified: false }, at(from), processes, typed);
  return intent?.kind === 'focus' ? intent.task : intent;
}

describe('a jump', () => {
  it('goes to the next process whose name begins so, and round', () => {
    expect(goal(1, 'u', 'u')).toBe(5);
    expect(goal(5, 'u', 'u')).toBe(8);
    expect(goal(8, 'u', 'u')).toBe(5);
  });

  it('stays with whoever fits while the wish becomes more exact', () => {
    expect(goal(8, 'n', 'un')).toBe(8);
    expect(goal(1, '1', '11')).toBe(11);
  });

  it('goes to any of the numbers of a process', () => {
    expect(goal(11, '4', '4')).toBe(4);
    expect(goal(4, '4', '4')).toBe(10);
  });

  it('begins with letters that are no commands, and goes on with all', () => {
    expect(isJump('u', false)).toBe(true);
    expect(isJump('b', false)).toBe(false);
    expect(isJump('B', false)).toBe(true);
    expect(isJump('b', true)).toBe(true);
    expect(isJump('7', false)).toBe(true);
    expect(isJump('ArrowUp', true)).toBe(false);
  });

  it('finds nobody', () => {
    expect(goal(1, 'z', 'z')).toBeNull();
  });
});

describe('the way through namespaces', () => {
  it('leads into the one below and out to the one around', () => {
    expect(goal(6, ']')).toBe(9);
    expect(goal(10, '[')).toBe(8);
    expect(goal(6, '[')).toBe(5);
    expect(goal(1, '[')).toBeNull();
    expect(goal(9, ']')).toBeNull();
  });

  it('leads from anywhere into some namespace, if there is one deeper', () => {
    expect(goal(2, ']')).toBe(6);
  });
});

describe('keys with Ctrl, Alt or Meta', () => {
  it('are never the picture’s', () => {
    expect(intentOf({ key: 'ArrowUp', modified: true }, at(2), processes, '')).toBeNull();
  });
});

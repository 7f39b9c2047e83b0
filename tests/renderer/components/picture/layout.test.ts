import { describe, expect, it } from 'vitest';
import { asPidNsId, asTaskId } from '#shared/kernel/ids.ts';
import { buildScene } from '../../../../renderer/components/picture/build-scene.ts';
import { areaOf, cardOf, layoutScene, type Box } from '../../../../renderer/components/picture/layout.ts';
import type { Density } from '../../../../renderer/components/picture/measures.ts';
import { joinedFromOutside, theFigure, waitingArea } from '../../../support/sketches.ts';

const figure = (density: Density = 'comfortable') => layoutScene(buildScene(theFigure()), density);
function card(task: number, density?: Density) {
  const found = cardOf(figure(density), asTaskId(task));
  if (found === undefined) throw new Error(`no card for ${task}`);
  return found;
}
const middle = ({ x, width }: Box) => x + width / 2;

describe('the tree of the figure', () => {
  it('centres a parent over its first and last child', () => {
    expect(middle(card(1))).toBeCloseTo((middle(card(2)) + middle(card(4))) / 2);
    expect(middle(card(6))).toBeCloseTo((middle(card(8)) + middle(card(9))) / 2);
  });

  it('has rows 80 apart, and 120 where a gate lies between', () => {
    expect(card(2).y - card(1).y).toBe(80);
    expect(card(6).y - card(5).y).toBe(120);
  });

  it('has rows 60 and 102 apart when it is compact', () => {
    expect(card(2, 'compact').y - card(1, 'compact').y).toBe(60);
    expect(card(6, 'compact').y - card(5, 'compact').y).toBe(102);
  });

  it('lays the area around its processes with its padding', () => {
    const area = areaOf(figure(), asPidNsId(2))!;
    expect(card(6).y - area.y).toBe(57);
    expect(area.y + area.height - (card(9).y + card(9).height)).toBe(20);
    expect(card(8).x - area.x).toBeGreaterThanOrEqual(24);
  });

  it('leaves room for the label of an area to the left of its gate', () => {
    const { areas, gates } = figure();
    expect(gates[0]!.x - 11 - areas[0]!.x).toBeGreaterThan(38 + 134);
  });

  it('crosses a border once, at a gate above the new PID 1', () => {
    const { gates } = figure();
    expect(gates).toEqual([
      { key: 'into 2', level: 1, x: middle(card(6)), y: areaOf(figure(), asPidNsId(2))!.y },
    ]);
  });

  it('changes the hue of the line at the gate', () => {
    const levels = figure()
      .wires.filter(({ key }) => key === 'into 2' || key === '6')
      .map(({ level }) => level);
    expect(levels).toEqual([0, 1]);
  });

  it('draws every line level or plumb, by way of a bus 19 above the children', () => {
    const wire = figure().wires.find(({ key }) => key === '2')!;
    expect(wire.d).toMatch(/^M[\d. -]+V[\d.-]+Q[\d. -]+H[\d.-]+Q[\d. -]+V[\d.-]+$/);
    expect(wire.d).toContain(` ${card(2).y - 19}H`);
  });
});

describe('an area without a process', () => {
  it('waits below its creator, whose line already ends at its gate', () => {
    const layout = layoutScene(buildScene(waitingArea()), 'comfortable');
    const area = areaOf(layout, asPidNsId(2))!;
    const creator = cardOf(layout, asTaskId(5))!;
    expect(area.y - (creator.y + creator.height)).toBe(15);
    expect(layout.gates.map(({ key, x }) => [key, x])).toEqual([['into 2', middle(area)]]);
    expect(middle(area)).toBeCloseTo(middle(creator));
  });

  it('is large enough for the first process, so that nothing grows when it comes', () => {
    const before = areaOf(layoutScene(buildScene(waitingArea()), 'comfortable'), asPidNsId(2))!;
    expect(before.height).toBe(57 + 48 + 20);
  });
});

describe('a process that joined from outside', () => {
  it('comes through a gate of its own', () => {
    const layout = layoutScene(buildScene(joinedFromOutside()), 'comfortable');
    const joined = cardOf(layout, asTaskId(11))!;
    const gate = layout.gates.find(({ key }) => key === '11 into 3')!;
    expect(gate.x).toBeCloseTo(middle(joined));
    expect(gate.y).toBe(areaOf(layout, asPidNsId(3))!.y);
  });
});

describe('through a lens', () => {
  it('hangs a stub above every process whose parent is out of sight', () => {
    const layout = layoutScene(buildScene(joinedFromOutside(), { lens: asPidNsId(3) }), 'comfortable');
    expect(layout.stubs.map(({ task, label }) => [task, label])).toEqual([
      [8, '0, out of sight'],
      [11, '0, out of sight'],
    ]);
    expect(layout.stubs[0]!.y).toBe(0);
  });
});

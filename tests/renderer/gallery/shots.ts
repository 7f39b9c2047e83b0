// Which parts does the gallery show, and how large?
import type { ComponentProps } from 'svelte';
import { asPid, asPidNsId, asTaskId } from '#shared/kernel/ids.ts';
import type Inspector from '../../../renderer/components/inspector/Inspector.svelte';
import type Picture from '../../../renderer/components/picture/Picture.svelte';
import type { Lane } from '../../../renderer/components/timeline/lane.ts';
import { figureLane, longLane } from '../../support/sketch-lane.ts';
import {
  crowd,
  deepNest,
  joinedFromOutside,
  theFigure,
  threeEnds,
  waitingArea,
} from '../../support/sketches.ts';

interface PictureShot {
  readonly width: number;
  readonly height: number;
  readonly props: ComponentProps<typeof Picture>;
}

const STAGE = { width: 842, height: 488 };

export const PICTURES: Readonly<Record<string, PictureShot>> = {
  figure: { ...STAGE, props: { state: theFigure(), selected: asTaskId(6), causes: [asTaskId(5)] } },
  narrow: { width: 752, height: 360, props: { state: theFigure(), selected: asTaskId(6) } },
  lens: { ...STAGE, props: { state: theFigure(), selected: asTaskId(6), lens: asPidNsId(2) } },
  waiting: { ...STAGE, props: { state: waitingArea(), born: new Set([asTaskId(5)]) } },
  ends: {
    width: 1008,
    height: 742,
    props: {
      state: threeEnds(),
      selected: asTaskId(9),
      event: {
        type: 'SignalSent',
        actor: asTaskId(3),
        to: asTaskId(9),
        info: { signal: 'SIGKILL', code: 'SI_USER', pid: asPid(3), uid: 0 },
        outcome: 'queued',
      },
    },
  },
  joined: { ...STAGE, props: { state: joinedFromOutside() } },
  'joined-lens': { ...STAGE, props: { state: joinedFromOutside(), lens: asPidNsId(3) } },
  crowd: { ...STAGE, props: { state: crowd(60) } },
  folded: { ...STAGE, props: { state: crowd(150) } },
  deep: { ...STAGE, props: { state: deepNest(6) } },
};

interface TimelineShot {
  readonly width: number;
  /** Which event the transport names. */
  readonly at: number;
  readonly props: { readonly lane: Lane; readonly seq: number; readonly causes?: readonly number[] };
}

const LANE = 300 + 842;

export const TIMELINES: Readonly<Record<string, TimelineShot>> = {
  time: { width: LANE, at: 18, props: { lane: figureLane(), seq: 185, causes: [30, 40] } },
  'time-inside': { width: LANE, at: 18, props: { lane: figureLane(true), seq: 185 } },
  'time-past': {
    width: LANE,
    at: 4,
    props: {
      lane: {
        ...figureLane(),
        flags: [
          { seq: 40, label: '1', lost: false },
          { seq: 130, label: '4', lost: true },
        ],
      },
      seq: 44,
    },
  },
  'time-narrow': { width: 300 + 480, at: 18, props: { lane: figureLane(), seq: 70 } },
  'time-long': { width: LANE, at: 80, props: { lane: longLane(200), seq: 1600 } },
};

const LIFE = [
  { from: 'born', to: 'running' },
  { from: 'running', to: 'sleeping' },
] as const;

export const INSPECTORS: Readonly<Record<string, ComponentProps<typeof Inspector>>> = {
  inspector: { state: theFigure(), task: asTaskId(6), life: LIFE },
  'inspector-inside': { state: theFigure(), task: asTaskId(6), lens: asPidNsId(2), life: LIFE },
  'inspector-asked': { state: theFigure(), task: asTaskId(6), life: LIFE, asked: 'parent-inside' },
  'inspector-zombie': {
    state: joinedFromOutside(),
    task: asTaskId(9),
    life: [...LIFE, { from: 'sleeping', to: 'zombie' }],
  },
  'inspector-waiting': { state: waitingArea(), task: asTaskId(5), life: LIFE },
};

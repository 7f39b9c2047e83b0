// Which parts does the gallery show, and how large?
import type { ComponentProps } from 'svelte';
import { asPid, asPidNsId, asTaskId } from '#shared/kernel/ids.ts';
import type Picture from '../../../renderer/components/picture/Picture.svelte';
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

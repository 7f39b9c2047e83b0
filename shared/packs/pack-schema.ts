// The shape of a pack's YAML files, format 1. Strict: a misspelt key is an error, not a wish ignored.

import { z } from 'zod';

export const PACK_FORMAT = 1;

const slug = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'a slug is lower-case words joined by hyphens');
const name = z.string().regex(/^[a-z][a-z0-9-]*$/);
const sentence = z.string().min(1).max(400);

export const packSchema = z.strictObject({
  format: z.literal(PACK_FORMAT),
  id: z.string().regex(/^[a-z0-9]+([.-][a-z0-9]+)*$/, 'an id is a reverse domain name'),
  slug,
  version: z.string().regex(/^\d+\.\d+\.\d+$/),
  title: sentence,
  description: sentence,
  license: z.string().min(1).max(80),
  /** Folders below units/, in order. */
  units: z.array(slug).min(1).max(50),
});

export const unitSchema = z.strictObject({
  number: z.int().min(1).max(99),
  title: sentence,
  /** Folders below the unit, in order. */
  exercises: z.array(slug).min(1).max(50),
});

const service = z.strictObject({
  argv: z.array(z.string().max(200)).min(1).max(16),
  user: name.optional(),
  get workers() {
    return z.array(service).max(16).optional();
  },
});

const terminal = z.strictObject({ user: name, typed: z.array(z.string().max(400)).max(20).optional() });

export const worldSchema = z.strictObject({
  hostname: name,
  term: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9+._-]{0,39}$/)
    .optional(),
  users: z
    .array(z.strictObject({ name, uid: z.int().min(0).max(65_533), home: z.string().startsWith('/') }))
    .min(1),
  files: z
    .array(
      z.strictObject({
        path: z.string().startsWith('/'),
        text: z.string().max(65_536),
        mode: z.int().min(0).max(0o7777).optional(),
        owner: name.optional(),
      }),
    )
    .max(100)
    .default([]),
  init: z.string().min(1).max(15),
  boot: z
    .array(z.union([z.strictObject({ service }), z.strictObject({ terminal })]))
    .min(1)
    .max(64),
  limits: z
    .strictObject({ eventsPerInput: z.int().min(100).max(100_000), tasks: z.int().min(8).max(4096) })
    .default({ eventsPerInput: 50_000, tasks: 512 }),
});

const question = z.strictObject({
  id: name,
  ask: sentence,
  kind: z.enum(['choice', 'text', 'number']),
  choices: z
    .array(z.strictObject({ id: name, text: sentence }))
    .min(2)
    .max(6)
    .optional(),
  after: name.nullable().default(null),
});

const checkpoint = z.strictObject({
  id: name,
  weight: z.int().min(0).max(100),
  expr: z.string().min(1).max(2000),
  fact: sentence,
  fail: sentence,
  needs: z.array(name).default([]),
  visibility: z.enum(['visible', 'after_published']).default('visible'),
});

export const exerciseSchema = z.strictObject({
  id: z.uuid(),
  number: z.string().regex(/^\d+\.\d+$/),
  title: sentence,
  concepts: z.array(slug).min(1),
  /** Slugs of exercises in this pack. */
  prerequisites: z.array(slug).default([]),
  minutes: z.int().min(1).max(240),
  optional: z.boolean().default(false),
  start: z.strictObject({
    world: slug,
    /** Lines the world types at a terminal before the learner begins, by terminal number. */
    typed: z.record(z.string().regex(/^\d$/), z.array(z.string().max(400)).max(20)).default({}),
  }),
  commands: z.array(z.string()).default([]),
  questions: z.array(question).default([]),
  checkpoints: z.array(checkpoint).min(1).max(20),
  failcheck: z.array(z.strictObject({ when: z.string().min(1).max(2000), text: sentence })).default([]),
  wrong: z
    .array(
      z.strictObject({
        misconception: z.string().regex(/^M\d+$/),
        detect: z.string().min(1).max(2000),
        text: sentence,
      }),
    )
    .default([]),
});

/** misconceptions.yaml: beliefs of this pack, beside the built-in catalogue. */
export const misconceptionsSchema = z.record(
  z.string().regex(/^M\d{3,}$/, 'a belief of a pack has a number from M100'),
  z.strictObject({ belief: sentence, truth: sentence }),
);

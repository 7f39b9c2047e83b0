// pidnest exercises: which exercises are there?

import { defineCommand } from '../command.ts';
import { givenLibrary } from '../given.ts';

export const exercisesCommand = defineCommand({
  name: 'exercises',
  synopsis: '[--json]',
  summary: 'Lists the exercises of every pack that is installed here.',
  details: ['  --json  one JSON array'],
  options: { json: { type: 'boolean' } },
  words: [0, 0],
  async run(_words, { json }, output) {
    const { packs } = await givenLibrary(output);
    const rows = packs.flatMap((pack) =>
      pack.units.flatMap((unit) =>
        unit.exercises.map(({ id, number, slug, title, minutes }) => ({
          id,
          number,
          slug,
          title,
          minutes,
          pack: pack.id,
        })),
      ),
    );
    if (json) output.out(JSON.stringify(rows, null, 2));
    const width = Math.max(0, ...rows.map(({ slug }) => slug.length));
    if (!json)
      for (const { number, slug, title, minutes } of rows)
        output.out(`${number.padEnd(5)} ${slug.padEnd(width)}  ${title} (${minutes} min)`);
    return 0;
  },
});

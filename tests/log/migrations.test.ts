// Can formats only follow each other in order?
import { describe, expect, it } from 'vitest';
import { defineMigrations, migrateRecord } from '#shared/log/migrations.ts';
import { InvariantViolation } from '#shared/result.ts';

const first = { from: 1, migrate: (record: object) => ({ ...record, second: true }) };
const second = { from: 2, migrate: (record: object) => ({ ...record, third: 'second' in record }) };

describe('migrations', () => {
  it('take a record of any format through every step to the last one', () => {
    const migrate = defineMigrations([first, second], 3);
    expect(migrate({ t: 'x' }, 1)).toEqual({ t: 'x', second: true, third: true });
    expect(migrate({ t: 'x' }, 2)).toEqual({ t: 'x', third: false });
    expect(migrate({ t: 'x' }, 3)).toEqual({ t: 'x' });
  });

  it('cannot be defined with a step missing, doubled or out of order', () => {
    for (const steps of [
      [],
      [first],
      [second, first],
      [first, first],
      [first, second, { ...first, from: 3 }],
    ]) {
      expect(() => defineMigrations(steps, 3)).toThrow(InvariantViolation);
    }
  });

  it('leave a record of the format of today as it is', () => {
    expect(migrateRecord({ t: 'seal' }, 1)).toEqual({ t: 'seal' });
  });
});

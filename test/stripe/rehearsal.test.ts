import { describe, expect, it } from 'vitest';
import { cases } from '../../rehearsal/cases/wiring.ts';
import { differencesFrom, recordedIds } from '../../rehearsal/recordings.ts';
import { runSimulated } from '../../rehearsal/run-simulated.ts';
import type { SimulatedOptions } from '../../rehearsal/simulated.ts';
import { casesTable, writtenTable } from '../../rehearsal/table.ts';

const named = cases.map((each) => [each.id, each] as const);
const asRecorded = { wrong: [], failure: null, differences: [] };

async function found(each: (typeof cases)[number], options: SimulatedOptions = {}) {
  const outcome = await runSimulated(each, options);
  return { wrong: outcome.wrong, failure: outcome.failure, differences: differencesFrom(outcome) };
}

describe('the simulator answers as the recording of a case has it', () => {
  it.each(named)('%s', async (_, each) => {
    expect(await found(each)).toEqual(asRecorded);
  });
});

describe('a recording does not depend on the month in which it is made', () => {
  it.each(named)('%s', async (_, each) => {
    expect(await found(each, { now: new Date('2027-02-28T12:34:56Z') })).toEqual(asRecorded);
  });
});

describe('recordings', () => {
  it('are those of the cases, one each', () => {
    expect(recordedIds()).toEqual(cases.map(({ id }) => id).toSorted());
  });

  it('say in docs/rehearsal.md which cases were seen at Stripe, and when', () => {
    expect(writtenTable(), 'run `npm run record`').toBe(casesTable());
  });
});

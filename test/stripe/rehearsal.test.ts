import { describe, expect, it } from 'vitest';
import { cases } from '../../rehearsal/cases/wiring.ts';
import { differencesOf } from '../../rehearsal/differences.ts';
import { readRecording, recordedIds } from '../../rehearsal/recordings.ts';
import { runSimulated } from '../../rehearsal/run-simulated.ts';
import { casesTable, writtenTable } from '../../rehearsal/table.ts';

describe('the simulator answers as the recording of a case has it', () => {
  it.each(cases.map((each) => [each.id, each] as const))('%s', async (id, each) => {
    const { steps, wrong, failure } = await runSimulated(each);
    expect({ wrong, failure }).toEqual({ wrong: [], failure: null });
    expect(differencesOf(readRecording(id)?.steps ?? [], steps)).toEqual([]);
  });
});

describe('recordings', () => {
  it('do not depend on the month in which they are made', async () => {
    const inFebruary = { now: new Date('2027-02-28T12:34:56Z') };
    for (const each of cases) {
      const { steps, wrong, failure } = await runSimulated(each, inFebruary);
      const differences = differencesOf(readRecording(each.id)?.steps ?? [], steps);
      expect({ id: each.id, wrong, failure, differences }).toEqual({
        id: each.id,
        wrong: [],
        failure: null,
        differences: [],
      });
    }
  });

  it('are those of the cases, one each', () => {
    expect(recordedIds()).toEqual(cases.map(({ id }) => id).toSorted());
  });

  it('say in docs/rehearsal.md which cases were seen at Stripe, and when', () => {
    expect(writtenTable(), 'run `npm run record`').toBe(casesTable());
  });
});

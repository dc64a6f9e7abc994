import { afterAll, describe, expect, it } from 'vitest';
import { Tamperings } from '../support/evidence/tamperings.ts';

/** So many of packs, and so many of stored ledgers. */
const count = Number(process.env.TAMPERINGS ?? 120);
const seed = Number(process.env.SEED ?? 20_261_202);

describe(`random tamperings (SEED=${seed})`, () => {
  const tamperings = new Tamperings(seed);
  afterAll(() => tamperings.end());

  it(`${count} tampered packs are all found, with the line of an edited entry, and untouched packs hold`, async () => {
    expect(await tamperings.packs(count)).toEqual([]);
  });

  it(`${count} tampered ledgers are all found, with the hour of a changed entry, though the right key signs the pack`, async () => {
    expect(await tamperings.ledgers(count)).toEqual([]);
  });
});

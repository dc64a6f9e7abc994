import fc from 'fast-check';
import { expect, test } from 'vitest';
import { recordHash, repeatedUnits } from '../../../shared/domain/usage/served.ts';

type Call = { readonly ids: readonly number[]; readonly weight: number };

const calls = fc.array(
  fc.record({ ids: fc.array(fc.nat(12), { maxLength: 8 }), weight: fc.integer({ min: 1, max: 3 }) }),
  { maxLength: 12 },
);

const servedOf = ({ ids, weight }: Call) => ({
  weight,
  records: ids.length,
  hashes: BigUint64Array.from(new Set(ids.map((id) => recordHash('posts', String(id))))),
});

/** The charged units, less the dearest serving of each record. */
function plainly(given: readonly Call[]): number {
  const dearest = new Map<number, number>();
  let charged = 0;
  for (const { ids, weight } of given)
    for (const id of ids) {
      charged += weight;
      dearest.set(id, Math.max(weight, dearest.get(id) ?? 0));
    }
  return charged - [...dearest.values()].reduce((sum, weight) => sum + weight, 0);
}

test('the dearest of all servings of a record stays charged, whatever reads they came in', () => {
  fc.assert(
    fc.property(calls, (given) => {
      expect(repeatedUnits(given.map(servedOf))).toBe(plainly(given));
    }),
  );
});

test('in any order of the reads the same is credited, and never less once there are more', () => {
  fc.assert(
    fc.property(calls, fc.nat(), (given, cut) => {
      const all = given.map(servedOf);
      expect(repeatedUnits(all.toReversed())).toBe(repeatedUnits(all));
      expect(repeatedUnits(all.slice(0, cut % (all.length + 1)))).toBeLessThanOrEqual(repeatedUnits(all));
    }),
  );
});

test('a record of another dataset is another record, whatever its id', () => {
  expect(recordHash('posts', '1')).toBe(recordHash('posts', '1'));
  expect(recordHash('posts', '1')).not.toBe(recordHash('films', '1'));
  expect(recordHash('posts', '1')).not.toBe(recordHash('posts', '2'));
});

test('repeats are found among three hundred thousand records', () => {
  const half = BigUint64Array.from({ length: 100_000 }, (_, i) => BigInt(i) * 2n);
  const other = half.map((each) => each + 1n);
  const of = (hashes: BigUint64Array) => ({ weight: 1, records: hashes.length, hashes });
  expect(repeatedUnits([of(half), of(other), of(half)])).toBe(100_000);
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { emptyLists, stateAt, withStates } from '../../../shared/domain/credentials/list-state.ts';

const index = fc.integer({ min: 0, max: 131_071 });
const states = fc.uniqueArray(fc.record({ index, revoked: fc.boolean(), suspended: fc.boolean() }), {
  selector: (state) => state.index,
  maxLength: 20,
});

test('each entry has its last state, except that a revocation stays, and no other entry changes', () => {
  fc.assert(
    fc.property(states, states, (before, after) => {
      const first = withStates(emptyLists(), before).lists;
      const { lists, changed } = withStates(first, after);
      const expected = new Map(before.map((state) => [state.index, state]));
      let differing = 0;
      for (const { index: i, revoked, suspended } of after) {
        const old = expected.get(i) ?? { revoked: false, suspended: false };
        const next = { index: i, revoked: revoked || old.revoked, suspended };
        differing += Number(next.revoked !== old.revoked || next.suspended !== old.suspended);
        expected.set(i, next);
      }
      expect(changed).toBe(differing);
      for (const [i, { revoked, suspended }] of expected) expect(stateAt(lists, i)).toEqual({ revoked, suspended });
      const rebuilt = withStates(emptyLists(), [...expected.values()]).lists;
      expect(lists).toEqual(rebuilt);
    }),
    { numRuns: 40 },
  );
});

test('lists that say it already are the same lists', () => {
  const { lists } = withStates(emptyLists(), [{ index: 9, revoked: true, suspended: false }]);
  expect(withStates(lists, [{ index: 9, revoked: false, suspended: false }])).toEqual({ lists, changed: 0 });
});

test.each([-1, 131_072, 1e300, 0.5, Number.NaN])('there is no entry %d', (strange) => {
  expect(() => stateAt(emptyLists(), strange)).toThrow(RangeError);
  expect(() => withStates(emptyLists(), [{ index: strange, revoked: true, suspended: false }])).toThrow(RangeError);
});

test('lists that cannot be read are not written over', () => {
  const broken = { ...emptyLists(), suspension: 'uH4sI' };
  expect(() => withStates(broken, [{ index: 1, revoked: true, suspended: false }])).toThrow('cannot be read');
});

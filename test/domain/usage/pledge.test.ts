import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  decodeEntry,
  encodeEntry,
  goneOf,
  levelFor,
  mostLevel,
  windowOf,
} from '../../../shared/domain/usage/pledge.ts';

const whole = fc.nat(2 ** 45);
const pledge = fc.record({ declared: whole, segment: fc.nat(1e8), limit: whole });

test('an entry is read back as it was stored, with a pledge and without', () => {
  fc.assert(
    fc.property(whole, fc.option(pledge, { nil: undefined }), (taken, pledged) => {
      const entry = { taken, ...(pledged && { pledge: pledged }) };
      expect(decodeEntry(encodeEntry(entry))).toEqual(entry);
    }),
  );
});

test('at most a 100th of a limit goes untold, at the lowest level a 10,000th', () => {
  expect([0, 1, 6, 7].map((level) => windowOf(30_000, level))).toEqual([3, 6, 192, 300]);
  expect(windowOf(99, mostLevel)).toBe(0);
  expect([levelFor(30_000, 3), levelFor(30_000, 4), levelFor(30_000, 301)]).toEqual([0, 1, null]);
});

test('of a fenced chain stays spent what it reports and what may have gone untold; what was declared before it told exactly does not count', () => {
  const told = { reported: 40, level: 0, lastExact: 0, gone: undefined };
  const entry = { taken: 150, pledge: { declared: 100, segment: 3, limit: 30_000 } };
  expect(goneOf(entry, told)).toBe(100);
  expect(goneOf(entry, { ...told, lastExact: 3 })).toBe(100);
  expect(goneOf(entry, { ...told, lastExact: 4 })).toBe(43);
  expect(goneOf(entry, { ...told, lastExact: 4, level: mostLevel })).toBe(150);
  expect(goneOf(entry, { ...told, gone: 41 })).toBe(41);
  expect(goneOf({ taken: 150 }, told)).toBe(150);
});

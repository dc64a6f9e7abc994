import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  consumedOf,
  decodeEntry,
  encodeEntry,
  levelFor,
  maxLevel,
  unreportedAtMost,
  windowOf,
} from '../../../shared/domain/usage/pledge.ts';

const whole = fc.nat(2 ** 45);
const pledge = fc.record({ declared: whole, segment: fc.nat(1e8), limit: whole });

test('an entry is read back as it was stored, with a pledge and without', () => {
  fc.assert(
    fc.property(whole, fc.option(pledge, { nil: undefined }), whole, (taken, pledged, opened) => {
      const entry = { taken, ...(pledged && { pledge: pledged }) };
      expect(decodeEntry(encodeEntry(entry, opened), opened)).toEqual(entry);
      const first = { taken, pledge: { declared: taken, segment: 0, limit: opened } };
      expect(decodeEntry(encodeEntry(first, opened), opened)).toEqual(first);
      const later = { taken, pledge: { declared: opened, segment: 1, limit: opened } };
      expect(decodeEntry(encodeEntry(later, opened), opened)).toEqual(later);
    }),
  );
  expect(encodeEntry({ taken: 150, pledge: { declared: 150, segment: 0, limit: 30_000 } }, 30_000)).toBe('46');
});

test('at most a 100th of a limit goes untold, at the lowest level a 10,000th', () => {
  expect([0, 1, 6, 7].map((level) => windowOf(30_000, level))).toEqual([3, 6, 192, 300]);
  expect(windowOf(99, maxLevel)).toBe(0);
  expect([levelFor(30_000, 3), levelFor(30_000, 4), levelFor(30_000, 301)]).toEqual([0, 1, null]);
});

test('a fenced log consumes its reported units and those that may be unreported; a declaration before an exact report does not count', () => {
  const told = { reported: 40, level: 0, lastExact: 0, consumed: undefined };
  const entry = { taken: 150, pledge: { declared: 100, segment: 3, limit: 30_000 } };
  expect(consumedOf(entry, told)).toBe(100);
  expect(consumedOf(entry, { ...told, lastExact: 3 })).toBe(100);
  expect(consumedOf(entry, { ...told, lastExact: 4 })).toBe(43);
  expect(consumedOf(entry, { ...told, lastExact: 4, level: maxLevel })).toBe(150);
  expect(consumedOf(entry, { ...told, consumed: 41 })).toBe(41);
  expect(consumedOf({ taken: 150 }, told)).toBe(150);
});

test('the untold units are at most a 100th of the limit, and close to none after an exact segment', () => {
  const entry = { taken: 500, pledge: { declared: 500, segment: 3, limit: 30_000 } };
  expect(unreportedAtMost(entry)).toBe(300);
  expect(unreportedAtMost({ ...entry, taken: 50 })).toBe(50);
  expect(unreportedAtMost(entry, { number: 4, pledge: { level: 0, isExact: true } })).toBe(3);
  expect(unreportedAtMost(entry, { number: 3, pledge: { level: 0, isExact: true } }), 'before its last take').toBe(300);
  expect(unreportedAtMost(entry, { number: 4, pledge: { level: 2, isExact: false } })).toBe(300);
  expect(unreportedAtMost(entry, { number: 5, end: {} })).toBe(0);
  expect(unreportedAtMost({ taken: 500 })).toBe(500);
});

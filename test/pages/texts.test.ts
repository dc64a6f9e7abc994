import { expect, test } from 'vitest';
import { agoText } from '../../pages/src/ago.ts';
import { numberIn } from '../../pages/src/pricing/number-in.ts';

const now = Date.parse('2026-12-01T12:00:00Z');

test.each([
  ['en', '2026-12-01T11:59:50Z', '1 minute ago'],
  ['en', '2026-12-01T10:00:00Z', '2 hours ago'],
  ['en', '2026-11-24T12:00:00Z', '7 days ago'],
  ['en', '2026-11-24T11:59:59Z', '24 Nov 2026'],
  ['ar', '2026-12-01T11:55:00Z', 'قبل 5 دقائق'],
  ['ar', '2026-11-20T00:00:00Z', '20 نوفمبر 2026'],
] as const)('in %s, %s is “%s” at noon of the first of December', (language, iso, text) => {
  expect(agoText(language, iso, now)).toBe(text);
});

test.each([
  ['5,000', 5_000],
  ['12 000', 12_000],
  ['١٬٢٣٤', 1_234],
  ['', 0],
  ['many', 0],
  ['99999999999999', 1_000_000_000],
])('a number typed as “%s” is %i', (typed, value) => {
  expect(numberIn(typed)).toBe(value);
});

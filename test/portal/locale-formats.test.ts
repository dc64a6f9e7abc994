import { expect, test } from 'vitest';
import { formatsOf } from '../../portal/src/i18n/locale-formats.ts';

const at = '2026-12-05T18:04:00.000Z';

test('a date has its month in letters and a time its zone, the same in the browsers of every region', () => {
  expect(formatsOf('en').date(at)).toBe('5 Dec 2026');
  expect(formatsOf('en').dateTime(at)).toBe('5 Dec 2026, 18:04 UTC');
  expect(formatsOf('ar').date(at)).toBe('5 ديسمبر 2026');
  expect(formatsOf('ar').dateTime(at)).toBe('5 ديسمبر 2026، \u206618:04 UTC\u2069');
});

test('an Arabic page writes the digits that its keys, invoices and emails have', () => {
  const { number, percent } = formatsOf('ar');
  expect(number(10_000)).toBe('10,000');
  expect(percent(0.91)).toMatch(/^91/);
});

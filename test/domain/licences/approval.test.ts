import { expect, test } from 'vitest';
import type { Catalog } from '../../../shared/domain/catalog/catalog.ts';
import { anyAsksForApproval, needsApproval } from '../../../shared/domain/licences/approval.ts';
import tollgate from '../../../tollgate.config.ts';
import { asking } from '../catalog/asking-for-approval.ts';
import { published } from '../catalog/configuration.ts';

const films = { id: 'films', title: 'Films', text: 'Read films.' };
const first = published({ ...films, version: '1' }, '2026-11-01');
const second = published({ ...films, version: '2' }, '2026-12-01');
const third = published({ ...films, version: '3' }, '2027-01-01');
const sold = (...publishedLicences: (typeof first)[]): Catalog => ({
  ...tollgate,
  licences: [{ ...films, version: '3' }],
  publishedLicences,
});
const at = (iso: string) => Date.parse(iso);

test('the shipped licences ask for no approval', () => {
  expect(anyAsksForApproval(tollgate, at('2026-12-02'))).toBe(false);
  for (const { id } of tollgate.licences) expect(needsApproval(tollgate, id, at('2026-12-02'))).toBe(false);
});

test('the version in force says whether approval is needed, to the millisecond; the first one also before its day', () => {
  const catalog = sold(asking(first), second, asking(third));
  const asked = (iso: string) => needsApproval(catalog, 'films', at(iso));
  expect(asked('2026-10-01')).toBe(true);
  expect(asked('2026-11-30T23:59:59.999Z')).toBe(true);
  expect(asked('2026-12-01T00:00:00.000Z')).toBe(false);
  expect(asked('2026-12-31T23:59:59.999Z')).toBe(false);
  expect(asked('2027-01-01T00:00:00.000Z')).toBe(true);
  expect(needsApproval(catalog, 'unknown', at('2027-01-01'))).toBe(false);
});

test('use cases wait for an operator before the day of a version that asks, and no longer once none does', () => {
  const coming = sold(first, asking(second));
  expect(anyAsksForApproval(coming, at('2026-11-15'))).toBe(true);
  expect(needsApproval(coming, 'films', at('2026-11-15'))).toBe(false);
  const past = sold(asking(first), second);
  expect(anyAsksForApproval(past, at('2026-11-15'))).toBe(true);
  expect(anyAsksForApproval(past, at('2026-12-15'))).toBe(false);
});

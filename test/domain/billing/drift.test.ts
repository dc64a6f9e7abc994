import { expect, test } from 'vitest';
import { causeOf, differencesBetween } from '../../../shared/domain/billing/drift.ts';
import type { Grant } from '../../../shared/domain/billing/grant.ts';
import type { Subscription } from '../../../shared/domain/billing/subscription.ts';

const subscription = { id: 'sub_1', status: 'active', cancelAt: null } as Subscription;
const grant = { subscriptionId: 'sub_1', kind: 'plan', id: 'basic', status: 'active' } as Grant;
const nothing = { subscriptions: [], credit: null, grants: [] };
const full = { subscriptions: [subscription], credit: null, grants: [grant] };

test('equal states differ in nothing', () => {
  expect(differencesBetween(full, structuredClone(full))).toEqual([]);
});

test('a field that differs is named with both values, a whole that came or went with the one there is', () => {
  const after = { subscriptions: [{ ...subscription, status: 'past_due' }], credit: null, grants: [] };
  expect(differencesBetween(full, after)).toEqual([
    { of: 'subscription', id: 'sub_1', field: 'status', before: '"active"', after: '"past_due"' },
    { of: 'grant', id: 'sub_1/plan:basic', field: null, before: JSON.stringify(grant), after: null },
  ]);
});

test('credit that was bought or taken back is named field by field', () => {
  const credit = { units: 2_000, lastUnits: 2_000, since: '2026-11-24T12:00:00.000Z' };
  expect(differencesBetween({ ...full, credit }, { ...full, credit: { ...credit, units: 0, lastUnits: 0 } })).toEqual([
    { of: 'credit', id: 'credit', field: 'units', before: '2000', after: '0' },
    { of: 'credit', id: 'credit', field: 'lastUnits', before: '2000', after: '0' },
  ]);
  expect(causeOf({ ...evidence, before: full, after: { ...full, credit } })).toBe('changed_without_event');
});

test('a report fits into one item, however much differs', () => {
  const many = Array.from({ length: 300 }, (_, i) => ({ ...subscription, id: `sub_${i}`, status: 'x'.repeat(5_000) }));
  const found = differencesBetween(nothing, { ...nothing, subscriptions: many });
  expect(JSON.stringify(found).length).toBeLessThan(100_000);
});

const changed = { subscriptions: [{ ...subscription, status: 'canceled' }], credit: null, grants: [] };
const evidence = {
  before: full,
  after: changed,
  isStored: true,
  lastGranted: 'basic (active)',
  hasUnhandledEvent: false,
};

test.each([
  ['changed_without_event', {}],
  ['missed_event', { hasUnhandledEvent: true }],
  ['catalogue_changed', { after: { ...full, grants: [] }, hasUnhandledEvent: true }],
  ['deleted_item', { isStored: false, before: { ...full, subscriptions: [] } }],
  ['deleted_item', { isStored: false, before: nothing }],
  ['deleted_item', { before: { ...full, grants: [] }, after: full }],
  ['changed_without_event', { isStored: false, before: nothing, after: full, lastGranted: null }],
  ['missed_event', { isStored: false, before: nothing, after: full, lastGranted: null, hasUnhandledEvent: true }],
  ['changed_without_event', { before: nothing, after: full, lastGranted: 'none' }],
] as const)('%s is the cause where %o', (cause, over) => {
  expect(causeOf({ ...evidence, ...over })).toBe(cause);
});

import { expect, test } from 'vitest';
import { hasAllEnded, isLeft, isTurn } from '../../../shared/domain/billing/former.ts';

const ended = { version: 3, subscriptions: [{ endedAt: '2026-01-01' }], credit: null, accessChange: null, notices: [] };

test('a customer is former once everything has ended and nothing waits for a sync', () => {
  expect(hasAllEnded(ended)).toBe(true);
  expect(hasAllEnded({ ...ended, subscriptions: [] }), 'who never bought').toBe(true);
  for (const change of [
    { version: 0 },
    { subscriptions: [{ endedAt: '2026-01-01' }, { endedAt: null }] },
    { credit: { units: 1 } },
    { accessChange: { at: '2026-01-01' } },
    { notices: [{}] },
  ])
    expect(hasAllEnded({ ...ended, ...change }), JSON.stringify(change)).toBe(false);
});

test('usage that no invoice was compared with, or a grant, is left of a customer', () => {
  expect(isLeft({ grants: [], windows: [{ compared: true }] })).toBe(false);
  expect(isLeft({ grants: [], windows: [{ compared: true }, {}] })).toBe(true);
});

test('each account has its turn once in any seven nights, and about a seventh of them in each', () => {
  const nights = Array.from({ length: 7 }, (_, n) => new Date(Date.UTC(2026, 11, 28 + n, 3)).toISOString());
  const ids = Array.from({ length: 700 }, (_, n) => `acc_${n.toString(36)}x${n * 7919}`);
  for (const id of ids) expect(nights.filter((night) => isTurn(id, night))).toHaveLength(1);
  for (const night of nights) {
    const due = ids.filter((id) => isTurn(id, night)).length;
    expect(due).toBeGreaterThan(50);
    expect(due).toBeLessThan(150);
  }
});

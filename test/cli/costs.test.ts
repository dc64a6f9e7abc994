import { expect, test } from 'vitest';
import { readCosts } from '../../cli/costs/read-costs.ts';
import { costsOver } from '../../shared/storage/costs.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';

const now = new Date('2026-12-03T09:00:00.000Z');

/** An answer as the API Reference shows it ("GetCostAndUsage", response syntax), by `aws ce get-cost-and-usage`. */
const answer = (cost: object = {}, more: readonly object[] = []) =>
  JSON.stringify({
    ResultsByTime: [
      {
        TimePeriod: { Start: '2026-12-01', End: '2026-12-03' },
        Total: { UnblendedCost: { Amount: '3.1049999', Unit: 'USD', ...cost } },
        ...{ Groups: [], Estimated: true },
      },
      ...more,
    ],
    DimensionValueAttributes: [],
  });

test('the cost of an answer is rounded to the cent, with its days and whether it is an estimate', () => {
  expect(readCosts(answer(), now)).toEqual({
    ...{ amountMinor: 310, currency: 'usd', from: '2026-12-01', until: '2026-12-03', estimated: true },
    notedAt: now.toISOString(),
  });
  expect(readCosts(answer({ Amount: '0' }), now).amountMinor).toBe(0);
  expect(readCosts(answer({ Amount: '-1.255' }), now).amountMinor).toBe(-125);
});

test.each([
  ['no JSON', 'costs'],
  ['nothing', ''],
  ['an amount that is no number', answer({ Amount: 'NaN' })],
  ['a number for an amount', answer({ Amount: 3.1 })],
  ['two months', answer({}, [JSON.parse(answer()).ResultsByTime[0]])],
  ['another currency', answer({ Unit: 'EUR' })],
  ['another metric', answer().replace('UnblendedCost', 'BlendedCost')],
])('%s is refused in one sentence, which names the command', (_, text) => {
  expect(() => readCosts(text, now)).toThrow(/aws ce get-cost-and-usage/);
});

test('the cost that is noted last is the one that is read', async () => {
  const costs = costsOver(memoryTable());
  expect(await costs.latest()).toBeNull();
  await costs.note(readCosts(answer(), now));
  const later = readCosts(answer({ Amount: '4' }), now);
  await costs.note(later);
  expect(await costs.latest()).toEqual(later);
});

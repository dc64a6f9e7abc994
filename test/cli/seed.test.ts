/** The seeding command: where it writes, and that its items are those of the product. */
import { expect, test } from 'vitest';
import { seedTable } from '../../cli/seed/seed.ts';
import { readSeedSettings, refuseElsewhere } from '../../cli/seed/settings.ts';
import { accountsOver } from '../../shared/storage/accounts/accounts.ts';
import { billingOver } from '../../shared/storage/billing/billing.ts';
import { revenueOver } from '../../shared/storage/billing/revenue.ts';
import { apiKeysOver } from '../../shared/storage/keys/api-keys.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import type { Item } from '../../shared/storage/table/table.ts';
import catalog from '../../tollgate.config.ts';

const now = new Date('2026-12-02T12:00:00.000Z');
const size = { organizations: 130, keys: 2, events: 3, now, catalog };

async function seeded(seed: number): Promise<readonly Item[]> {
  const items: Item[] = [];
  await seedTable({ ...size, seed }, async (some) => void items.push(...some));
  return items;
}

test('the same seed writes the same items, and another seed others', async () => {
  const textOf = (items: readonly Item[]) =>
    JSON.stringify(items.filter(({ pk }) => !pk.startsWith('CHANGES#') && !pk.startsWith('FACTBOX#')));
  const [one, again, other] = [await seeded(1), await seeded(1), await seeded(2)];
  expect(textOf(again)).toBe(textOf(one));
  expect(textOf(other)).not.toBe(textOf(one));
});

test('rollups of revenue count every organization, also those of another hundred', async () => {
  const table = memoryTable();
  for (const item of await seeded(3)) await table.put(item);
  const { accounts } = await accountsOver(table).list({ limit: 200 });
  expect(accounts).toHaveLength(size.organizations);
  const counted = await Promise.all(
    accounts.map(async ({ id }) => (await billingOver(table).read(id)).counted?.parts ?? []),
  );
  const sum = counted.flat().reduce((all, { amountMinor }) => all + amountMinor, 0);
  const { now: standing } = await revenueOver(table).since('usd', '2020-01-01');
  expect(standing).toMatchObject({ total: sum });
  expect(await apiKeysOver(table).listOf(accounts[0]!.id)).toHaveLength(size.keys);
});

test.each([
  [['--url', 'https://dynamodb.us-east-1.amazonaws.com'], /--url must be an address of this machine/],
  [['--url', 'http://localhost.example:4000'], /--url must be an address of this machine/],
  [['--organizations', '-1'], /--organizations must be a whole number|Usage/],
  [['--events', 'many'], /--events must be a whole number/],
  [['prod'], /Usage/],
  [['--table', 'tollgate'], /Usage/],
])('refuses %s', (args, sentence) => {
  expect(() => readSeedSettings(args)).toThrow(sentence);
});

test('a local world whose table is elsewhere is refused', () => {
  expect(() => refuseElsewhere("The world's table", 'https://dynamodb.eu-west-1.amazonaws.com')).toThrow(
    /this machine/,
  );
  expect(() => refuseElsewhere("The world's table", 'undefined')).toThrow(/this machine/);
});

/** Every page of the console reads the table in three round trips at the most. The table has a hundredth of the size of `bench console`. */
import { beforeAll, expect, test } from 'vitest';
import { seedTable } from '../../cli/seed/seed.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import type { StripeGateway } from '../../shared/stripe/gateway.ts';
import catalog from '../../tollgate.config.ts';
import { assemble } from '../support/app.ts';
import { type Person, signUp } from '../support/app-person.ts';
import { start } from '../support/app-stripe.ts';
import { consolePages, type Known, knownThings, pathOf } from '../support/console-pages.ts';
import { countedTrips } from '../support/counted-trips.ts';

const most = 3;

/** An address leads to its person, the person to the organization, and that to its name: one more than of other pages. */
const allowed: Readonly<Record<string, number>> = { '/v1/admin/suppressions': 4 };

const trips = countedTrips(memoryTable({ now: () => start }));
let operator: Person;
let session: number;
let known: Known;

beforeAll(async () => {
  const app = assemble({ table: trips.table, stripe: {} as StripeGateway, now: () => start });
  const size = { organizations: 100, keys: 10, events: 100, seed: 17 };
  await seedTable({ ...size, now: start, catalog }, async (items) => {
    for (const item of items) await trips.table.put(item);
  });
  operator = await signUp(app, 'operator@example.com');
  session = await trips.of(() => operator.get('/v1/admin/licences'));
  known = await knownThings(operator);
}, 60_000);

test.each(consolePages)('$path takes three round trips at the most after the session’s', async (asked) => {
  const path = pathOf(asked, known);
  const taken = (await trips.of(() => operator.get(path))) - session;
  expect(taken).toBeLessThanOrEqual(allowed[asked.page] ?? most);
  expect((await operator.get(path)).status).toBe(asked.status);
});

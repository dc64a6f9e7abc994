import { beforeEach, expect, test } from 'vitest';
import type { AuditView, ConsoleOrganizationView, Listing } from '../../shared/http/views.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import type { Table } from '../../shared/storage/table/table.ts';
import type { StripeGateway } from '../../shared/stripe/gateway.ts';
import { type App, assemble } from '../support/app.ts';
import { type Person, signUp } from '../support/app-person.ts';
import { start } from '../support/app-stripe.ts';
import { counterOf, instanceOver, openCounter, periodStart } from './metering.ts';

let now: Date;
let table: Table;
let app: App;
let operator: Person;
let buyer: Person;
let accountId: string;

/** A buyer of whose 100 units an instance took 40, reported 9 and was never heard of again. */
beforeEach(async () => {
  now = start;
  table = memoryTable({ now: () => now });
  app = assemble({ table, stripe: {} as StripeGateway, now: () => now });
  operator = await signUp(app, 'operator@example.com');
  buyer = await signUp(app, 'ada@buyer.example');
  accountId = (await app.deps.accounts.findByEmail('ada@buyer.example'))!.id;
  await openCounter(table, counterOf(accountId), 100);
  const instance = instanceOver(table, 'env00001', () => now);
  await instance.register();
  await instance.take(counterOf(accountId), 40);
  await instance.report({ [accountId]: 9 });
  now = new Date(start.getTime() + 48 * 3_600_000);
  expect(await release(operator)).toMatchObject({ status: 403, body: { code: 'presence_required' } });
  operator = await signUp(app, 'operator@example.com');
});

const release = (who: Person, body: object = { periodStart }) =>
  who.send<{ releasedUnits: number }>('POST', `/v1/admin/accounts/${accountId}/release-units`, {
    reason: 'the instance was killed',
    ...body,
  });

/** The units that the console offers to release. */
const releasable = async () =>
  (await operator.get<ConsoleOrganizationView>(`/v1/admin/organizations/${accountId}`)).body.unusable;

test('unusable units are counted, and an operator gives them back once, with a line in the trail', async () => {
  expect(await release(operator)).toMatchObject({ status: 409, body: { code: 'conflict' } });
  expect(await app.mergeUsage()).toMatchObject({ sealed: 1, settled: 1, unusableUnits: 31 });
  expect(app.counts).toEqual([{ name: 'UnusableUnits', value: 31 }]);
  expect(await app.deps.counters.read(counterOf(accountId))).toMatchObject({ free: 60, retired: 40 });
  expect(await releasable()).toEqual([{ periodStart, units: 31 }]);
  expect(await release(operator)).toMatchObject({ status: 200, body: { periodStart, releasedUnits: 31 } });
  expect(await releasable()).toEqual([]);
  expect(await release(operator)).toMatchObject({ status: 409 });
  expect(await app.deps.counters.read(counterOf(accountId))).toMatchObject({ free: 91, retired: 9, limit: 100 });
  operator = await signUp(app, 'operator@example.com');
  buyer = await signUp(app, 'ada@buyer.example');
  const { data } = (await buyer.get<Listing<AuditView>>('/v1/events')).body;
  expect(data).toContainEqual(
    expect.objectContaining({
      action: 'units.released',
      actor: 'operator@example.com',
      detail: { periodStart, units: '31', operatorRole: 'owner', reason: 'the instance was killed' },
    }),
  );
});

test('a non-operator, an unknown account or period, and a body without a period are refused by name', async () => {
  await app.mergeUsage();
  expect((await release(buyer)).status).toBe(403);
  expect(await release(operator, { periodStart: '2020-01-01T00:00:00.000Z' })).toMatchObject({ status: 404 });
  expect(await release(operator, {})).toMatchObject({ status: 400, body: { errors: [{ field: 'periodStart' }] } });
  expect(
    (await operator.send('POST', '/v1/admin/accounts/nobody/release-units', { periodStart, reason: 'killed' })).status,
  ).toBe(404);
  expect(await app.deps.counters.read(counterOf(accountId))).toMatchObject({ free: 60 });
});

/** The console's page of operations, and the same figures on Today. */
import { beforeEach, expect, test } from 'vitest';
import { readCosts } from '../../cli/costs/read-costs.ts';
import { queueNames } from '../../shared/domain/status/queue-depth.ts';
import type { OperationsView, TodayView } from '../../shared/http/views.ts';
import { costsOver } from '../../shared/storage/costs.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import type { StripeGateway } from '../../shared/stripe/gateway.ts';
import { type App, assemble } from '../support/app.ts';
import { type Person, signUp } from '../support/app-person.ts';
import { countedTrips } from '../support/counted-trips.ts';

const now = new Date('2026-12-03T12:00:00.000Z');
let trips: ReturnType<typeof countedTrips>;
let app: App;
let operator: Person;
beforeEach(async () => {
  trips = countedTrips(memoryTable());
  app = assemble({ table: trips.table, stripe: {} as StripeGateway, now: () => now });
  operator = await signUp(app, 'operator@example.com');
});

const read = async () => (await operator.get<OperationsView>('/v1/admin/operations')).body;
const answer = JSON.stringify({
  ResultsByTime: [
    {
      TimePeriod: { Start: '2026-12-01', End: '2026-12-03' },
      Total: { UnblendedCost: { Amount: '3.0999', Unit: 'USD' } },
      ...{ Groups: [], Estimated: true },
    },
  ],
});

test('a cost that nobody noted is null, and never zero', async () => {
  expect((await read()).cost).toBeNull();
});

test('the noted cost, workers and datasets are the same here and on Today', async () => {
  const cost = readCosts(answer, now);
  await costsOver(trips.table).note(cost);
  await app.deps.pulses.beat('webhooks', { at: now.toISOString(), oldestAt: null });
  const running = await read();
  expect(running.cost).toEqual(cost);
  expect(running.jobs.map(({ name, working }) => [name, working])).toEqual([
    ['webhooks', true],
    ['billing', null],
    ['mail', null],
  ]);
  const { jobs, queues, datasets, cost: shown } = (await operator.get<TodayView>('/v1/admin/today')).body;
  expect({ jobs, queues, datasets, cost: shown }).toEqual(running);
});

test('each queue has its depth, in one order', async () => {
  app.mailQueue.put({} as never);
  app.stripeQueue.dead.push({} as never);
  const { queues } = await read();
  expect(queues.map(({ name }) => name)).toEqual(queueNames);
  const depthOf = (name: string) => queues.find((queue) => queue.name === name)?.depth;
  expect(depthOf('mail')).toEqual({ waiting: app.mailQueue.messages().length, inFlight: 0, failed: 0 });
  expect(depthOf('stripe')).toMatchObject({ failed: 1 });
});

test('a queue that cannot be read is null, and Today answers', async () => {
  const queueDepths = { read: async () => [{ name: 'mail' as const, depth: null }] };
  app = assemble({ table: memoryTable(), stripe: {} as StripeGateway, now: () => now, queueDepths });
  operator = await signUp(app, 'operator@example.com');
  expect((await operator.get<TodayView>('/v1/admin/today')).body.queues).toEqual([{ name: 'mail', depth: null }]);
});

test('the function of the console has no way to note a cost', async () => {
  await expect(costsOver(trips.table).latest()).resolves.toBeNull();
  await app
    .depsOf('admin')
    .costs.note(readCosts(answer, now))
    .catch(() => {});
  await expect(operator.get('/v1/admin/operations')).rejects.toThrow(/COST#/);
});

test('while the bucket is away, Today and the page of operations answer without the datasets', async () => {
  const away = async () => Promise.reject(new Error('the bucket is away'));
  app = assemble({
    ...{ table: memoryTable(), stripe: {} as StripeGateway, now: () => now },
    versions: { newest: away, all: away },
  });
  operator = await signUp(app, 'operator@example.com');
  expect((await operator.get<TodayView>('/v1/admin/today')).body.datasets).toBeNull();
  expect((await read()).datasets).toBeNull();
  expect(app.logs.join()).toContain('the versions of datasets cannot be read');
});

test('a parameter is refused, and so is a buyer', async () => {
  expect((await operator.get('/v1/admin/operations?from=2026-12-01')).status).toBe(400);
  const buyer = await signUp(app, 'buyer@example.com');
  expect((await buyer.get('/v1/admin/operations')).status).toBe(403);
});

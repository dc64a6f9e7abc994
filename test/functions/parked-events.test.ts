import { afterAll, beforeAll, expect, test } from 'vitest';
import type { StripeMessage } from '../../shared/domain/billing/stripe-message.ts';
import type { AdminEventView, Listing, ReplayedView } from '../../shared/http/views.ts';
import { stripeInboxTries } from '../../shared/inbox-tries.ts';
import { eventKey } from '../../shared/storage/item-keys.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import { apiVersion } from '../../shared/stripe/client.ts';
import { type App, assemble } from '../support/app.ts';
import { signUp } from '../support/app-person.ts';
import { startStripe, type TestStripe } from '../support/app-stripe.ts';
import { faultyCalls } from '../support/faulty-calls.ts';
import { faultyStripe } from '../support/faulty-stripe.ts';
import { faultyTable } from '../support/faulty-table.ts';

let stripe: TestStripe;
beforeAll(async () => {
  stripe = await startStripe();
});
afterAll(() => stripe.stop());

const message = (id: string, over: Partial<StripeMessage> = {}): StripeMessage => ({
  id,
  type: 'customer.subscription.updated',
  createdAt: stripe.now().toISOString(),
  livemode: false,
  apiVersion: null,
  objectId: null,
  customerId: 'cus_1',
  via: null,
  ...over,
});

/** Events that find their customer through a charge cannot be handled while `poisoned`. */
function newApp() {
  const poison = { active: true };
  const calls = faultyCalls();
  const gateway = faultyStripe(stripe.gateway, calls);
  const customerOf = async () => {
    if (poison.active) throw new Error('a charge that nobody can read');
    return null;
  };
  const table = memoryTable();
  const app = assemble({
    table: faultyTable(table, calls),
    stripe: { ...gateway, customerOf },
    now: stripe.now,
    calls,
  });
  return { app, poison, calls, table };
}
const poisoned = (id: string) => message(id, { customerId: null, via: { kind: 'charge', id: 'ch_1' } });

const parkedIds = async (app: App) => {
  const operator = await signUp(app, 'operator@example.com');
  const { body } = await operator.get<Listing<AdminEventView>>('/v1/admin/events?outcome=parked');
  return body.data.map(({ id }) => id);
};

test('an event whose last try fails is parked with its reason, and those behind it are handled, not parked with it', async () => {
  const { app } = newApp();
  app.stripeQueue.put(poisoned('evt_poison'), { group: 'cus_1' });
  app.stripeQueue.put(message('evt_behind'), { group: 'cus_1' });
  await app.drain();
  expect(await app.deps.events.find('evt_poison')).toMatchObject({
    outcome: 'parked',
    attempts: stripeInboxTries,
    error: 'a charge that nobody can read',
  });
  expect(await app.deps.events.find('evt_behind')).toMatchObject({ outcome: 'ignored', attempts: 1 });
  expect(app.stripeQueue.dead).toMatchObject([{ id: 'evt_poison' }]);
  expect(await parkedIds(app)).toEqual(['evt_poison']);
});

test('an event that can never be handled is parked again after each replay, and holds up nobody of its customer meanwhile', async () => {
  const { app } = newApp();
  app.stripeQueue.put(poisoned('evt_poison'), { group: 'cus_1' });
  await app.drain();
  const operator = await signUp(app, 'operator@example.com');
  for (let round = 1; round <= 3; round++) {
    const { body } = await operator.send<ReplayedView>('POST', '/v1/admin/events/replay', { reason: 'Stripe is back' });
    expect(body.replayed).toBe(1);
    const behind = `evt_behind_${round}`;
    app.stripeQueue.put(message(behind), { group: 'cus_1' });
    await app.drain();
    expect(await app.deps.events.find('evt_poison')).toMatchObject({
      outcome: 'parked',
      attempts: stripeInboxTries * (1 + round),
    });
    expect(await app.deps.events.find(behind)).toMatchObject({ outcome: 'ignored', attempts: 1 });
    expect(app.stripeQueue.dead).toHaveLength(1 + round);
  }
});

test('all parked events replayed twice within five minutes reach the queue twice: its deduplication swallows none', async () => {
  const { app } = newApp();
  for (let i = 0; i < 3; i++)
    app.stripeQueue.put(poisoned(`evt_${i}`), { group: `ch_${i}`, deduplicationId: `evt_${i}` });
  await app.drain();
  const operator = await signUp(app, 'operator@example.com');
  for (let i = 0; i < 2; i++)
    await operator.send<ReplayedView>('POST', '/v1/admin/events/replay', { reason: 'Stripe is back' });
  const ids = app.stripeQueue.messages().map(({ id }) => id);
  expect(ids.toSorted()).toEqual(['evt_0', 'evt_0', 'evt_1', 'evt_1', 'evt_2', 'evt_2']);
});

test('the record of an event lives for 30 days from its receipt, however often it is tried', async () => {
  const { app, table } = newApp();
  app.stripeQueue.put(poisoned('evt_poison'), { group: 'cus_1' });
  const seconds = [];
  for (let tries = 1; tries <= stripeInboxTries; tries++) {
    await app.deliverStripe();
    seconds.push(Number((await table.get(eventKey('evt_poison'))).item?.ttl));
  }
  const received = Date.parse((await app.deps.events.find('evt_poison'))!.receivedAt);
  expect(new Set(seconds)).toEqual(new Set([received / 1000 + 30 * 86_400]));
});

test('a first try that dies is on record once the second begins, and a last one that dies is parked', async () => {
  const { app, calls } = newApp();
  app.stripeQueue.put(message('evt_dies'), { group: 'cus_1' });
  const seen = [];
  for (let tries = 1; tries <= stripeInboxTries; tries++) {
    calls.arm({ at: tries === 1 ? 1 : tries < stripeInboxTries ? 2 : 3, kind: 'kill-before' });
    await app.deliverStripe();
    calls.reset();
    seen.push((await app.deps.events.find('evt_dies'))?.outcome);
  }
  expect(seen).toEqual([undefined, ...Array(stripeInboxTries - 2).fill('received'), 'parked']);
  expect(app.stripeQueue.dead).toHaveLength(1);
});

test('the operator replays all that is parked, or a range of it, and each event is handled once more', async () => {
  const { app, poison } = newApp();
  for (let i = 0; i < 3; i++) app.stripeQueue.put(poisoned(`evt_${i}`), { group: `ch_${i}` });
  app.stripeQueue.put(message('evt_good'), { group: 'cus_1' });
  await app.drain();
  expect(await parkedIds(app)).toHaveLength(3);
  poison.active = false;
  const operator = await signUp(app, 'operator@example.com');
  const replay = (body: object) =>
    operator.send<ReplayedView>('POST', '/v1/admin/events/replay', { reason: 'Stripe is back', ...body });
  const later = new Date(stripe.now().getTime() + 1_000).toISOString();
  expect(await replay({ from: later })).toMatchObject({ status: 202, body: { replayed: 0 } });
  expect(await replay({ outcome: 'failed' })).toMatchObject({ status: 202, body: { replayed: 0 } });
  expect(await replay({ to: later })).toMatchObject({ status: 202, body: { replayed: 3 } });
  expect(
    app.stripeQueue
      .messages()
      .map(({ id }) => id)
      .sort(),
  ).toEqual(['evt_0', 'evt_1', 'evt_2']);
  await app.drain();
  expect(await parkedIds(app)).toEqual([]);
  expect(await app.deps.events.find('evt_1')).toMatchObject({
    outcome: 'ignored',
    attempts: stripeInboxTries + 1,
    error: null,
  });
});

test('a replay looks at no more than 500 events a call, and its cursor goes on where it stopped', async () => {
  const { app } = newApp();
  const note = { outcome: 'parked', error: null, apiVersionDiffers: false, at: stripe.now() } as const;
  for (let i = 0; i < 620; i++) await app.deps.events.end(message(`evt_${i}`), note);
  const operator = await signUp(app, 'operator@example.com');
  const first = (await operator.send<ReplayedView>('POST', '/v1/admin/events/replay', { reason: 'Stripe is back' }))
    .body;
  expect(first).toEqual({ replayed: 500, cursor: expect.any(String) });
  const rest = await operator.send<ReplayedView>('POST', '/v1/admin/events/replay', {
    reason: 'Stripe is back',
    cursor: first.cursor,
  });
  expect(rest.body).toEqual({ replayed: 120 });
  expect(new Set(app.stripeQueue.messages().map(({ id }) => id)).size).toBe(620);
});

test.each([
  [{ outcome: 'handled' }, 'outcome must be one of parked, failed.'],
  [{ from: 'yesterday' }, 'from must be a time such as 2026-11-24T12:00:00Z.'],
  [{ until: '2026-11-24T12:00:00Z' }, 'until is not known; the fields are from, to, outcome, cursor, error, ids.'],
])('a replay of %o is refused and replays nothing', async (body, detail) => {
  const { app } = newApp();
  const operator = await signUp(app, 'operator@example.com');
  const reply = await operator.send('POST', '/v1/admin/events/replay', { reason: 'Stripe is back', ...body });
  expect(reply).toMatchObject({ status: 400, body: { detail } });
  expect(app.stripeQueue.messages()).toEqual([]);
});

test('an event in another API version than the endpoint is pinned to is handled, marked and logged', async () => {
  const { app } = newApp();
  app.stripeQueue.put(message('evt_old', { apiVersion: '2020-08-27' }));
  app.stripeQueue.put(message('evt_new', { apiVersion }));
  await app.drain();
  const operator = await signUp(app, 'operator@example.com');
  const { data } = (await operator.get<Listing<AdminEventView>>('/v1/admin/events')).body;
  const marks = Object.fromEntries(
    data.map(({ id, outcome, apiVersionDiffers }) => [id, [outcome, apiVersionDiffers]]),
  );
  expect(marks).toEqual({ evt_old: ['ignored', true], evt_new: ['ignored', false] });
  expect(app.logs.filter((line) => line.includes('another API version'))).toHaveLength(1);
});

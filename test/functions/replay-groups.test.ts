/** Operators replay parked events by their error, or a few by their ids; all others stay as they are. */
import { expect, test } from 'vitest';
import type { StripeMessage } from '../../shared/domain/billing/stripe-message.ts';
import type { AdminEventView, AuditView, Listing, ReplayedView, TodayView } from '../../shared/http/views.ts';
import type { EventOutcome } from '../../shared/storage/billing/stripe-events.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import type { StripeGateway } from '../../shared/stripe/gateway.ts';
import { assemble } from '../support/app.ts';
import { signUp } from '../support/app-person.ts';
import { start } from '../support/app-stripe.ts';

const message = (id: string): StripeMessage => ({
  ...{ id, type: 'invoice.paid', createdAt: start.toISOString(), livemode: false, apiVersion: null },
  ...{ objectId: null, customerId: 'cus_1', via: null },
});

const timeout = 'No answer within … s for …';

/** Two events that timed out for different customers, one without an error, one still tried, one handled. */
async function newScene() {
  const app = assemble({ table: memoryTable({ now: () => start }), stripe: {} as StripeGateway, now: () => start });
  const note = (id: string, outcome: EventOutcome, error: string | null) =>
    app.deps.events.end(message(id), { outcome, error, apiVersionDiffers: false, at: start });
  await note('evt_slow1', 'parked', 'No answer within 10 s for cus_AAAAAA1');
  await note('evt_slow2', 'parked', 'No answer within 20 s for cus_BBBBBB2');
  await note('evt_again', 'failed', 'No answer within 10 s for cus_CCCCCC3');
  await note('evt_other', 'parked', 'a charge that nobody can read');
  await note('evt_none', 'parked', null);
  await note('evt_good', 'handled', null);
  const operator = await signUp(app, 'operator@example.com');
  const replay = (body: object) =>
    operator.send<ReplayedView>('POST', '/v1/admin/events/replay', { reason: 'Stripe is back', ...body });
  const queued = () =>
    app.stripeQueue
      .messages()
      .map(({ id }) => id)
      .toSorted();
  const lines = async () =>
    (await operator.get<Listing<AuditView>>('/v1/admin/audit')).body.data
      .filter(({ action }) => action === 'events.replayed')
      .map(({ detail }) => detail);
  return { operator, note, replay, queued, lines };
}

test('Today says how many events of an error wait for a replay, and the list has the events of that error', async () => {
  const { operator } = await newScene();
  const { groups } = (await operator.get<TodayView>('/v1/admin/today')).body.events;
  expect(groups.map(({ error, count, parked }) => [error, count, parked])).toEqual([
    [timeout, 3, 2],
    ['', 1, 1],
    ['a charge that nobody can read', 1, 1],
  ]);
  const idsOf = async (query: object) => {
    const path = `/v1/admin/events?${new URLSearchParams({ ...query })}`;
    return (await operator.get<Listing<AdminEventView>>(path)).body.data.map(({ id }) => id).toSorted();
  };
  expect(await idsOf({ error: timeout })).toEqual(['evt_again', 'evt_slow1', 'evt_slow2']);
  expect(await idsOf({ error: timeout, outcome: 'parked' })).toEqual(['evt_slow1', 'evt_slow2']);
  expect(await idsOf({ error: '' })).toEqual(['evt_none']);
  expect(await idsOf({ error: 'unheard of' })).toEqual([]);
});

test('a replay of an error reaches the parked events of that error alone, and its line says how many and which error', async () => {
  const { replay, queued, lines } = await newScene();
  expect(await replay({ error: timeout })).toMatchObject({ status: 202, body: { replayed: 2 } });
  expect(queued()).toEqual(['evt_slow1', 'evt_slow2']);
  expect(await lines()).toMatchObject([{ outcome: 'parked', events: '2', error: timeout, reason: 'Stripe is back' }]);
});

test('an empty error is that of events without one, and a range narrows the events of an error', async () => {
  const { replay, queued } = await newScene();
  const later = new Date(start.getTime() + 1_000).toISOString();
  expect((await replay({ error: timeout, from: later })).body).toEqual({ replayed: 0 });
  expect((await replay({ error: timeout, to: later, outcome: 'failed' })).body).toEqual({ replayed: 1 });
  expect((await replay({ error: '' })).body).toEqual({ replayed: 1 });
  expect(queued()).toEqual(['evt_again', 'evt_none']);
});

test('more events of an error than a call looks at are replayed in parts, each once', async () => {
  const { note, replay, queued } = await newScene();
  for (let i = 0; i < 520; i++) await note(`evt_many${i}`, 'parked', `gone ${i}`);
  let cursor: string | undefined;
  let total = 0;
  do {
    const { body } = await replay({ error: 'gone …', ...(cursor && { cursor }) });
    total += body.replayed;
    cursor = body.cursor;
  } while (cursor);
  expect(total).toBe(520);
  expect(new Set(queued()).size).toBe(520);
  expect(queued()).toHaveLength(520);
});

test('chosen events are replayed once each; one with another outcome stays as it is', async () => {
  const { replay, queued, lines } = await newScene();
  const ids = ['evt_slow1', 'evt_other', 'evt_other', 'evt_again', 'evt_good'];
  expect((await replay({ ids })).body).toEqual({ replayed: 2 });
  expect(queued()).toEqual(['evt_other', 'evt_slow1']);
  expect(await lines()).toMatchObject([{ events: '2', ids: 'evt_slow1 evt_other' }]);
});

test.each([
  [{ ids: [] }, 'ids must be a list of 1 to 100 ids of events.'],
  [{ ids: Array.from({ length: 101 }, (_, i) => `evt_${i}`) }, 'ids must be a list of 1 to 100 ids of events.'],
  [{ ids: 'evt_slow1' }, 'ids must be a list of 1 to 100 ids of events.'],
  [{ ids: ['evt_slow1', 'evt_unheard'] }, 'ids must be events on record; evt_unheard is not.'],
  [{ ids: ['evt_slow1'], error: timeout }, 'ids stand alone; leave error out.'],
  [{ ids: ['evt_slow1'], cursor: 'x' }, 'ids stand alone; leave cursor out.'],
  [{ error: 7 }, 'error must be a text of at most 300 characters.'],
  [{ error: 'x'.repeat(301) }, 'error must be a text of at most 300 characters.'],
  [{ errors: timeout }, 'errors is not known; the fields are from, to, outcome, cursor, error, ids.'],
])('a replay of %o is refused and replays nothing', async (body, detail) => {
  const { replay, queued, lines } = await newScene();
  expect(await replay(body)).toMatchObject({ status: 400, body: { detail } });
  expect(queued()).toEqual([]);
  expect(await lines()).toEqual([]);
});

test('a cursor that no list gave is refused and replays nothing', async () => {
  const { replay, queued } = await newScene();
  expect((await replay({ error: timeout, cursor: 'nonsense' })).status).toBe(400);
  expect(queued()).toEqual([]);
});

/** An organization's timeline joins its trail, operators' decisions, licences, mails and refused requests, newest first. */
import { beforeEach, describe, expect, it, test } from 'vitest';
import { mailer } from '../../functions/mailer/handler.ts';
import { stripeSync } from '../../functions/stripe-sync/handler.ts';
import { type TimelineKind, timelineKinds } from '../../shared/domain/console/timeline.ts';
import type { TimelineView } from '../../shared/http/views.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import { apiVersion } from '../../shared/stripe/client.ts';
import type { StripeGateway } from '../../shared/stripe/gateway.ts';
import { type App, assemble } from '../support/app.ts';
import { aboutMail, bounceEvent, complaintEvent, deliveryEvent, hearOf } from '../support/app-feedback.ts';
import { acceptLicences, newKey, type Person, signUp } from '../support/app-person.ts';
import { batchOf, type Handler } from '../support/app-queues.ts';
import { start } from '../support/app-stripe.ts';
import { countedTrips } from '../support/counted-trips.ts';

let app: App;
let now: Date;
let operator: Person;
let ada: Person;
let id: string;
let trips: ReturnType<typeof countedTrips>;

beforeEach(async () => {
  now = start;
  trips = countedTrips(memoryTable({ now: () => now }));
  app = assemble({ table: trips.table, stripe: {} as StripeGateway, now: () => now });
  operator = await signUp(app, 'operator@example.com');
  ada = await signUp(app, 'ada@brand.example');
  id = (await app.deps.accounts.findByEmail('ada@brand.example'))!.id;
});

const later = (ms = 1_000) => {
  now = new Date(now.getTime() + ms);
};
const path = (query = '') => `/v1/admin/organizations/${id}/timeline${query}`;
const read = async (query = '') => (await operator.get<TimelineView>(path(query))).body;
const shown = ({ data }: TimelineView) =>
  data.map(
    (line) =>
      `${line.kind} ${'action' in line ? line.action : 'name' in line ? line.name : 'type' in line ? line.type : 'reason' in line ? line.reason : line.requests}`,
  );

/** Every page of these kinds. */
async function everything(kinds?: TimelineKind[]): Promise<TimelineView['data']> {
  const all: TimelineView['data'] = [];
  let cursor: string | undefined;
  do {
    const asked = new URLSearchParams({ ...(kinds && { kinds: kinds.join() }), ...(cursor && { cursor }) });
    const page: TimelineView = await read(asked.size ? `?${asked}` : '');
    expect(page.data.length).toBeLessThanOrEqual(50);
    all.push(...page.data);
    cursor = page.cursor;
  } while (cursor !== undefined);
  return all;
}

const refusal = (at: string) => ({
  ...{ accountId: id, from: at, to: at, told: [] },
  counts: [{ keyId: 'key_1', app: 'default', dataset: 'posts', reason: 'quota_exhausted' as const, count: 3 }],
});

/** One of each kind, a second apart. */
async function life(): Promise<void> {
  later();
  await acceptLicences(ada);
  later();
  await newKey(ada, 'test');
  later();
  await operator.send('POST', `/v1/admin/accounts/${id}/suspend`, { reason: 'scraping' });
  later();
  await app.drain();
  later();
  await app.deps.refusals.put(refusal(now.toISOString()));
}

test('shows what was done, decided, accepted, mailed and refused, newest first, with names and facts', async () => {
  await life();
  const page = await read();
  expect(shown(page).slice(0, 4)).toEqual([
    'refusal quota_exhausted',
    'email account_suspension',
    'decision account.suspended',
    'activity key.created',
  ]);
  expect(page.data[0]).toMatchObject({ key: 'key_1', status: 429, count: 3 });
  expect(page.data[1]).toMatchObject({ address: 'ada@brand.example', outcome: 'sent' });
  expect(page.data[2]).toMatchObject({ actor: 'operator@example.com', detail: { reason: 'scraping' } });
  expect(shown(page)).toContain('licence licence.accepted');
  expect(page.cursor).toBeUndefined();
});

test('a line that is chained meanwhile stays in its place, is shown once and keeps its kind', async () => {
  await life();
  const before = await everything();
  await app.chainTrail();
  expect(await everything()).toEqual(before);
});

describe('kinds', () => {
  it.each([
    [['email'], ['email account_suspension']],
    [
      ['decision', 'refusal'],
      ['refusal quota_exhausted', 'decision account.suspended'],
    ],
    [['activity'], ['activity key.created']],
  ] as const)('%s are shown alone', async (kinds, expected) => {
    await life();
    expect(shown({ data: await everything([...kinds]) })).toEqual(expect.arrayContaining([...expected]));
    expect(new Set((await everything([...kinds])).map(({ kind }) => kind))).toEqual(new Set(kinds));
  });

  it('that are unknown, and a cursor that no page gave, are refused', async () => {
    for (const query of ['?kinds=', '?kinds=mails', '?kinds=email,email,x', '?cursor=x', '?limit=3'])
      expect([query, (await operator.get(path(query))).status]).toEqual([query, 400]);
  });
});

/** 130 lines of the trail, 60 of them chained, among 70 mails and 70 refusals. */
async function longLife(): Promise<void> {
  for (let i = 0; i < 130; i += 1) {
    later();
    const line = { id: `line-${i}`, accountId: id, at: now.toISOString(), action: 'app.changed', actor: 'tollgate' };
    await app.deps.audit.append({ ...line, actor: 'tollgate', detail: { app: String(i) } });
    const mail = { accountId: id, id: `mail-${i}`, at: now.toISOString(), name: 'test', address: 'a@b.example' };
    if (i < 70) await app.deps.mailLog.note({ ...mail, outcome: 'sent' }, null);
    if (i >= 60) await app.deps.refusals.put(refusal(now.toISOString()));
    if (i === 60) await app.chainTrail();
  }
}

test('pages of 50 have every line once and in order, also where lines are chained between two pages', async () => {
  await longLife();
  const all = await everything();
  expect(all.filter(({ kind }) => kind === 'email')).toHaveLength(70);
  expect(all.filter(({ kind }) => kind === 'refusal')).toHaveLength(70);
  expect(new Set(all.map(({ kind, id: of }) => `${kind} ${of}`)).size).toBe(all.length);
  expect(all.map(({ at }) => at)).toEqual(
    all
      .map(({ at }) => at)
      .toSorted()
      .reverse(),
  );
  const first = await read();
  await app.chainTrail();
  later();
  await ada.send('PATCH', `/v1/organizations/${id}`, { name: 'Later' });
  const rest: TimelineView['data'] = [];
  for (let { cursor } = first; cursor !== undefined; ) {
    const page: TimelineView = await read(`?cursor=${encodeURIComponent(cursor)}`);
    rest.push(...page.data);
    cursor = page.cursor;
  }
  expect([...first.data, ...rest].map(({ id: of }) => of)).toEqual(all.map(({ id: of }) => of));
});

test('a page takes three round trips to the table', async () => {
  await longLife();
  const kinds = timelineKinds;
  expect(await trips.of(() => app.deps.timeline.page(id, { kinds, now }))).toBeLessThanOrEqual(3);
  const { cursor } = await app.deps.timeline.page(id, { kinds, now });
  expect(await trips.of(() => app.deps.timeline.page(id, { kinds, cursor, now }))).toBeLessThanOrEqual(3);
  expect(await trips.of(() => app.deps.timeline.page(id, { kinds: ['email'], now }))).toBe(1);
});

describe('events of Stripe’s', () => {
  const gateway = (listSubscriptions: () => Promise<[]>) =>
    ({ listSubscriptions, listTopUps: async () => [] }) as unknown as StripeGateway;
  const answers = gateway(async () => []);
  const message = (n: number) => ({
    ...{
      id: `evt_${n}`,
      type: 'invoice.payment_failed',
      createdAt: new Date(start.getTime() + n * 1_000).toISOString(),
    },
    ...{ livemode: false, apiVersion, objectId: 'in_1', customerId: 'cus_1', via: null },
  });
  async function deliver(n: number, stripe: StripeGateway, receiveCount = 1) {
    const handler = stripeSync({ ...app.depsOf('stripe-sync'), stripe }) as unknown as Handler;
    await handler(batchOf([{ id: `m${n}`, group: 'cus_1', message: message(n), receiveCount }]), {});
  }
  const states = async () =>
    (await everything(['event'])).map((line) => 'type' in line && [line.id, line.type, line.outcome, line.attempts]);

  it('stand at the time at which Stripe made them, once, each with its state now', async () => {
    await app.deps.accounts.setCustomer(id, 'cus_1');
    await deliver(2, answers);
    await deliver(
      1,
      gateway(() => Promise.reject(new Error('no'))),
    );
    expect(await states()).toEqual([
      ['evt_2', 'invoice.payment_failed', 'handled', 1],
      ['evt_1', 'invoice.payment_failed', 'failed', 1],
    ]);
    await deliver(1, answers, 2);
    await deliver(2, answers);
    expect(await states()).toEqual([
      ['evt_2', 'invoice.payment_failed', 'handled', 2],
      ['evt_1', 'invoice.payment_failed', 'handled', 2],
    ]);
    expect(shown(await read()).slice(0, 2)).toEqual(['event invoice.payment_failed', 'event invoice.payment_failed']);
  });

  it('about another customer stand nowhere, and one whose try died is not handled yet', async () => {
    await deliver(1, answers);
    expect(await states()).toEqual([]);
    await app.deps.eventLines.put(id, message(3));
    expect(await states()).toEqual([['evt_3', 'invoice.payment_failed', 'received', 0]]);
  });

  it('come page by page among the other lines, and a page takes three round trips', async () => {
    for (let n = 1; n <= 120; n += 1) await app.deps.eventLines.put(id, message(n));
    now = new Date(start.getTime() + 60_000);
    await app.deps.refusals.put(refusal(now.toISOString()));
    const all = await everything();
    expect(all.filter(({ kind }) => kind === 'event')).toHaveLength(120);
    expect(new Set(all.map(({ kind, id: of }) => `${kind} ${of}`)).size).toBe(all.length);
    expect(await trips.of(() => app.deps.timeline.page(id, { kinds: timelineKinds, now }))).toBeLessThanOrEqual(3);
  });
});

describe('served requests', () => {
  const dayOf = (n: number) => new Date(start.getTime() + n * 86_400_000).toISOString().slice(0, 10);
  const sum = (keyId: string, datasetId: string, units: number, calls: number) => ({ keyId, datasetId, units, calls });
  const fold = (n: number, sums: ReturnType<typeof sum>[], batch = n + 1, periodStart = dayOf(0)) =>
    app.deps.usageDays.fold({ accountId: id, day: dayOf(n), periodStart, sums }, batch);

  /** The operator signs in again after these days. */
  async function comesBack(days: number) {
    now = new Date(start.getTime() + days * 86_400_000);
    operator = await signUp(app, 'operator@example.com');
  }

  it('have a line a day, with what is billed, from an hour after the day’s end', async () => {
    await fold(0, [sum('key_1', 'posts', 40, 4), sum('key_2', 'profiles', 10, 1), sum('repeats', 'posts', -5, 0)]);
    await fold(0, [sum('key_1', 'posts', 2, 1)], 2, dayOf(-1));
    const ended = Date.parse(dayOf(1));
    now = new Date(ended + 3_599_999);
    expect(await everything(['served'])).toEqual([]);
    now = new Date(ended + 3_600_000);
    expect(await everything(['served'])).toEqual([
      {
        ...{ at: `${dayOf(0)}T00:00:00.000Z`, id: dayOf(0), kind: 'served' },
        ...{ requests: 6, units: 47, keys: 2, datasets: ['posts', 'profiles'] },
      },
    ]);
  });

  it('stand once and in order over all pages, also days of many items, in three round trips', async () => {
    const many = Array.from({ length: 150 }, (_, i) => sum(`key_${i}`, 'posts', 10, 1));
    for (let n = 0; n < 130; n += 1) await fold(n, n % 50 === 49 ? many : [sum('key_1', 'posts', n, 1)]);
    now = new Date(start.getTime() + 60 * 86_400_000);
    for (let i = 0; i < 70; i += 1, later()) await app.deps.refusals.put(refusal(now.toISOString()));
    await comesBack(200);
    const all = await everything(['served', 'refusal']);
    expect(all.filter(({ kind }) => kind === 'refusal')).toHaveLength(70);
    const days = all.flatMap((line) => (line.kind === 'served' ? [[line.id, line.requests]] : []));
    expect(days).toEqual(Array.from({ length: 130 }, (_, n) => [dayOf(n), n % 50 === 49 ? 150 : 1]).toReversed());
    expect(all.map(({ at }) => at)).toEqual(
      all
        .map(({ at }) => at)
        .toSorted()
        .reverse(),
    );
    expect(await trips.of(() => app.deps.timeline.page(id, { kinds: timelineKinds, now }))).toBeLessThanOrEqual(3);
  });

  it('are read whole where one day fills a page', async () => {
    for (let part = 0; part < 60; part += 1) await fold(1, [sum('key_1', 'posts', 2, 1)], part + 1, `period-${part}`);
    await fold(0, [sum('key_1', 'posts', 2, 1)]);
    await comesBack(9);
    const days = (await everything()).flatMap((line) => (line.kind === 'served' ? [[line.id, line.requests]] : []));
    expect(days).toEqual([
      [dayOf(1), 60],
      [dayOf(0), 1],
    ]);
  });
});

describe('the log of mails', () => {
  it('says which mail stayed unsent', async () => {
    await app.deps.suppressions.report({
      ...{ address: 'ada@brand.example', kind: 'bounce', at: start.toISOString(), detail: 'no mailbox' },
    });
    await life();
    expect((await everything(['email'])).map((line) => 'outcome' in line && line.outcome)).toEqual(['held_back']);
  });

  describe('has at a mail what SES reports of it', () => {
    const minute = (n: number) => new Date(start.getTime() + n * 60_000);
    const reportsIn = async () => (await everything(['email'])).map((line) => 'reports' in line && line.reports);
    const ada = 'ada@brand.example';

    it('in any order and repeated, with SES’s kind of bounce and complaint', async () => {
      await life();
      const { tags } = app.mails.at(-1)!;
      const events = [
        complaintEvent(ada, { at: minute(3) }),
        deliveryEvent(ada, { at: minute(1) }),
        bounceEvent(ada, { at: minute(2), type: 'Transient' }),
        bounceEvent(ada, { at: minute(1), type: 'Undetermined' }),
      ].map((event) => aboutMail(event, tags));
      await hearOf(app, ...events, ...events.toReversed());
      expect(await reportsIn()).toEqual([
        [
          { fate: 'delivered', at: minute(1).toISOString(), detail: '' },
          { fate: 'bounced', at: minute(2).toISOString(), detail: 'Transient/General' },
          { fate: 'complained', at: minute(3).toISOString(), detail: 'abuse' },
        ],
      ]);
      expect(app.feedbackQueue.dead).toEqual([]);
    });

    it('and nothing of another mail, of one that is no spam, or of one that was erased', async () => {
      await life();
      const { tags = {} } = app.mails.at(-1)!;
      const others = [{}, { ...tags, organization: 'other' }, { ...tags, mail: '1-other' }, { ...tags, mail: 'x' }];
      await hearOf(app, ...others.map((of) => aboutMail(deliveryEvent(ada), of)));
      await hearOf(app, aboutMail(complaintEvent(ada, { type: 'not-spam' }), tags));
      expect(await reportsIn()).toEqual([[]]);
      await app.deps.mailLog.forget(id);
      await hearOf(app, aboutMail(deliveryEvent(ada), tags));
      expect([await reportsIn(), app.feedbackQueue.dead]).toEqual([[], []]);
    });

    it('and that it waits, while SES does not take it', async () => {
      const handler = mailer({ ...app.depsOf('mailer'), deliver: () => Promise.reject(new Error('away')) });
      await operator.send('POST', `/v1/admin/accounts/${id}/suspend`, { reason: 'scraping' });
      await app.mailQueue.receive(handler as unknown as Handler);
      const [line] = await everything(['email']);
      expect(line).toMatchObject({ outcome: 'waiting', reports: [] });
    });
  });

  it('goes with the organization, and takes nothing of one that leaves', async () => {
    await life();
    await app.deps.mailLog.forget(id);
    expect(await everything(['email'])).toEqual([]);
    await ada.send('DELETE', '/v1/account', { confirm: 'Test Ltd' });
    await app.drain();
    expect(await everything(['email'])).toEqual([]);
  });

  it('loses what was sent to a person who is deleted', async () => {
    await life();
    await app.deps.mailLog.forgetAddress(id, 'bob@brand.example');
    expect(await everything(['email'])).toHaveLength(1);
    await app.deps.mailLog.forgetAddress(id, 'ada@brand.example');
    expect(await everything(['email'])).toEqual([]);
  });
});

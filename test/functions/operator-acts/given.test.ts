/** Plans, badges, units and limits that operators give to one organization. Stripe knows nothing of them, and is not asked. */
import { beforeEach, describe, expect, test } from 'vitest';
import { creditPeriod } from '../../../shared/domain/billing/credit.ts';
import { entitlementAt } from '../../../shared/domain/billing/entitlement.ts';
import type { AccountView, AdminGivenView, AuditView, Listing } from '../../../shared/http/views.ts';
import { memoryTable } from '../../../shared/storage/table/memory-table.ts';
import type { StripeGateway } from '../../../shared/stripe/gateway.ts';
import { type App, assemble } from '../../support/app.ts';
import { acceptLicences, newKey, type Person, signUp } from '../../support/app-person.ts';
import { start } from '../../support/app-stripe.ts';
import { atEveryCall, type Fault, faultyCalls } from '../../support/faulty-calls.ts';
import { faultyTable } from '../../support/faulty-table.ts';
import { inPacks } from '../credit-packs.ts';

let app: App;
let operator: Person;
let buyer: Person;
let id: string;
let now: Date;

async function world(calls = faultyCalls()) {
  now = start;
  const table = faultyTable(memoryTable({ now: () => now }), calls);
  app = assemble({ table, stripe: {} as StripeGateway, now: () => now, catalog: inPacks, calls });
  operator = await signUp(app, 'operator@example.com');
  buyer = await signUp(app, 'ada@buyer.example');
  await acceptLicences(buyer);
  id = (await app.deps.accounts.findByEmail('ada@buyer.example'))!.id;
}
beforeEach(() => world());

const act = (method: string, what: string, body: object) =>
  operator.send<AdminGivenView>(method, `/v1/admin/accounts/${id}/billing/${what}`, { reason: 'a favour', ...body });
const give = (body: object = {}) => act('POST', 'comps', { plan: 'basic', until: '2026-12-24', ...body });
const account = async () => (await buyer.get<AccountView>('/v1/account')).body;
const read = (secret: string) =>
  app.request('GET', '/data/posts?limit=1', { headers: { authorization: `Bearer ${secret}` } });
const lines = async (action: string) =>
  (await buyer.get<Listing<AuditView>>('/v1/events')).body.data.filter((each) => each.action === action);
const mails = async (words: string) => {
  await app.drain();
  return app.mails.filter(({ to, text }) => to === 'ada@buyer.example' && text.includes(words));
};

describe('a plan free of charge', () => {
  test('lets a live key read at once, without a subscription, and the buyer sees it as given with its last day', async () => {
    expect(await give()).toMatchObject({ status: 200, body: { comps: [{ plan: 'basic', badge: null }] } });
    const { secret } = await newKey(buyer, 'live');
    expect((await read(secret)).status).toBe(200);
    expect(await account()).toMatchObject({
      subscriptions: [],
      entitlement: { access: 'full', plans: ['basic'], allowance: 10_000, accessUntil: '2026-12-25T00:00:00.000Z' },
      given: { comps: [{ plan: 'basic', until: '2026-12-25T00:00:00.000Z' }], limits: null },
    });
    expect(await mails('free of charge until')).toHaveLength(1);
    expect(await lines('comp.given')).toMatchObject([
      { actor: 'operator@example.com', detail: { plan: 'basic', reason: 'a favour' } },
    ]);
    expect(await lines('access.changed')).toMatchObject([{ detail: { grants: 'basic (given)' } }]);
  });

  test('ends by itself with its last day, and its allowance begins anew with each month', async () => {
    await give({ until: '2027-01-31' });
    const { secret } = await newKey(buyer, 'live');
    now = new Date('2027-01-31T23:59:59.999Z');
    expect((await read(secret)).status).toBe(200);
    const { grants } = await app.deps.access.readPaid(id);
    expect(entitlementAt(inPacks, grants, now).period?.start).toBe('2027-01-24T12:00:00.000Z');
    expect(entitlementAt(inPacks, grants, now).assumed).toBe(false);
    now = new Date('2027-02-01T00:00:00.000Z');
    expect(await read(secret)).toMatchObject({ status: 402 });
  });

  test('ends at once where the operator ends it, with a line and a mail', async () => {
    await give();
    const { secret } = await newKey(buyer, 'live');
    expect((await read(secret)).status).toBe(200);
    now = new Date(start.getTime() + 60_000);
    const end = () => act('POST', 'comps/end', { plan: 'basic' });
    expect((await end()).status).toBe(200);
    expect(await read(secret)).toMatchObject({ status: 402 });
    expect((await end()).status).toBe(200);
    expect(await lines('comp.ended')).toHaveLength(1);
    expect(await mails('We ended')).toHaveLength(1);
    expect(await act('POST', 'comps/end', { plan: 'pro' })).toMatchObject({ status: 409 });
  });

  test('that bills extra usage elsewhere bills none here: its allowance is a hard limit', async () => {
    await give({ plan: 'pro' });
    expect((await account()).entitlement).toMatchObject({ plans: ['pro'], allowance: 1_000_000, overage: false });
    expect((await account()).spendCap).toBeNull();
  });

  test('given again with the same day leaves one line and one mail; with another day it takes the place of the first', async () => {
    await give();
    expect((await give()).body.comps).toHaveLength(1);
    expect(await lines('comp.given')).toHaveLength(1);
    expect(await mails('free of charge until')).toHaveLength(1);
    const { comps } = (await give({ until: '2026-12-31' })).body;
    expect(comps).toMatchObject([{ plan: 'basic', until: '2027-01-01T00:00:00.000Z' }]);
    expect(await lines('comp.given')).toHaveLength(2);
  });

  test.each([
    [{ until: '2026-11-23' }, 'until'],
    [{ until: '2031-01-01' }, 'until'],
    [{ until: '2026-02-30x' }, 'until'],
    [{ plan: 'gold' }, 'plan'],
    [{ badge: 'verified' }, 'plan'],
  ])('is refused with %j', async (body, field) => {
    expect(await give(body)).toMatchObject({ status: 400, body: { errors: [{ field }] } });
    expect((await account()).entitlement.access).toBe('none');
  });

  test('given by a call that breaks anywhere is there once after the call is repeated, with one line and one mail', async () => {
    const calls = faultyCalls();
    const run = async (fault?: Fault) => {
      await world(calls);
      if (fault) calls.arm(fault);
      else calls.reset();
      await give().catch(() => undefined);
      return calls.reset();
    };
    const names = await run();
    expect(names.length).toBeGreaterThan(5);
    await atEveryCall(names, async (fault) => {
      const made = await run(fault);
      expect((await give()).status).toBe(200);
      expect((await account()).entitlement).toMatchObject({ access: 'full', plans: ['basic'] });
      expect(await lines('comp.given')).toHaveLength(1);
      expect(await mails('free of charge until')).toHaveLength(1);
      return made;
    });
  });
});

test('a badge free of charge pays for a badge as a subscription would, and has none to refund', async () => {
  expect((await act('POST', 'comps', { plan: undefined, badge: 'verified', until: '2026-12-24' })).status).toBe(200);
  expect((await account()).entitlement).toMatchObject({ badges: ['verified'], plans: [] });
});

describe('prepaid units', () => {
  const units = (body: object = {}) => act('POST', 'units', { units: 500, order: 'favour-1', ...body });

  test('are credit that a live key spends, given once a key of the order, however often it is asked', async () => {
    expect((await units()).body.units).toMatchObject([{ order: 'favour-1', units: 500 }]);
    expect((await units()).status).toBe(200);
    expect(await units({ units: 600 })).toMatchObject({ status: 422, body: { code: 'idempotency_key_reused' } });
    const { secret } = await newKey(buyer, 'live');
    expect((await read(secret)).status).toBe(200);
    expect((await account()).entitlement).toMatchObject({ plans: ['pay_per_use'], credit: 500 });
    expect((await units({ order: 'favour-2', units: 100 })).status).toBe(200);
    expect((await account()).entitlement.credit).toBe(600);
    const counter = await app.deps.counters.read({ accountId: id, periodStart: creditPeriod });
    expect(counter?.limit).toBe(600);
    expect(await lines('units.given')).toHaveLength(2);
    expect(await mails('to your prepaid credit')).toHaveLength(2);
  });
});

describe('limits of one organization', () => {
  const limit = (body: object = {}) =>
    act('PUT', 'limits', { requestsPerMinute: null, allowance: null, until: null, ...body });

  test('a rate of its own holds for live keys at once, in place of its plan’s', async () => {
    await give();
    const { secret } = await newKey(buyer, 'live');
    expect((await limit({ requestsPerMinute: 2 })).body.limits).toMatchObject({ requestsPerMinute: 2, until: null });
    expect([(await read(secret)).status, (await read(secret)).status]).toEqual([200, 200]);
    expect(await read(secret)).toMatchObject({ status: 429 });
    await limit({ requestsPerMinute: 100 });
    expect((await read(secret)).status).toBe(200);
    expect((await account()).given).toMatchObject({ limits: { requestsPerMinute: 100, allowance: null } });
  });

  test('an allowance of its own takes the place of its plans’ until its last day', async () => {
    await give({ until: '2027-03-31' });
    await limit({ allowance: 0, until: '2026-12-10' });
    const { secret } = await newKey(buyer, 'live');
    expect(await read(secret)).toMatchObject({ status: 429, body: { code: 'quota_exhausted' } });
    expect((await account()).entitlement.allowance).toBe(0);
    now = new Date('2026-12-11T00:00:00.000Z');
    expect((await read(secret)).status).toBe(200);
  });

  test('give no access by themselves', async () => {
    await limit({ allowance: 1_000, requestsPerMinute: 100 });
    expect((await account()).entitlement).toMatchObject({ access: 'none', allowance: 0 });
  });

  test('set again they change nothing, and are removed with both null; each with one line and one mail', async () => {
    await limit({ requestsPerMinute: 600 });
    await limit({ requestsPerMinute: 600 });
    now = new Date(start.getTime() + 1_000);
    await limit();
    await limit();
    expect((await account()).given).toBeUndefined();
    expect([(await lines('limits.set')).length, (await lines('limits.removed')).length]).toEqual([1, 1]);
    expect(await mails('600 requests a minute')).toHaveLength(1);
    expect(await mails('removed the limits')).toHaveLength(1);
  });
});

test('operators read what was given, and give nothing to an organization that is not there', async () => {
  await give();
  const path = `/v1/admin/accounts/${id}/billing/given`;
  expect((await operator.get<AdminGivenView>(path)).body).toMatchObject({ comps: [{ plan: 'basic' }], units: [] });
  id = 'nobody';
  expect((await give()).status).toBe(404);
});

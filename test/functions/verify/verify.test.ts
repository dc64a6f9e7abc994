import { describe, expect, it } from 'vitest';
import { digestOf, mintServiceKey } from '../../../shared/domain/keys/service-key.ts';
import { liveKey, testKey } from '../meter.ts';
import { serviceKey, servicesText, verifyApp } from './verify-app.ts';

const call = { key: liveKey, upstream: 'trends' };

describe('a call that is verified', () => {
  it('is allowed, metered with the yes, and told whose it is and what is left', async () => {
    const app = verifyApp();
    const caller = { accountId: 'acct_1', keyId: 'key_1', environment: 'live' };
    expect(await app.post({ ...call, units: 7, address: '192.0.2.9' })).toMatchObject({
      status: 200,
      body: { allowed: true, cost: 7, remaining: 93, ...caller },
    });
    expect(app.asked).toMatchObject([{ datasetId: 'gateway:trends', unitsWanted: 7, weight: 7, address: '192.0.2.9' }]);
    expect(app.settled).toEqual([7]);
  });

  it('with a test key ends the first steps, once, where it asks for anything', async () => {
    const app = verifyApp();
    await app.post({ ...call, key: testKey, units: 0 });
    await app.post(call);
    expect(app.firstReads).toEqual([]);
    for (let i = 0; i < 2; i++) await app.post({ ...call, key: testKey, units: 3 });
    expect(app.firstReads).toHaveLength(1);
  });

  it('tells what its service passes on: cost, what is left, each limit, and when to try again', async () => {
    const app = verifyApp();
    const { headers } = (await app.post({ ...call, units: 7 })).body as { headers: Record<string, string> };
    expect(headers).toEqual({
      ...{ 'tollgate-cost': '7', 'tollgate-remaining': '93', 'tollgate-receipt': 'the receipt of entry 1' },
      ...{ ratelimit: '"allowance";r=93', 'ratelimit-policy': '"allowance";q=100;qu="records"' },
    });
    expect((await app.post({ ...call, key: testKey })).body).toMatchObject({ headers: { 'tollgate-cost': '0' } });
    const standings = [{ name: 'minute', quota: 3, unit: 'requests', windowSeconds: 60, remaining: 0 }] as const;
    app.state.denied = { allowed: false, reason: 'rate_limited', retryAfterSeconds: 9, standings };
    expect((await app.post(call)).body).toMatchObject({
      headers: {
        ...{ 'tollgate-cost': '0', 'retry-after': '9' },
        ...{ ratelimit: '"minute";r=0', 'ratelimit-policy': '"minute";q=3;w=60' },
      },
    });
  });

  it('costs 1 unit where none are named, nothing with 0 and nothing with a test key', async () => {
    const app = verifyApp();
    for (const [asked, cost] of [
      [call, 1],
      [{ ...call, units: 0 }, 0],
      [{ ...call, key: testKey, units: 5 }, 0],
    ] as const) {
      expect((await app.post(asked)).body).toMatchObject({ allowed: true, cost });
    }
    expect(app.state).toMatchObject({ left: 99, reserved: 0 });
  });

  it('is refused whole where less is left than it costs, with the status to answer', async () => {
    const app = verifyApp({ units: 6 });
    const { status, body } = await app.post({ ...call, units: 7 });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      allowed: false,
      reason: 'quota_exhausted',
      status: 429,
      cost: 0,
      retryAfterSeconds: 60,
    });
    expect(app.state).toMatchObject({ left: 6, reserved: 0 });
  });

  it('with what is no key at all is refused without asking anybody', async () => {
    const app = verifyApp();
    for (const key of ['', 'tg_live_short', serviceKey, `${liveKey}x`]) {
      expect((await app.post({ ...call, key })).body).toMatchObject({
        allowed: false,
        reason: 'key_malformed',
        status: 401,
      });
    }
    expect(app.asked).toEqual([]);
  });
});

/** An answer as a repeated question gets it: the ledger has the call once, so its receipt is given once. */
function withoutReceipt(body: unknown): unknown {
  const { receipt, headers, ...answer } = body as { receipt?: string; headers: Record<string, string> };
  const { 'tollgate-receipt': passedOn, ...others } = headers;
  expect(passedOn).toBe(receipt);
  return { ...answer, headers: others };
}

describe('an allowed call', () => {
  it('is entered into the ledger, with its receipt in the body and in the headers to pass on', async () => {
    const app = verifyApp();
    const { body } = await app.post({ ...call, units: 2, address: '192.0.2.9', requestId: 'request-0009' });
    const receipt = 'the receipt of entry 1';
    expect(body).toMatchObject({ allowed: true, receipt, headers: { 'tollgate-receipt': receipt } });
    const query = 'verify gateway:trends request-0009';
    expect(app.entered).toEqual([{ kind: 'allowed', query, address: '192.0.2.9' }]);
  });

  it('has no receipt for a test key', async () => {
    const app = verifyApp();
    expect((await app.post({ ...call, key: testKey, units: 3 })).text).not.toContain('receipt');
    expect(app.entered).toEqual([]);
  });
});

describe('a call that is verified again under its request id', () => {
  const asked = { ...call, units: 4, requestId: 'request-0001' };

  it('has the same answer and costs nothing more', async () => {
    const app = verifyApp();
    const first = await app.post(asked);
    const again = withoutReceipt(first.body);
    expect((await app.post(asked)).body).toEqual(again);
    expect(await Promise.all([app.post(asked), app.post(asked)])).toMatchObject([{ body: again }, { body: again }]);
    expect(app.state).toMatchObject({ left: 96, reserved: 0 });
  });

  it('is charged once though both come at the same time', async () => {
    const app = verifyApp();
    const answers = await Promise.all([app.post(asked), app.post(asked), app.post(asked)]);
    expect(new Set(answers.map(({ body }) => JSON.stringify(withoutReceipt(body)))).size).toBe(1);
    expect(answers.filter(({ text }) => text.includes('the receipt of entry 1'))).toHaveLength(1);
    expect(app.state).toMatchObject({ left: 96, reserved: 0 });
  });

  it('is still allowed where it took the last units itself', async () => {
    const app = verifyApp({ units: 4 });
    await app.post(asked);
    expect((await app.post(asked)).body).toMatchObject({ allowed: true, cost: 4 });
    expect((await app.post({ ...asked, requestId: 'request-0002' })).body).toMatchObject({ allowed: false });
  });

  it('is never charged more than once where the first answer was lost', async () => {
    const app = verifyApp();
    app.storage.losesAnswers = true;
    expect(await app.post(asked)).toMatchObject({ status: 503, body: { code: 'metering_unavailable' } });
    app.storage.losesAnswers = false;
    expect((await app.post(asked)).body).toMatchObject({ allowed: true });
    expect(app.state).toMatchObject({ left: 100, reserved: 0 });
  });

  it('is charged where the table took the write and the client, not having heard so, repeated it', async () => {
    const app = verifyApp();
    app.storage.writesTwice = true;
    expect((await app.post(asked)).body).toMatchObject({ allowed: true, cost: 4 });
    expect((await app.post(asked)).body).toMatchObject({ allowed: true, cost: 4 });
    expect(app.state).toMatchObject({ left: 96, reserved: 0 });
  });

  it.each(['key_invalid', 'suspended', 'licence_not_accepted', 'payment_required', 'ip_not_allowed'] as const)(
    'is refused once what it needs has gone: %s',
    async (reason) => {
      const app = verifyApp();
      expect((await app.post(asked)).body).toMatchObject({ allowed: true });
      app.state.denied = { allowed: false, reason, standings: [] };
      expect((await app.post(asked)).body).toMatchObject({ allowed: false, reason, cost: 0 });
    },
  );

  it('has an id with the buyer’s organization, where its key is in force', async () => {
    const app = verifyApp();
    const idOf = async () => (await app.post(asked)).headers['x-request-id'];
    expect(await idOf()).toMatch(/^request-1\.acct_1\.20261120T120000Z$/);
    app.state.denied = { allowed: false, reason: 'suspended', standings: [], accountId: 'acct_2' };
    expect(await idOf()).toMatch(/^request-1\.acct_2\./);
    app.state.denied = { allowed: false, reason: 'key_invalid', standings: [] };
    expect(await idOf()).toBe('request-1');
  });

  it.each(['rate_limited', 'too_many_in_flight', 'spend_cap_reached', 'credit_exhausted'] as const)(
    'is still allowed where another call would not be: %s',
    async (reason) => {
      const app = verifyApp();
      await app.post(asked);
      app.state.denied = { allowed: false, reason, standings: [] };
      expect((await app.post(asked)).body).toMatchObject({ allowed: true, cost: 4 });
    },
  );

  it('is another call after 15 minutes', async () => {
    const app = verifyApp();
    await app.post(asked);
    app.clock.now += 15 * 60_000;
    await app.post(asked);
    expect(app.state.left).toBe(92);
  });

  it.each([
    ['units', { units: 5 }],
    ['another key', { key: testKey }],
    ['another dataset', { upstream: undefined, dataset: 'readings' }],
  ])('is refused where it asks for other %s: no yes is used twice', async (_, change) => {
    const app = verifyApp();
    await app.post(asked);
    expect(await app.post({ ...asked, ...change })).toMatchObject({ status: 409, body: { code: 'conflict' } });
    expect(app.state).toMatchObject({ left: 96, reserved: 0 });
  });
});

describe('the right to verify', () => {
  const other = mintServiceKey(new Uint8Array(32).fill(6));

  it.each([
    ['nobody', { authorization: '' }, 'key_missing'],
    ['a key that was never given out', { authorization: `Bearer ${other}` }, 'key_invalid'],
    ['a buyer’s key', { authorization: `Bearer ${liveKey}` }, 'key_invalid'],
    ['another scheme', { authorization: `Basic ${serviceKey}` }, 'key_invalid'],
    ['the digest in place of the key', { authorization: `Bearer tgs_${digestOf(serviceKey)}` }, 'key_invalid'],
  ])('is not %s', async (_, headers, code) => {
    const app = verifyApp();
    expect(await app.post(call, headers)).toMatchObject({ status: 401, body: { code } });
    expect(app.asked).toEqual([]);
  });

  it('is a service for what it is named for, and for nothing else', async () => {
    const app = verifyApp();
    expect(await app.post({ key: liveKey, dataset: 'readings' })).toMatchObject({
      status: 200,
      body: { allowed: true },
    });
    expect(await app.post({ ...call, upstream: 'own' })).toMatchObject({
      status: 403,
      body: { code: 'scope_missing' },
    });
    expect(app.settled).toEqual([1]);
  });

  it('changes within a minute: both keys of a rollover, then the new one, then none', async () => {
    const app = verifyApp();
    const verified = async (key: string) => (await app.post(call, { authorization: `Bearer ${key}` })).status;
    const both = [digestOf(serviceKey), digestOf(other)];
    const statuses: number[][] = [];
    for (const text of [servicesText(both), servicesText(both.slice(1)), '']) {
      app.parameter.text = text;
      app.clock.now += 60_000;
      statuses.push([await verified(serviceKey), await verified(other)]);
    }
    expect(statuses).toEqual([
      [200, 200],
      [401, 200],
      [401, 401],
    ]);
  });

  it('is nobody while the services cannot be read, and for 15 minutes whoever was there before', async () => {
    const fresh = verifyApp();
    fresh.parameter.text = '{"shop-api": "everything"}';
    const { status, text } = await fresh.post(call);
    expect(status).toBe(503);
    expect(text).not.toContain('everything');
    const app = verifyApp();
    expect((await app.post(call)).status).toBe(200);
    app.parameter.text = '{"shop-api": "everything"}';
    app.clock.now += 15 * 60_000 - 1;
    expect((await app.post(call)).status).toBe(200);
    app.clock.now += 1;
    expect((await app.post(call)).status).toBe(503);
  });
});

describe('a question', () => {
  it.each([
    ['without a key', { upstream: 'trends' }, 'key'],
    ['of nothing', { key: liveKey }, 'dataset'],
    ['of a dataset and an upstream', { ...call, dataset: 'readings' }, 'upstream'],
    ['of an upstream as a dataset', { key: liveKey, dataset: 'trends' }, 'dataset'],
    ['of half a unit', { ...call, units: 0.5 }, 'units'],
    ['of less than nothing', { ...call, units: -1 }, 'units'],
    ['of units as text', { ...call, units: '1' }, 'units'],
    ['of more than can be meant', { ...call, units: 1e9 }, 'units'],
    ['with an id that is too short', { ...call, requestId: 'a' }, 'requestId'],
    ['with an id that begins another key', { ...call, requestId: 'a#b/../../c' }, 'requestId'],
    ['with a misspelt field', { ...call, unit: 5 }, 'unit'],
  ])('%s is refused by the name of the field', async (_, body, field) => {
    const app = verifyApp();
    const reply = await app.post(body);
    expect(reply).toMatchObject({ status: 400, body: { errors: [{ field }] } });
    expect(app.asked).toEqual([]);
  });

  it.each([
    ['no JSON', '{', {}, 400],
    ['a list', '[]', {}, 400],
    ['a form', 'key=1', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
    ['5 KB', JSON.stringify({ ...call, key: 'x'.repeat(5_000) }), {}, 413],
  ])('that is %s is refused', async (_, body, headers, status) => {
    expect((await verifyApp().post(body, headers)).status).toBe(status);
  });
});

import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Table } from '../../shared/storage/table/table.ts';
import { assemble } from '../support/app.ts';
import type { Reply } from '../support/app-request.ts';
import { start } from '../support/app-stripe.ts';
import { faultyCalls } from '../support/faulty-calls.ts';

const secret = 'whsec_current';
const seconds = start.getTime() / 1000;

/** An object that fails the test when it is touched. */
const untouchable = <T extends object>(what: string): T =>
  new Proxy({} as T, {
    get: (_, name) => () => {
      throw new Error(`The webhook touched ${what}.${String(name)}`);
    },
  });

const newApp = (
  options: { webhookSecrets?: string[]; mode?: 'test' | 'live'; calls?: ReturnType<typeof faultyCalls> } = {},
) =>
  assemble({
    table: untouchable<Table>('the table'),
    stripe: untouchable('Stripe'),
    now: () => start,
    webhookSecrets: [secret],
    ...options,
  });

const event = (over: object = {}, object: object = {}) =>
  JSON.stringify({
    id: 'evt_1',
    object: 'event',
    type: 'customer.subscription.updated',
    created: seconds,
    livemode: false,
    api_version: '2026-10-28.endive',
    data: { object: { id: 'sub_1', object: 'subscription', customer: 'cus_1', ...object } },
    ...over,
  });

const signature = (body: string, { by = [secret], at = seconds } = {}) =>
  [`t=${at}`, ...by.map((each) => `v1=${createHmac('sha256', each).update(`${at}.${body}`).digest('hex')}`)].join();

type Sent = { signed?: string; type?: string; base64?: boolean; app?: ReturnType<typeof newApp> };
async function send(
  body: string,
  { signed = signature(body), type = 'application/json', base64, app = newApp() }: Sent = {},
) {
  const raw = base64
    ? { body: Buffer.from(body).toString('base64'), isBase64Encoded: true }
    : { body, isBase64Encoded: false };
  const headers = { 'content-type': type, 'stripe-signature': signed };
  const reply = await app.request('POST', '/webhooks/stripe', { raw, headers });
  return { reply, queued: app.stripeQueue.messages() };
}

function expectRefused({ reply, queued }: { reply: Reply; queued: readonly unknown[] }, status: number, code: string) {
  expect(reply).toMatchObject({ status, body: { code } });
  expect(queued).toEqual([]);
}

describe('a genuine event', () => {
  test.each([false, true])('is in the queue, and nothing else was touched (base64: %s)', async (base64) => {
    const body = event({}, { description: 'Zürich ☂' });
    const { reply, queued } = await send(body, { base64 });
    expect(reply).toMatchObject({ status: 200, body: { received: true } });
    expect(queued).toMatchObject([
      { id: 'evt_1', type: 'customer.subscription.updated', customerId: 'cus_1', via: null },
    ]);
    expect(JSON.stringify(queued)).not.toContain('Zürich');
  });
  test('signed with any of the secrets of a rollover is taken; with one that was taken away it is not', async () => {
    const body = event();
    for (const by of [['whsec_new'], ['whsec_old'], ['whsec_gone', 'whsec_old']]) {
      const app = newApp({ webhookSecrets: ['whsec_new', 'whsec_old'] });
      expect((await send(body, { app, signed: signature(body, { by }) })).reply.status).toBe(200);
    }
    const app = newApp({ webhookSecrets: ['whsec_new'] });
    expectRefused(await send(body, { app, signed: signature(body, { by: ['whsec_old'] }) }), 400, 'invalid_signature');
  });
  test('is taken up to 5 minutes early or late, and not a second beyond', async () => {
    const body = event();
    for (const off of [-300, 0, 300])
      expect((await send(body, { signed: signature(body, { at: seconds + off }) })).reply.status).toBe(200);
    for (const off of [-301, 301])
      expectRefused(await send(body, { signed: signature(body, { at: seconds + off }) }), 400, 'invalid_signature');
  });
  test.each([
    [
      { object: 'charge', id: 'ch_1', customer: null },
      { customerId: null, via: { kind: 'charge', id: 'ch_1' } },
    ],
    [
      { object: 'dispute', customer: undefined, charge: 'ch_2' },
      { customerId: null, via: { kind: 'charge', id: 'ch_2' } },
    ],
    [
      { object: 'invoice', customer: { id: 'cus_2', object: 'customer' } },
      { customerId: 'cus_2', via: null },
    ],
    [
      { object: 'customer', id: 'cus_3', customer: undefined },
      { customerId: 'cus_3', via: null },
    ],
    [
      { object: 'price', customer: undefined },
      { customerId: null, via: null },
    ],
  ])('names its customer, or through what one is found: %j', async (object, expected) => {
    expect((await send(event({}, object))).queued).toMatchObject([expected]);
  });
  test('when the queue does not take it Stripe is told to come again', async () => {
    const calls = faultyCalls();
    const app = newApp({ calls });
    calls.arm({ at: 1, kind: 'before' });
    expectRefused(await send(event(), { app }), 503, 'unavailable');
    expect((await send(event(), { app })).queued).toHaveLength(1);
  });
});

describe('a rollover', () => {
  /** An environment that runs on, while `secrets` are what an operator has put down. */
  function runningOn(secrets: string[]) {
    let nowMs = start.getTime();
    const app = assemble({
      table: untouchable<Table>('the table'),
      stripe: untouchable('Stripe'),
      now: () => new Date(nowMs),
      webhookSecrets: secrets,
    });
    const sentBy = async (by: string) => {
      const body = event();
      return (await send(body, { app, signed: signature(body, { by: [by], at: nowMs / 1000 }) })).reply.status;
    };
    const wait = (seconds: number) => {
      nowMs += seconds * 1000;
    };
    const put = (...next: string[]) => void secrets.splice(0, secrets.length, ...next);
    return { app, sentBy, wait, put };
  }

  test('is followed by environments that run: the new secret is taken at once, the old one refused a minute after it went', async () => {
    const { sentBy, wait, put } = runningOn(['whsec_old']);
    expect(await sentBy('whsec_old')).toBe(200);
    wait(31);
    put('whsec_new', 'whsec_old');
    expect([await sentBy('whsec_new'), await sentBy('whsec_old')]).toEqual([200, 200]);
    put('whsec_new');
    wait(61);
    expect([await sentBy('whsec_old'), await sentBy('whsec_new')]).toEqual([400, 200]);
  });

  test('is not looked for more often than every 30 seconds, whatever strangers send', async () => {
    const { sentBy, wait, put } = runningOn(['whsec_old']);
    expect(await sentBy('whsec_guess')).toBe(400);
    put('whsec_new');
    expect(await sentBy('whsec_new')).toBe(400);
    wait(30);
    expect(await sentBy('whsec_new')).toBe(200);
  });

  test('before the catalogue is pushed, an event is refused without an error in the log, and taken once there is a secret', async () => {
    const { app, sentBy, wait, put } = runningOn([]);
    expect(await sentBy('whsec_first')).toBe(400);
    put('whsec_first');
    wait(30);
    expect(await sentBy('whsec_first')).toBe(200);
    expect(app.logs.filter((line) => line.includes('"level":"error"'))).toEqual([]);
    expect(app.logs.filter((line) => line.includes('no webhook secret yet'))).toHaveLength(1);
  });
});

describe('refused, with nothing in the queue', () => {
  const body = event();
  test.each([
    ['no signature', ''],
    ['a forged one', signature(body, { by: ['whsec_guess'] })],
    ['one of another body', signature(event({ id: 'evt_2' }))],
    ['one without a time', signature(body).replace(/^t=\d+,/, '')],
    ['one of an older scheme', signature(body).replace('v1=', 'v0=')],
    ['nonsense', 't=,v1=,=;%00'],
    ['an empty one', `t=${seconds},v1=`],
    ['two times', `t=1,${signature(body)}`],
  ])('%s', async (_, signed) => {
    expectRefused(await send(body, { signed }), 400, 'invalid_signature');
  });
  test('one signed with an empty secret, where a list of secrets ends in a comma', async () => {
    const app = newApp({ webhookSecrets: [secret, ''] });
    expectRefused(await send(body, { app, signed: signature(body, { by: [''] }) }), 400, 'invalid_signature');
  });
  test('one of more than 256 KB, whatever its signature', async () => {
    expectRefused(await send(event({ filler: 'x'.repeat(256 * 1024) })), 413, 'too_large');
  });
  test.each(['text/plain', 'application/jsonp', 'application/x-www-form-urlencoded', ''])(
    'the content type "%s"',
    async (type) => expectRefused(await send(body, { type }), 415, 'unsupported_media_type'),
  );
  test.each([
    ['test', true],
    ['live', false],
  ] as const)('one of the other mode, in a deployment for %s mode', async (mode, livemode) => {
    const refused = await send(event({ livemode }), { app: newApp({ mode }) });
    expectRefused(refused, 400, 'invalid_request');
    expect(refused.reply.body.detail).toBe(`This endpoint accepts events of Stripe's ${mode} mode only.`);
    const taken = await send(event({ livemode: !livemode }), { app: newApp({ mode }) });
    expect([taken.reply.status, taken.queued.length]).toEqual([200, 1]);
  });
  test.each(['[]', 'null', '{"id": 1', '{}', event({ id: 7 }), event({ created: 'now' }), event({ data: {} })])(
    'a signed body that is no event: %s',
    async (text) => expectRefused(await send(text), 400, 'invalid_request'),
  );
});

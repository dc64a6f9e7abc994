import { createHmac } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { call, local, type Person, post } from '../../support/client.ts';
import { expectProblem } from './expect-problem.ts';
import { payingBuyer } from './paying-buyer.ts';

let buyer: Person;

beforeAll(async () => {
  ({ buyer } = await payingBuyer());
});

describe('webhooks', () => {
  const event = (over: object = {}) =>
    JSON.stringify({
      id: `evt_${Math.trunc(performance.now() * 1000)}`,
      object: 'event',
      type: 'customer.subscription.updated',
      created: 1,
      livemode: false,
      api_version: '2026-10-28.endive',
      data: { object: { id: 'sub_1', object: 'subscription', customer: 'cus_1' } },
      ...over,
    });

  async function send(
    body: string,
    {
      offsetSeconds = 0,
      secret: signing,
      type = 'application/json',
    }: { offsetSeconds?: number; secret?: string; type?: string } = {},
  ) {
    const { now, stripe } = await local.status();
    const t = Math.floor(Date.parse(now) / 1000) + offsetSeconds;
    const v1 = createHmac('sha256', signing ?? stripe.webhookSecret)
      .update(`${t}.${body}`)
      .digest('hex');
    return call('/webhooks/stripe', {
      method: 'POST',
      body,
      headers: { 'content-type': type, 'stripe-signature': `t=${t},v1=${v1}` },
    });
  }

  test('a genuine one is taken', async () => expect((await send(event())).status).toBe(200));
  test('a forged one is refused', async () => {
    expectProblem(await send(event(), { secret: 'whsec_guess' }), 400, 'invalid_signature');
  });
  test('one without a signature is refused', async () => {
    expectProblem(await post('/webhooks/stripe', {}), 400, 'invalid_signature');
  });
  test('a stale one is refused', async () => {
    expectProblem(await send(event(), { offsetSeconds: -301 }), 400, 'invalid_signature');
  });
  test('a future-dated one is refused', async () => {
    expectProblem(await send(event(), { offsetSeconds: 330 }), 400, 'invalid_signature');
  });
  test('an oversized one is refused', async () => {
    expectProblem(await send(event({ filler: 'x'.repeat(300_000) })), 413, 'too_large');
  });
  test('one of another content type is refused', async () => {
    expectProblem(await send(event(), { type: 'text/plain' }), 415, 'unsupported_media_type');
  });
  test('one of live mode is refused by a test deployment', async () => {
    expectProblem(await send(event({ livemode: true })), 400, 'invalid_request');
  });
  test('a signed body that is no event is refused', async () => {
    expectProblem(await send('[]'), 400, 'invalid_request');
    expectProblem(await send('{"id": 1'), 400, 'invalid_request');
  });
  test('a replayed one is handled once more without any change', async () => {
    const before = await buyer.get('/v1/account');
    const { stripe } = await local.status();
    const recorded = await fetch(`${stripe.apiBase}/v1/events?limit=1&type=customer.subscription.created`, {
      headers: { authorization: `Bearer ${stripe.secretKey}` },
    });
    const [replayed] = ((await recorded.json()) as { data: object[] }).data;
    expect((await send(JSON.stringify(replayed))).status).toBe(200);
    expect((await send(JSON.stringify(replayed))).status).toBe(200);
    await local.advance(0);
    expect((await buyer.get('/v1/account')).body).toEqual(before.body);
  });
});

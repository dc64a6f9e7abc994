/** Nobody has us post to strangers: an address that never answered a challenge is sent few tests and few replays. */
import { beforeEach, describe, expect, test } from 'vitest';
import type { WebhookView } from '../../../shared/http/views.ts';
import { addWebhook, webhookWorld } from './world.ts';

let world: Awaited<ReturnType<typeof webhookWorld>>;
let id: string;

beforeEach(async () => {
  world = await webhookWorld();
  id = (await addWebhook(world.buyer)).id;
});

const testIt = async () => {
  const { status } = await world.buyer.send('POST', `/v1/webhooks/${id}/test`, {});
  await world.app.drain();
  return status;
};
const challengeOf = (body: Buffer | undefined): string => JSON.parse(String(body)).data.challenge;
const isAnswered = async () =>
  (await world.buyer.get<{ data: WebhookView[] }>('/v1/webhooks')).body.data.find((each) => each.id === id)?.answered;

async function tests(times: number): Promise<number> {
  const statuses: number[] = [];
  for (let i = 0; i < times; i++) statuses.push(await testIt());
  return statuses.filter((status) => status === 202).length;
}

describe('an address', () => {
  test('that never answered a challenge is sent 20 tests an hour, from one account', async () => {
    expect(await tests(25)).toBe(20);
    expect(world.received).toHaveLength(20);
    expect(await isAnswered()).toBe(false);
    world.pass(3600);
    expect(await testIt()).toBe(202);
  });

  test.each([
    ['as text', (challenge: string) => `${challenge}\n`],
    ['as JSON', (challenge: string) => JSON.stringify({ challenge })],
  ])('that answers it %s is sent more', async (_, said) => {
    world.answers(({ body }) => replyWith(said(challengeOf(body))));
    expect(await tests(25)).toBe(25);
    expect(await isAnswered()).toBe(true);
  });

  test.each([
    ['echoes whatever it gets', (body: Buffer | undefined) => String(body)],
    ['answers another challenge', () => 'a challenge that nobody sent'],
    ['answers all that it likes', () => 'x'.repeat(100_000)],
  ])('that %s has answered none', async (_, said) => {
    world.answers(({ body }) => replyWith(said(body)));
    await testIt();
    expect(await isAnswered()).toBe(false);
  });

  test('that answered vouches for no other: a changed address starts anew', async () => {
    world.answers(({ body }) => replyWith(challengeOf(body)));
    await testIt();
    world.answers(204);
    await world.buyer.send('PATCH', `/v1/webhooks/${id}`, { url: 'https://stranger.example/' });
    expect(await isAnswered()).toBe(false);
    expect(await tests(25)).toBeLessThanOrEqual(20);
  });

  test('that never answered is sent at most 100 replays an hour', async () => {
    world.answers(500);
    for (let i = 0; i < 120; i++) await world.happens({ id: `evt_${i}` });
    world.answers(204);
    const before = world.received.length;
    const range = { from: '2020-01-01T00:00:00Z', to: '2099-01-01T00:00:00Z' };
    const first = await world.buyer.send('POST', `/v1/webhooks/${id}/replay`, range);
    expect(first).toMatchObject({ status: 202, body: { replayed: 100 } });
    expect(await world.buyer.send('POST', `/v1/webhooks/${id}/replay`, range)).toMatchObject({ status: 429 });
    expect(world.received.length - before).toBeLessThanOrEqual(100);
  });
});

const replyWith = (text: string) =>
  ({ ok: true, reply: { status: 200, headers: {}, body: Buffer.from(text) } }) as const;

import { beforeEach, describe, expect, it } from 'vitest';
import { addWebhook, deliveriesOf, signersOf, url, webhooksOf, webhookWorld } from './world.ts';

let world: Awaited<ReturnType<typeof webhookWorld>>;
beforeEach(async () => {
  world = await webhookWorld();
});

const hour = 3_600;
const ids = () => world.received.map(({ headers }) => headers['webhook-id']);
/** Lets the schedule run every minute for so long, in steps that reach every time at which something may be due. */
async function minutesPass(seconds: number, step = 60) {
  for (let passed = 0; passed < seconds; passed += step) {
    world.pass(step);
    await world.app.sendDue();
  }
}

describe('an event', () => {
  it('reaches every webhook of its account and of the operators that hears its type, signed by each one’s secret', async () => {
    const all = await addWebhook(world.buyer, { url: `${url}/all` });
    const one = await addWebhook(world.buyer, { url: `${url}/one`, types: ['billing.payment_failed'] });
    await addWebhook(world.buyer, { url: `${url}/other`, types: ['badge.granted'] });
    const operators = await addWebhook(world.operator, { url: `${url}/operators` }, '/v1/admin/webhooks');
    await addWebhook(world.operator, { url: `${url}/operators-own-account` });
    const event = await world.happens();
    const secretOf = new Map([all, one, operators].map((each) => [each.url, each.secret]));
    expect(world.received.map((each) => each.url).toSorted()).toEqual([...secretOf.keys()].toSorted());
    for (const each of world.received) {
      expect(signersOf(each, [...secretOf.values()])).toEqual([secretOf.get(each.url)]);
      expect(each.headers).toMatchObject({ 'content-type': 'application/json', 'webhook-id': event.id });
      expect(JSON.parse(each.body)).toEqual({
        type: event.type,
        timestamp: event.at,
        data: { accountId: world.accountId, name: 'Basic' },
      });
    }
  });

  it('is told once, however often it is queued, as it was told first', async () => {
    const { id } = await addWebhook(world.buyer);
    await world.happens();
    world.pass(30);
    await world.happens({ data: { name: 'Other words' } });
    expect(ids()).toEqual(['evt_1']);
    expect(await deliveriesOf(world.buyer, id)).toMatchObject([{ event: 'evt_1', state: 'delivered', attempts: 1 }]);
  });

  it('that interests nobody leaves nothing behind', async () => {
    await addWebhook(world.buyer, { types: ['badge.granted'] });
    const event = await world.happens();
    expect(world.received).toEqual([]);
    expect(await world.app.deps.deliveries.note(world.accountId, { ...event, data: {} })).toMatchObject({ data: {} });
  });

  it('that somebody asks for as a test reaches that webhook only, whatever it hears of', async () => {
    const { id } = await addWebhook(world.buyer, { url: `${url}/tested`, types: ['badge.granted'] });
    await addWebhook(world.buyer, { url: `${url}/other` });
    const reply = await world.buyer.send<{ event: string }>('POST', `/v1/webhooks/${id}/test`, {});
    expect(reply.status).toBe(202);
    await world.app.drain();
    expect(world.received.map((each) => each.url)).toEqual([`${url}/tested`]);
    expect(JSON.parse(world.received[0]!.body)).toMatchObject({ type: 'webhook.test', data: { webhook: id } });
    expect(await deliveriesOf(world.buyer, id)).toMatchObject([{ event: reply.body.event, state: 'delivered' }]);
  });
});

describe('a delivery that fails', () => {
  it.each([500, 404, 302, 199, 300])('with %d is tried again under the same id and arrives once', async (status) => {
    const { id, secret } = await addWebhook(world.buyer);
    world.answers(status);
    await world.happens();
    expect(await webhooksOf(world.buyer)).toMatchObject([{ status: 'failing' }]);
    expect(await deliveriesOf(world.buyer, id)).toMatchObject([
      { state: 'pending', attempts: 1, lastStatus: status, lastError: 'status', dueAt: expect.any(String) },
    ]);
    world.answers(204);
    await minutesPass(60);
    await minutesPass(hour);
    expect(ids()).toEqual(['evt_1', 'evt_1']);
    const [first, second] = world.received;
    expect(second!.body).toBe(first!.body);
    expect(second!.headers['webhook-timestamp']).not.toBe(first!.headers['webhook-timestamp']);
    expect(signersOf(second!, [secret])).toEqual([secret]);
    expect(await deliveriesOf(world.buyer, id)).toMatchObject([{ state: 'delivered', attempts: 2, dueAt: null }]);
    expect(await webhooksOf(world.buyer)).toMatchObject([{ status: 'working', failingSince: null }]);
  });

  it('is tried ten times over three days, then given up, and can be replayed', async () => {
    const { id } = await addWebhook(world.buyer);
    world.answers(() => ({ ok: false, failure: 'timed_out' }));
    await world.happens();
    await minutesPass(80 * hour, 300);
    expect(world.received).toHaveLength(10);
    expect(await deliveriesOf(world.buyer, id)).toMatchObject([
      { state: 'failed', attempts: 10, lastStatus: null, lastError: 'timed_out', dueAt: null },
    ]);
    world.answers(204);
    const replay = await world.buyer.send('POST', `/v1/webhooks/${id}/replay`, { event: 'evt_1' });
    expect(replay).toMatchObject({ status: 202, body: { replayed: 1 } });
    await minutesPass(60);
    expect(ids()).toEqual(Array(11).fill('evt_1'));
    expect(await deliveriesOf(world.buyer, id)).toMatchObject([{ state: 'delivered', attempts: 1 }]);
  });

  it('waits as long as the receiver asks', async () => {
    await addWebhook(world.buyer);
    world.answers(() => ({
      ok: true,
      reply: { status: 429, headers: { 'retry-after': '1800' }, body: Buffer.alloc(0) },
    }));
    await world.happens();
    await minutesPass(1_740);
    expect(world.received).toHaveLength(1);
    await minutesPass(60);
    expect(world.received).toHaveLength(2);
  });

  it('keeps no other webhook waiting: of one that fails one try a run is made, and new events do not wait for it', async () => {
    await addWebhook(world.buyer, { url: `${url}/slow` });
    await addWebhook(world.buyer, { url: `${url}/quick` });
    world.answers(({ base }) => (base.pathname.endsWith('slow') ? 503 : 204));
    for (let i = 0; i < 30; i++) await world.happens({ id: `evt_${i}` });
    const at = (path: string) => world.received.filter((each) => each.url.endsWith(path)).length;
    expect(at('quick')).toBe(30);
    expect(at('slow')).toBe(1);
    await minutesPass(60);
    expect(at('slow')).toBeLessThanOrEqual(11);
  });
});

describe('replaying a range', () => {
  it('sends what did not arrive of it, again under the same ids, and nothing else', async () => {
    const { id } = await addWebhook(world.buyer);
    const times: string[] = [];
    for (const [event, status] of [
      ['evt_0', 204],
      ['evt_1', 204],
      ['evt_2', 500],
      ['evt_3', 500],
    ] as const) {
      world.answers(status);
      times.push((await world.happens({ id: event })).at);
      world.pass(1);
    }
    world.answers(500);
    await minutesPass(80 * hour, 300);
    const before = world.received.length;
    world.answers(204);
    const reply = await world.buyer.send('POST', `/v1/webhooks/${id}/replay`, { from: times[1], to: times[3] });
    expect(reply.body).toEqual({ replayed: 1 });
    await minutesPass(60);
    expect(ids().slice(before)).toEqual(['evt_2']);
  });

  it.each([
    {},
    { from: '2026-11-24T00:00:00Z' },
    { event: 'evt_1', from: '2026-11-24T00:00:00Z', to: '2026-11-25T00:00:00Z' },
    { from: 'now', to: 'then' },
  ])('needs one event or both ends: %j is refused', async (body) => {
    const { id } = await addWebhook(world.buyer);
    expect((await world.buyer.send('POST', `/v1/webhooks/${id}/replay`, body)).status).toBe(400);
  });

  it('for an event that is not there is a 404', async () => {
    const { id } = await addWebhook(world.buyer);
    expect((await world.buyer.send('POST', `/v1/webhooks/${id}/replay`, { event: 'evt_none' })).status).toBe(404);
  });
});

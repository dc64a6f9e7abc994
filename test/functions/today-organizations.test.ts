/** Today names webhooks that do not answer, and organizations that were suspended in the last two days. */
import { beforeEach, describe, expect, test } from 'vitest';
import type { DeliveryView, Listing, TodayView, WebhookView } from '../../shared/http/views.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import { signUp } from '../support/app-person.ts';
import { countedTrips } from '../support/counted-trips.ts';
import { addWebhook, webhookWorld } from './webhooks/world.ts';

let world: Awaited<ReturnType<typeof webhookWorld>>;
let trips: ReturnType<typeof countedTrips>;
beforeEach(async () => {
  trips = countedTrips(memoryTable());
  world = await webhookWorld({ table: trips.table });
});

const today = async () => (await world.operator.get<TodayView>('/v1/admin/today')).body;
const daysPass = async (days: number) => {
  for (let passed = 0; passed < days * 86_400; passed += 3_600) {
    world.pass(3_600);
    await world.app.sendDue();
  }
  await world.app.drain();
};

describe('a webhook that fails', () => {
  test('is on Today with its organization, its host, since when and the first answer, until something arrives', async () => {
    const { id } = await addWebhook(world.buyer);
    expect((await today()).webhooks).toEqual({ count: 0, more: false, data: [] });
    world.answers(500);
    const since = world.now().toISOString();
    await world.happens({ id: 'evt_0' });
    expect((await today()).webhooks).toEqual({
      ...{ count: 1, more: false },
      data: [
        {
          ...{ id, organization: { id: world.accountId, name: 'Test Ltd' }, host: 'hooks.example' },
          ...{ since, status: 500, error: expect.any(String), disabledAt: null },
        },
      ],
    });
    world.answers(204);
    await world.happens({ id: 'evt_1' });
    await world.app.sendDue();
    expect((await today()).webhooks.count).toBe(0);
  });

  test('for five days is there as disabled, and leaves once its owner enables it again', async () => {
    const { id } = await addWebhook(world.buyer);
    world.answers(500);
    await world.happens({ id: 'evt_0' });
    await daysPass(4.9);
    await world.happens({ id: 'evt_1' });
    await daysPass(0.2);
    const [hook] = (await today()).webhooks.data;
    expect(hook).toMatchObject({ id, disabledAt: expect.any(String) });
    expect(hook!.since < String(hook!.disabledAt)).toBe(true);
    await world.buyer.send('PATCH', `/v1/webhooks/${id}`, { enabled: true });
    expect((await today()).webhooks.count).toBe(0);
  });

  test('leaves with the webhook, and where its owner disables it', async () => {
    const [one, two] = [await addWebhook(world.buyer), await addWebhook(world.buyer)];
    world.answers(500);
    await world.happens();
    expect((await today()).webhooks.count).toBe(2);
    await world.buyer.send('DELETE', `/v1/webhooks/${one.id}`, {});
    expect((await today()).webhooks.data.map(({ id }) => id)).toEqual([two.id]);
    await world.buyer.send('PATCH', `/v1/webhooks/${two.id}`, { enabled: false });
    expect((await today()).webhooks.count).toBe(0);
  });

  test('names no organization where it is the operators’ own', async () => {
    await addWebhook(world.operator, {}, '/v1/admin/webhooks');
    world.answers(500);
    await world.happens();
    expect((await today()).webhooks.data).toMatchObject([{ organization: null, status: 500 }]);
  });

  test('has its deliveries read by operators, who name its organization; another organization’s name is a 404', async () => {
    const { id } = await addWebhook(world.buyer);
    world.answers(500);
    await world.happens({ id: 'evt_0' });
    const of = (organization: string) => `organization=${organization}`;
    const read = (query: string) =>
      world.operator.get<Listing<DeliveryView>>(`/v1/admin/webhooks/${id}/deliveries?${query}`);
    expect((await read(of(world.accountId))).body.data).toMatchObject([{ event: 'evt_0', lastStatus: 500 }]);
    expect((await read(of('acc_nobody'))).status).toBe(404);
    expect((await read('')).status).toBe(404);
    expect((await read(of('x'.repeat(3_000)))).status).toBe(404);
    expect((await read(`${of(world.accountId)}&limit=many`)).status).toBe(400);
    const list = (query: string) => world.operator.get<Listing<WebhookView>>(`/v1/admin/webhooks?${query}`);
    expect((await list(of(world.accountId))).body.data).toMatchObject([{ id, status: 'failing' }]);
    expect((await list('')).body.data).toEqual([]);
    expect(JSON.stringify((await list(of(world.accountId))).body)).not.toContain('whsec');
    const { url } = (await world.buyer.get<Listing<WebhookView>>('/v1/webhooks')).body.data[0]!;
    expect((await list(of(world.accountId))).body.data[0]?.url).toBe(`${new URL(url).origin}/…`);
    expect(url).not.toContain('…');
    const other = await signUp(world.app, 'eve@other.example');
    expect((await other.get(`/v1/admin/webhooks?${of(world.accountId)}`)).status).toBe(403);
    expect((await other.get(`/v1/webhooks/${id}/deliveries?${of(world.accountId)}`)).status).not.toBe(200);
  });
});

describe('a suspension', () => {
  const decide = (decision: 'suspend' | 'restore') =>
    world.operator.send('POST', `/v1/admin/accounts/${world.accountId}/${decision}`, { reason: 'scraping' });

  test('is on Today for 48 hours with its reason, until the organization is restored', async () => {
    await decide('suspend');
    const at = world.now().toISOString();
    expect((await today()).suspended).toEqual({
      ...{ count: 1, more: false },
      data: [{ organization: { id: world.accountId, name: 'Test Ltd' }, reason: 'scraping', at }],
    });
    world.pass(47 * 3_600);
    expect((await today()).suspended.count).toBe(1);
    world.operator = await signUp(world.app, 'operator@example.com');
    expect((await decide('restore')).status).toBe(204);
    expect((await today()).suspended).toEqual({ count: 0, more: false, data: [] });
  });

  test('is not there any more after 48 hours', async () => {
    await decide('suspend');
    world.pass(48 * 3_600 + 1);
    expect((await today()).suspended.count).toBe(0);
  });
});

test('Today still takes three round trips at the most', async () => {
  await addWebhook(world.buyer);
  world.answers(500);
  await world.happens();
  await world.operator.send('POST', `/v1/admin/accounts/${world.accountId}/suspend`, { reason: 'scraping' });
  const session = await trips.of(() => world.operator.get('/v1/admin/licences'));
  expect((await trips.of(today)) - session).toBeLessThanOrEqual(3);
});

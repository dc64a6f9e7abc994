import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listen, seedCatalogue } from './steps.ts';
import { startWorld, type World } from './world.ts';

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.stop());

const undelivered = async () => (await world.stripe.events.list({ delivery_success: false })).data;
const seconds = (time: string) => Date.parse(time) / 1000;
const sentAt = () =>
  world.received.map(({ headers }) => Number(/t=(\d+)/.exec(String(headers['stripe-signature']))?.[1]));

describe('a webhook', () => {
  it('goes to the endpoints that asked for its type, and to no disabled one', async () => {
    const endpoint = await listen(world, ['customer.created', 'product.created']);
    await world.stripe.customers.create({ name: 'Ada' });
    await world.stripe.products
      .create({ name: 'Basic' })
      .then(({ id }) => world.stripe.products.update(id, { name: 'B' }));
    await world.simulator.settle();
    expect(world.types().sort()).toEqual(['customer.created', 'product.created']);
    await world.stripe.webhookEndpoints.update(endpoint.id, { disabled: true });
    await world.stripe.customers.create({ name: 'Bob' });
    await world.simulator.settle();
    expect(world.received).toHaveLength(2);
  });

  it('is refused by the SDK with another secret, a changed body or an old timestamp', async () => {
    const { secret } = await listen(world);
    await world.stripe.customers.create({ name: 'Ada' });
    await world.simulator.settle();
    const [hook] = world.received;
    const verify = (body: string, key: string, now: Date) =>
      world.stripe.webhooks.constructEvent(
        body,
        String(hook!.headers['stripe-signature']),
        key,
        300,
        undefined,
        now.getTime(),
      );
    expect(verify(hook!.body, String(secret), world.now()).type).toBe('customer.created');
    expect(() => verify(hook!.body, 'whsec_other', world.now())).toThrow('signature');
    expect(() => verify(`${hook!.body} `, String(secret), world.now())).toThrow('signature');
    expect(() => verify(hook!.body, String(secret), new Date(world.now().getTime() + 301_000))).toThrow('tolerance');
  });

  it('comes again after a 500, signed anew, and counts as pending until it is taken', async () => {
    await listen(world, ['customer.created']);
    world.answers.push(500, 404);
    await world.stripe.customers.create({ name: 'Ada' });
    await world.simulator.settle();
    expect(await undelivered()).toMatchObject([{ type: 'customer.created', pending_webhooks: 1 }]);
    await world.advanceTo(new Date('2026-11-24T13:00:00Z'));
    expect(sentAt()).toEqual([
      seconds('2026-11-24T12:00:00Z'),
      seconds('2026-11-24T12:00:10Z'),
      seconds('2026-11-24T12:01:10Z'),
    ]);
    expect(new Set(world.received.map(({ event }) => event.id)).size).toBe(1);
    expect(await undelivered()).toEqual([]);
    expect((await world.stripe.events.list({ delivery_success: true })).data[0]?.pending_webhooks).toBe(0);
  });

  it('is given up within three days and stays listed as undelivered', async () => {
    await listen(world, ['customer.created']);
    world.answers.push(...new Array(50).fill(500));
    await world.stripe.customers.create({ name: 'Ada' });
    await world.advanceTo(new Date('2026-12-10T00:00:00Z'));
    const last = sentAt().at(-1) ?? 0;
    expect(last).toBeGreaterThan(seconds('2026-11-26T12:00:00Z'));
    expect(last).toBeLessThan(seconds('2026-11-27T12:00:00Z'));
    expect(await undelivered()).toHaveLength(1);
    expect(world.simulator.nextDueAt()).toBeNull();
  });

  it('to an address where nothing listens is retried too', async () => {
    await world.stripe.webhookEndpoints.create({ url: 'http://127.0.0.1:9/hook', enabled_events: ['*'] });
    await world.stripe.customers.create({ name: 'Ada' });
    await world.simulator.settle();
    expect(world.simulator.nextDueAt()).toEqual(new Date('2026-11-24T12:00:10Z'));
  });

  it('says nothing is idle while it is on its way', async () => {
    await listen(world);
    await seedCatalogue(world);
    world.simulator.setFaults({ delayMs: 30 });
    await world.stripe.customers.create({ name: 'Ada' });
    expect(world.simulator.idle()).toBe(false);
    await world.simulator.settle();
    expect(world.simulator.idle()).toBe(true);
  });
});

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FaultSettings } from '../../../local/stripe/index.ts';
import { listen, seedCatalogue, startWorld, type World } from './world.ts';

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

describe('faults', () => {
  async function run(faults: Parameters<World['simulator']['setFaults']>[0], customers = 60) {
    const one = await startWorld();
    await listen(one, ['customer.created']);
    one.simulator.setFaults(faults);
    for (let n = 0; n < customers; n += 1) await one.stripe.customers.create({ name: `c${n}` }).catch(() => {});
    await one.simulator.settle();
    const names = one.received.map(({ event }) => (event.data.object as { name: string }).name);
    one.simulator.setFaults({});
    const lost = (await one.stripe.events.list({ delivery_success: false, limit: 100 })).data;
    const kept = (await one.stripe.customers.list({ limit: 100 })).data.length;
    await one.stop();
    return { names, lost: lost.length, kept };
  }

  it('drop loses webhooks for good and leaves their events listed as undelivered', async () => {
    const { names, lost } = await run({ drop: 0.3, seed: 11 });
    expect(lost).toBeGreaterThan(5);
    expect(names.length + lost).toBe(60);
  });

  it('duplicate sends an event twice', async () => {
    const { names, lost } = await run({ duplicate: 0.3, seed: 11 });
    expect(new Set(names).size).toBe(60);
    expect(names.length).toBeGreaterThan(65);
    expect(lost).toBe(0);
  });

  it('shuffle changes the order and loses nothing', async () => {
    const { names } = await run({ shuffle: true, seed: 11 });
    const inOrder = Array.from({ length: 60 }, (_, n) => `c${n}`);
    expect(names).not.toEqual(inOrder);
    expect([...names].sort()).toEqual([...inOrder].sort());
  });

  it('errorRate answers 500 before or after the effect', async () => {
    const { kept } = await run({ errorRate: 0.5, seed: 11 });
    expect(kept).toBeGreaterThan(30);
    expect(kept).toBeLessThan(60);
  });

  it('are the same for the same seed, and others for another', async () => {
    const [one, two, other] = [
      await run({ drop: 0.5, seed: 5 }),
      await run({ drop: 0.5, seed: 5 }),
      await run({ drop: 0.5, seed: 6 }),
    ];
    expect([...two.names].sort()).toEqual([...one.names].sort());
    expect([...other.names].sort()).not.toEqual([...one.names].sort());
  });

  it.each([
    [{ drop: 2 }, 'drop is a probability: a number from 0 to 1.'],
    [{ delayMs: -1 }, 'delayMs is a whole number'],
    [{ dorp: 1 }, 'There is no fault called dorp'],
  ])('%o is refused', (settings, message) => {
    expect(() => world.simulator.setFaults(settings as FaultSettings)).toThrow(message);
  });
});

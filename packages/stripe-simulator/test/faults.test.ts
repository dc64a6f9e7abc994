import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FaultSettings } from '../src/index.ts';
import { listen } from './steps.ts';
import { startWorld, type World } from './world.ts';

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.stop());

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

  it('rateLimitRate answers 429 as Stripe does, with no effect and nothing kept under the idempotency key', async () => {
    world.simulator.setFaults({ rateLimitRate: 1 });
    const create = () => world.stripe.customers.create({ name: 'Ada' }, { idempotencyKey: 'customer:1' });
    await expect(create()).rejects.toMatchObject({ type: 'StripeRateLimitError', statusCode: 429, code: 'rate_limit' });
    world.simulator.setFaults({});
    expect((await world.stripe.customers.list()).data).toEqual([]);
    expect((await create()).name).toBe('Ada');
    const { kept } = await run({ rateLimitRate: 0.5, seed: 11 });
    expect(kept).toBeGreaterThan(15);
    expect(kept).toBeLessThan(45);
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

  it('that hold webhooks back do not hold up the end of the simulator', async () => {
    const one = await startWorld();
    await listen(one);
    one.simulator.setFaults({ delayMs: 60_000 });
    await one.stripe.customers.create({ name: 'Ada' });
    await one.stop();
    expect(one.simulator.idle()).toBe(true);
    expect(one.received).toEqual([]);
  });

  it.each([
    [{ drop: 2 }, 'drop is a probability: a number from 0 to 1.'],
    [{ delayMs: -1 }, 'delayMs is a whole number'],
    [{ dorp: 1 }, 'There is no fault called dorp'],
  ])('%o is refused', (settings, message) => {
    expect(() => world.simulator.setFaults(settings as FaultSettings)).toThrow(message);
  });
});

import { afterAll, beforeAll, test } from 'vitest';
import { expectVariety, live, nameOf, runOf } from './lives/live.ts';
import type { LivesWorld } from './lives/lives-world.ts';
import { memoryWorld } from './lives/memory-world.ts';
import { meteredOffer } from './lives/offer.ts';

/** `CUSTOMERS=200 DAYS=1095` in `npm run test:long:lives`. */
const run = runOf({ customers: 10, days: 200, atOnce: 1, hour: 4 });

let world: LivesWorld;
beforeAll(async () => {
  world = await memoryWorld({ startAt: run.start, seed: run.seed, catalog: meteredOffer.catalog });
});
afterAll(() => world.stop());

test(`lives of ${run.customers} customers over ${run.days} days (${nameOf(run)}): access matches the oracle daily, charges have one cause, periods tile time, sums match to the cent`, async () => {
  expectVariety(await live(world, meteredOffer, run), run.customers >= 100 ? 'all' : 8);
}, 7_200_000);

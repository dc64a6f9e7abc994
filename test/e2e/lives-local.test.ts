import { afterAll, beforeAll, test } from 'vitest';
import { expectVariety, live, nameOf, runOf } from './lives/live.ts';
import type { LivesWorld } from './lives/lives-world.ts';
import { localWorld } from './lives/local-world.ts';
import { sampleOffer } from './lives/offer.ts';

/** A few lives behind the boundaries of processes, queues and schedules, which the lives in one process do not have. */
const run = runOf({ customers: 3, days: 33, atOnce: 4, hour: 0 });

let world: LivesWorld;
beforeAll(async () => {
  world = await localWorld(run.start);
});
afterAll(() => world.stop());

test(`${run.customers} customers live for ${run.days} days in the local world as in one process (${nameOf(run)})`, async () => {
  expectVariety(await live(world, sampleOffer, run), 1);
}, 7_200_000);

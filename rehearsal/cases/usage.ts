import { newBuyer, readOne } from '../buyers.ts';
import type { Case } from '../case.ts';
import { proMeter } from '../catalogue.ts';
import { dayOf, proBuyer, report, reported, use } from '../usage-steps.ts';
import type { World } from '../world.ts';

/** Meters: what is taken, what counts, and what is refused. */
export const usageCases: readonly Case[] = [
  {
    id: 'meter-summary',
    title: 'A reported total is in the meter’s summary of its minutes, soon after.',
    beliefs: ['M5', 'M7'],
    async run(world) {
      const buyer = await newBuyer(world);
      await report(world, buyer, 1_200);
      const seen = await reported(world, buyer, 1_200);
      world.holds('M7', 'A summary covers whole minutes, its end exclusive.', { actual: seen, expected: 1_200 });
    },
  },
  {
    id: 'meter-last',
    title: 'The later one of two totals counts.',
    beliefs: ['M8'],
    async run(world) {
      const buyer = await newBuyer(world);
      await report(world, buyer, 700, { at: world.start - 1_200, n: 1 });
      await report(world, buyer, 900, { at: world.start - 600, n: 2 });
      const day = { start: new Date((world.start - 3_600) * 1000).toISOString(), end: dayOf(world).end };
      const seen = await world.until(
        'a meter summary of 900',
        () => world.usage.reported({ customerId: buyer.customerId, meter: proMeter, ...day }),
        (value) => value === 900,
      );
      world.holds('M8', 'The formula last takes the latest value.', { actual: seen, expected: 900 });
    },
  },
  {
    id: 'meter-last-late',
    title: 'A total that arrives late does not replace a later one.',
    beliefs: ['M8'],
    async run(world) {
      const buyer = await newBuyer(world);
      await report(world, buyer, 10, { at: world.start - 600, n: 1 });
      await report(world, buyer, 5, { at: world.start - 1_200, n: 2 });
      await use(world, await newBuyer(world), 1);
      const day = { start: new Date((world.start - 3_600) * 1000).toISOString(), end: dayOf(world).end };
      const seen = await world.usage.reported({ customerId: buyer.customerId, meter: proMeter, ...day });
      world.holds('M8', 'The latest is by the event’s time, not by its arrival.', { actual: seen, expected: 10 });
    },
  },
  {
    id: 'meter-duplicate',
    title: 'A report that is sent twice under its identifier counts once.',
    beliefs: ['M3'],
    async run(world) {
      const buyer = await newBuyer(world);
      await report(world, buyer, 300);
      await report(world, buyer, 300);
      const seen = await reported(world, buyer, 300);
      world.holds('M3', 'Stripe refuses the identifier, in words that the product knows.', {
        actual: seen,
        expected: 300,
      });
    },
  },
  {
    id: 'meter-identifier-length',
    title: 'An identifier may be as long as those of the product, and longer.',
    beliefs: ['M3'],
    async run(world) {
      const { customerId } = await newBuyer(world);
      const event = (identifier: string) =>
        world.refusal(() =>
          world.stripe.billing.meterEvents.create({
            event_name: proMeter,
            identifier,
            timestamp: world.start,
            payload: { stripe_customer_id: customerId, value: '1' },
          }),
        );
      world.holds('M3', 'A hundred characters are taken.', {
        actual: await event(`${world.token}_`.padEnd(100, 'x')),
        expected: null,
      });
      world.saw('an identifier of 256 characters', await statusOf(event(`${world.token}_`.padEnd(256, 'y'))));
    },
  },
  {
    id: 'meter-times',
    title: 'Usage of more than 35 days ago, or of later than in five minutes, is refused.',
    beliefs: ['M2'],
    time: 'account',
    async run(world) {
      const buyer = await newBuyer(world, { card: null });
      const now = Math.floor(world.backend.now().getTime() / 1000);
      const at = (seconds: number, n: number) =>
        statusOf(world.refusal(() => report(world, buyer, 1, { at: now + seconds, n })));
      world.holds('M2', 'Between these bounds it is taken, outside refused.', {
        actual: [await at(-34 * 86_400, 1), await at(60, 2), await at(-36 * 86_400, 3), await at(3_600, 4)],
        expected: [null, null, 400, 400],
      });
    },
  },
  {
    id: 'meter-clock-time',
    title: 'For a customer of a test clock, either clock may judge the time of usage.',
    beliefs: ['H7'],
    async run(world) {
      const buyer = await proBuyer(world);
      await world.advanceTo({ days: 5 });
      const refusal = await world.refusal(() => report(world, buyer, 100, { at: world.at({ days: 4 }) }));
      world.saw('usage of the clock’s yesterday', refusal && { status: refusal.status, code: refusal.code });
      world.holds('H7', 'A refusal is one of the request.', {
        actual: [null, 400].includes(refusal?.status ?? null),
        expected: true,
      });
    },
  },
  {
    id: 'meter-unknown-customer',
    title: 'Usage of a customer that Stripe does not know is taken, and reported as an error later.',
    beliefs: ['M6', 'E9'],
    async run(world) {
      const taken = await world.refusal(() =>
        world.usage.report({
          meter: proMeter,
          customerId: 'cus_a1b2c3d4e5f6g7',
          value: 1,
          at: world.start,
          identifier: `${world.token}:1`,
        }),
      );
      world.holds('M6', 'It is not refused at once.', { actual: taken, expected: null });
    },
  },
  {
    id: 'meter-values',
    title: 'A value that is no number is not refused at once either.',
    beliefs: ['M4', 'M6'],
    async run(world) {
      const { customerId } = await newBuyer(world);
      const refusal = await world.refusal(() =>
        world.stripe.billing.meterEvents.create({
          event_name: proMeter,
          identifier: `${world.token}:1`,
          timestamp: world.start,
          payload: { stripe_customer_id: customerId, value: 'many' },
        }),
      );
      world.saw('a value that is no number', refusal && { status: refusal.status, code: refusal.code });
    },
  },
  {
    id: 'meter-nothing',
    title: 'A meter says nothing of a customer without usage.',
    beliefs: ['M7'],
    async run(world) {
      const { customerId } = await newBuyer(world);
      const seen = await world.usage.reported({ customerId, meter: proMeter, ...dayOf(world) });
      world.holds('M7', 'There is no summary where nothing was reported.', { actual: seen, expected: null });
    },
  },
  {
    id: 'meter-items',
    title: 'A plan’s metered item shows when it counts from.',
    beliefs: ['M12'],
    async run(world) {
      const { items } = await readOne(world, await proBuyer(world));
      world.holds('M12', 'Its creation is that of the subscription.', {
        actual: items.find(({ metered }) => metered)?.metered?.since,
        expected: new Date(world.start * 1000).toISOString(),
      });
    },
  },
];

async function statusOf(refusal: ReturnType<World['refusal']>): Promise<number | null> {
  return (await refusal)?.status ?? null;
}

import type { Subscription } from '../../shared/domain/billing/subscription.ts';
import { buy, invoicesOf, newBuyer, readOne, rehearsalEmail, subscriber } from '../buyers.ts';
import type { Case } from '../case.ts';
import { keys, proMeter } from '../catalogue.ts';
import { rehearsalOrigin } from '../leftovers.ts';
import { proBuyer } from '../usage-steps.ts';
import type { World } from '../world.ts';

/** The status and code of a refusal; null: Stripe takes the call. */
async function answerTo(world: World, call: () => Promise<unknown>) {
  const refusal = await world.refusal(call);
  return refusal && { status: refusal.status, code: refusal.code ?? null };
}

const lookupKeysOf = ({ items }: Subscription) => items.map(({ lookupKey }) => lookupKey);

/** Rules that Stripe's pages leave open. Their recordings tell the answer, and most compare nothing. */
export const questionCases: readonly Case[] = [
  {
    id: 'overage-added-again',
    title: 'A metered item that is added, taken away and added within a day may stay away, by its idempotency key.',
    beliefs: ['Y7'],
    async run(world) {
      const buyer = await subscriber(world, { lookupKey: keys.pro });
      const set = (lookupKey: string | null) =>
        world.usage.setOverage({ subscriptionId: buyer.subscription.id, lookupKey, ours: [keys.proOverage] });
      for (const wanted of [keys.proOverage, null, keys.proOverage]) await set(wanted);
      world.saw('items after adding it again', lookupKeysOf(await readOne(world, buyer)));
    },
  },
  {
    id: 'customer-other-address',
    title: 'A customer whose address changed between two tries under one key is one customer.',
    beliefs: ['Y3'],
    async run(world) {
      const testClock = world.clock ? { testClock: world.clock.id } : {};
      const input = { accountId: `rehearsal_${world.token}`, email: rehearsalEmail, ...testClock };
      const create = (organization: string) =>
        world.gateway.createCustomer({ ...input, organization }, `customer:${world.token}`);
      const [first, second] = [await create('Before Ltd'), await create('After Ltd')];
      world.holds('Y3', 'The parameters under the key are the same.', {
        actual: first.customerId === second.customerId,
        expected: true,
      });
    },
  },
  {
    id: 'mode-classic',
    title: 'A subscription in classic billing mode, which an operator may have, is read like any other.',
    beliefs: ['B1'],
    async run(world) {
      const buyer = await newBuyer(world);
      const taken = await answerTo(world, () => buy(world, buyer, { more: { billing_mode: { type: 'classic' } } }));
      world.saw('a subscription in classic mode', taken);
    },
  },
  {
    id: 'changes-at-once',
    title: 'Two changes of one subscription at once: one of them may meet a lock.',
    beliefs: ['L5'],
    async run(world) {
      const { subscription } = await subscriber(world);
      const update = (note: string) =>
        answerTo(world, () => world.quiet.subscriptions.update(subscription.id, { metadata: { note } }));
      const answers = await Promise.all([update('one'), update('two')]);
      world.holds('L5', 'At least one is made.', { actual: answers.includes(null), expected: true });
    },
  },
  {
    id: 'meter-two-at-once',
    title: 'Two reports of one customer and meter at once: the second may be refused.',
    beliefs: ['L8'],
    async run(world) {
      const { customerId } = await newBuyer(world, { card: null });
      const report = (n: number) =>
        answerTo(world, () =>
          world.quiet.billing.meterEvents.create({
            event_name: proMeter,
            identifier: `${world.token}:${n}`,
            timestamp: world.start - n * 60,
            payload: { stripe_customer_id: customerId, value: String(n) },
          }),
        );
      const answers = await Promise.all([report(1), report(2)]);
      world.holds('L8', 'At least one is taken.', { actual: answers.includes(null), expected: true });
    },
  },
  {
    id: 'endpoint-seventeen',
    title: 'A seventeenth endpoint is refused.',
    beliefs: ['V4'],
    time: 'account',
    simulatorOnly: 'it would fill the account',
    async run(world) {
      const create = (n: number) =>
        answerTo(world, () =>
          world.stripe.webhookEndpoints.create({
            url: `${rehearsalOrigin}/${n}`,
            enabled_events: ['customer.created'],
          }),
        );
      const answers = [];
      for (let n = 1; n <= 17; n++) answers.push(await create(n));
      world.holds('V4', 'Sixteen are taken.', {
        actual: answers.map((each) => each?.status ?? null),
        expected: [...new Array<null>(16).fill(null), 400],
      });
    },
  },
  {
    id: 'tax-address-lost',
    title: 'A renewal with tax whose customer has no address any more: final untaxed, or a draft.',
    beliefs: ['T4', 'T5', 'E8'],
    async run(world) {
      const buyer = await newBuyer(world);
      await world.quiet.customers.update(buyer.customerId, { address: { country: 'DE', postal_code: '10115' } });
      const more = { automatic_tax: { enabled: true } };
      const refused = await answerTo(world, () => buy(world, buyer, { more }));
      world.saw('a subscription with tax', refused);
      if (refused) return;
      await answerTo(world, () => world.stripe.customers.update(buyer.customerId, { address: '' }));
      await world.advanceTo({ months: 1, hours: 2 });
      const [last] = await invoicesOf(world, buyer);
      world.saw(
        'its renewal without an address',
        last && { status: last.status, error: last.last_finalization_error?.code },
      );
    },
  },
  {
    id: 'tax-id-other-kinds',
    title: 'Tax ids of other countries than those of the product.',
    beliefs: ['T7'],
    async run(world) {
      const { customerId } = await newBuyer(world, { card: null });
      const kinds = [
        { type: 'au_abn', value: '12345678912' },
        { type: 'in_gst', value: '12ABCDE3456FGZH' },
        { type: 'ca_gst_hst', value: '123456789RT0002' },
      ] as const;
      for (const kind of kinds)
        world.saw(kind.type, await answerTo(world, () => world.stripe.customers.createTaxId(customerId, kind)));
    },
  },
  {
    id: 'portal-configuration',
    title: 'The configuration of the portal has the features that the catalogue names; the recording tells the others.',
    beliefs: ['G2', 'G4'],
    async run(world) {
      const { data } = await world.quiet.billingPortal.configurations.list({ active: true, limit: 100 });
      const features = data.find(({ metadata }) => metadata?.tollgate === 'catalog')?.features;
      world.saw('features', features);
      world.holds('G4', 'Cancelling is on and updating plans is off.', {
        actual: [features?.subscription_cancel.enabled, features?.subscription_update.enabled],
        expected: [true, false],
      });
    },
  },
  {
    id: 'key-before-parameters',
    title: 'A key that may not write prices sends none: the recording tells which fault Stripe names.',
    beliefs: ['J3'],
    keysOf: ['top-up'],
    async run(world) {
      const stripe = world.withKey(world.backend.restrictedKeys['top-up'] ?? '');
      world.saw('a price without parameters', await answerTo(world, () => stripe.rawRequest('POST', '/v1/prices', {})));
    },
  },
  {
    id: 'overage-item-periods',
    title: 'The metered item has the period of its plan.',
    beliefs: ['M15'],
    async run(world) {
      const { items } = await readOne(world, await proBuyer(world));
      world.holds('M15', 'Both items have one period.', {
        actual: new Set(items.map(({ periodStart, periodEnd }) => `${periodStart} ${periodEnd}`)).size,
        expected: 1,
      });
    },
  },
];

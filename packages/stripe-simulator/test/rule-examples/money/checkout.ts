import type Stripe from 'stripe';
import { card, openCheckout, seedCatalogue, submitForm } from '../../steps.ts';
import type { World } from '../../world.ts';
import { type RuleExamples, refusalOf } from '../example.ts';
import { debited, payingAccount } from './buyers.ts';

type Params = Stripe.Checkout.SessionCreateParams;

const addresses = { success_url: 'https://shop.example/yes', cancel_url: 'https://shop.example/no' };

async function opened(
  world: World,
  params: (price: string) => Partial<Params>,
  isFor: 'customer' | 'anybody' = 'customer',
) {
  const { customer, monthly } = await seedCatalogue(world);
  return refusalOf(
    world.stripe.checkout.sessions.create({
      mode: 'subscription',
      ...(isFor === 'customer' && { customer: customer.id }),
      line_items: [{ price: monthly.id, quantity: 1 }],
      ...addresses,
      ...params(monthly.id),
    }),
  );
}

async function oneTime({ stripe }: World): Promise<string> {
  const product_data = { name: 'Credit' };
  return (await stripe.prices.create({ currency: 'usd', unit_amount: 5_00, product_data })).id;
}

const inHours = (world: World, hours: number) => Math.floor(world.now().getTime() / 1000) + hours * 3600;

export const checkoutExamples = {
  K1: {
    on: '400',
    off: 'done',
    run: (world) => opened(world, () => ({ expires_at: inHours(world, 25) })),
  },
  K2: {
    on: '400',
    off: 'done',
    run: (world) =>
      opened(world, (price) => ({ line_items: Array.from({ length: 21 }, () => ({ price, quantity: 1 })) })),
  },
  K2b: {
    on: '400',
    off: 'done',
    async run(world) {
      const price = await oneTime(world);
      const line_items = Array.from({ length: 101 }, () => ({ price, quantity: 1 }));
      return opened(world, () => ({ mode: 'payment', line_items }));
    },
  },
  K3: {
    on: '400',
    off: 'done',
    run: (world) => opened(world, () => ({ subscription_data: { trial_end: inHours(world, 47) } })),
  },
  K4: {
    on: '400',
    off: 'done',
    async run(world) {
      const line_items = [{ price: await oneTime(world), quantity: 1 }];
      return opened(world, () => ({ mode: 'payment', payment_method_collection: 'always', line_items }));
    },
  },
  K5: {
    on: '400',
    off: 'done',
    run: (world) => opened(world, () => ({ customer_update: { name: 'auto' } }), 'anybody'),
  },
  K6: {
    on: [],
    off: ['incomplete'],
    async run(world) {
      const { customer, monthly } = await seedCatalogue(world);
      const { url } = await openCheckout(world, customer.id, monthly.id);
      await submitForm(String(url), card('4000000000000002'));
      const { data } = await world.stripe.subscriptions.list({ customer: customer.id });
      return data.map(({ status }) => status);
    },
  },
  K7: {
    on: 'unpaid',
    off: 'paid',
    async run(world) {
      const { session } = await debited(world, payingAccount);
      return (await world.stripe.checkout.sessions.retrieve(session)).payment_status;
    },
  },
  K8: {
    on: [[], ['paid']],
    off: [['paid'], ['paid', 'paid']],
    async run(world) {
      const customer = (await seedCatalogue(world)).customer.id;
      const line_items = [{ price: await oneTime(world), quantity: 1 }];
      const buy = async (more: Partial<Params> = {}) => {
        const params = { mode: 'payment' as const, customer, line_items, ...addresses, ...more };
        const { url } = await world.stripe.checkout.sessions.create(params);
        await submitForm(String(url), card('4242424242424242'));
        return (await world.stripe.invoices.list({ customer })).data.map(({ status }) => status);
      };
      return [await buy(), await buy({ invoice_creation: { enabled: true } })];
    },
  },
  K9: {
    on: '400',
    off: 'done',
    run: (world) => opened(world, () => ({ branding_settings: { button_color: 'green' } })),
  },
  K10: {
    on: '400 parameters_exclusive',
    off: 'done',
    run(world) {
      const image = { type: 'url', url: 'https://shop.example/mark.png' } as const;
      return opened(world, () => ({ branding_settings: { icon: image, logo: image } }));
    },
  },
} satisfies RuleExamples;

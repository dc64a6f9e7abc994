import { seedCatalogue } from '../steps.ts';
import type { World } from '../world.ts';
import type { RuleExamples } from './example.ts';
import { rawCall } from './raw.ts';

const features = { subscription_cancel: { enabled: true, mode: 'at_period_end' } } as const;

/** The portal's page for a customer, who may have a subscription that was cancelled there. */
async function portal(world: World, cancelled: boolean): Promise<string> {
  const { stripe } = world;
  await stripe.billingPortal.configurations.create({ features });
  const { customer, monthly } = await seedCatalogue(world);
  await stripe.customers.update(customer.id, { invoice_settings: { default_payment_method: 'pm_card_visa' } });
  const { id } = await stripe.subscriptions.create({ customer: customer.id, items: [{ price: monthly.id }] });
  const { url } = await stripe.billingPortal.sessions.create({ customer: customer.id });
  if (cancelled)
    await fetch(url, { method: 'POST', body: new URLSearchParams({ action: 'cancel', subscription: id }) });
  return (await fetch(url)).text();
}

export const portalExamples = {
  G1: {
    on: undefined,
    off: 'simulator_unsupported',
    async run(world) {
      const body = Array.from({ length: 11 }, (_, n) => {
        const product = `features[subscription_update][products][${n}]`;
        return `${product}[product]=prod_${n}&${product}[prices][0]=price_${n}`;
      });
      const enabled = 'features[subscription_update][enabled]=true';
      const endpoint = 'POST /v1/billing_portal/configurations';
      return (await rawCall(world, endpoint, { body: [enabled, ...body].join('&') })).code;
    },
  },
  G2: {
    on: true,
    off: false,
    options: { settings: { legalPages: { terms: 'https://shop.example/terms', privacy: null } } },
    run: async (world) => (await portal(world, false)).includes('href="https://shop.example/terms"'),
  },
  G3: { on: true, off: false, run: async (world) => (await portal(world, true)).includes('Don’t cancel') },
  G4: {
    on: [true, false],
    off: [false, false],
    async run({ stripe }) {
      const made = await stripe.billingPortal.configurations.create({ features });
      const named = { ...features, subscription_pause: { enabled: false } };
      const without = await stripe.billingPortal.configurations.create({ features: named });
      return [made, without].map((each) => each.features.subscription_pause.enabled);
    },
  },
} satisfies RuleExamples;

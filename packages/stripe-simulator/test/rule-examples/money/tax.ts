import { seedCatalogue } from '../../steps.ts';
import type { World } from '../../world.ts';
import { type RuleExamples, refusalOf } from '../example.ts';
import { daysOn, latestInvoice } from './buyers.ts';

/** A subscriber in this country, whose invoices are taxed. */
export async function taxed(world: World, country: string | null = 'GB') {
  const { stripe } = world;
  const { customer } = await seedCatalogue(world);
  const { id: price } = await stripe.prices.create({
    product_data: { name: 'Reads' },
    currency: 'usd',
    unit_amount: 100_00,
    recurring: { interval: 'month' },
    tax_behavior: 'exclusive',
  });
  await stripe.customers.update(customer.id, {
    invoice_settings: { default_payment_method: 'pm_card_visa' },
    ...(country && { address: { country, postal_code: '10115' } }),
  });
  const created = await stripe.subscriptions.create({
    customer: customer.id,
    items: [{ price }],
    automatic_tax: { enabled: true },
  });
  return { customer: customer.id, subscription: created.id };
}

async function withoutAddress(world: World) {
  const { customer, subscription } = await taxed(world);
  await world.stripe.customers.update(customer, { address: '' });
  await daysOn(world, 32);
  return subscription;
}

export const taxExamples = {
  T1: {
    on: 'done',
    off: '400 customer_tax_location_invalid',
    run: (world) => refusalOf(taxed(world, 'BR')),
  },
  T2: {
    on: '400 customer_tax_location_invalid',
    off: 'done',
    run: (world) => refusalOf(taxed(world, null)),
  },
  T2b: {
    on: '400 customer_tax_location_invalid',
    off: 'done',
    async run({ stripe }) {
      const { id } = await stripe.customers.create();
      const address = { country: 'US', line1: 'Main Street 1' };
      return refusalOf(stripe.customers.update(id, { address, tax: { validate_location: 'immediately' } }));
    },
  },
  T3: {
    on: '400',
    off: 'done',
    async run({ stripe }) {
      const product_data = { name: 'Reads' };
      const { id } = await stripe.prices.create({
        product_data,
        currency: 'usd',
        unit_amount: 500,
        tax_behavior: 'exclusive',
      });
      return refusalOf(stripe.prices.update(id, { tax_behavior: 'inclusive' }));
    },
  },
  T4: {
    on: ['paid', 'finalization_requires_location_inputs'],
    off: ['draft', null],
    async run(world) {
      const { status, automatic_tax } = await latestInvoice(world, await withoutAddress(world));
      return [status, automatic_tax.disabled_reason];
    },
  },
  T5: {
    on: [false, 'requires_location_inputs'],
    off: [true, null],
    async run(world) {
      const { automatic_tax } = await world.stripe.subscriptions.retrieve(await withoutAddress(world));
      return [automatic_tax.enabled, automatic_tax.disabled_reason];
    },
  },
  T6: {
    on: 'pending',
    off: 'verified',
    async run({ stripe }) {
      const { id } = await stripe.customers.create();
      const { verification } = await stripe.customers.createTaxId(id, { type: 'eu_vat', value: 'DE123456789' });
      return verification?.status;
    },
  },
  T7: {
    on: 100_00,
    off: 109_00,
    async run(world) {
      const { customer, subscription } = await taxed(world, 'SG');
      await world.stripe.customers.createTaxId(customer, { type: 'sg_gst', value: 'M12345678X' });
      await daysOn(world, 32);
      return (await latestInvoice(world, subscription)).total;
    },
  },
} satisfies RuleExamples;

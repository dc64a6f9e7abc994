import { expect, test } from 'vitest';
import { startWorld } from './world.ts';

test('the account’s tax registrations and methods of payment are those of its settings', async () => {
  const { stripe, stop } = await startWorld({
    settings: { registeredIn: ['DE', 'AT'], paymentMethods: ['card', 'ideal'] },
  });
  const { data } = await stripe.tax.registrations.list({ status: 'active' });
  expect(data.map(({ country, status }) => [country, status])).toEqual([
    ['DE', 'active'],
    ['AT', 'active'],
  ]);
  const [methods] = (await stripe.paymentMethodConfigurations.list()).data;
  expect(methods).toMatchObject({
    is_default: true,
    card: { available: true },
    ideal: { display_preference: { value: 'on' } },
  });
  expect(methods).not.toHaveProperty('link');
  await stop();
});

test('where the account is not registered no tax is collected', async () => {
  const untaxed = async (registeredIn: readonly string[] | null) => {
    const { stripe, stop } = await startWorld({ settings: { registeredIn } });
    const customer = await stripe.customers.create({ address: { country: 'DE' }, payment_method: 'pm_card_visa' });
    const product = await stripe.products.create({ name: 'Records' });
    const price = await stripe.prices.create({
      currency: 'eur',
      unit_amount: 100_00,
      product: product.id,
      recurring: { interval: 'month' },
      tax_behavior: 'exclusive',
    });
    const invoice = await stripe.invoices.createPreview({
      customer: customer.id,
      automatic_tax: { enabled: true },
      subscription_details: { items: [{ price: price.id }] },
    });
    await stop();
    return invoice.total === 100_00;
  };
  expect(await untaxed(null)).toBe(false);
  expect(await untaxed(['AT'])).toBe(true);
});

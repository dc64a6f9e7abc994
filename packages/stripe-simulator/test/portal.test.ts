import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { card, openCheckout, seedCatalogue, submitForm } from './steps.ts';
import { startWorld, type World } from './world.ts';

let world: World;
let customer: string;
let url: string;

beforeEach(async () => {
  world = await startWorld();
  const catalogue = await seedCatalogue(world);
  customer = catalogue.customer.id;
  const session = await openCheckout(world, customer, catalogue.monthly.id);
  await submitForm(String(session.url), card('4242424242424242'));
  await world.stripe.billingPortal.configurations.create({
    features: {
      payment_method_update: { enabled: true },
      invoice_history: { enabled: true },
      subscription_cancel: { enabled: true, mode: 'at_period_end' },
    },
  });
  url = await portal();
});
afterEach(() => world.stop());

async function portal(): Promise<string> {
  const session = await world.stripe.billingPortal.sessions.create({
    customer,
    return_url: 'https://shop.example/account',
  });
  return session.url;
}

const page = async () => (await fetch(url)).text();
const subscription = async () => (await world.stripe.subscriptions.list({ customer, status: 'all' })).data[0]!;

/** Sends the form whose button says `label`, with its hidden inputs as given. */
async function press(label: string, fields: Record<string, string> = {}, from?: string) {
  const forms = (from ?? (await page())).match(/<form[\s\S]*?<\/form>/g) ?? [];
  const form = forms.find((html) => html.includes(label));
  if (!form) throw new Error(`No form has the button ${label}`);
  const hidden = [...form.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g)].map(([, n, v]) => [n, v]);
  const body = new URLSearchParams({ ...Object.fromEntries(hidden), ...fields });
  return fetch(url, { method: 'POST', body, redirect: 'manual' });
}

describe('the billing portal', () => {
  it('shows subscription, card, invoices and the way back', async () => {
    const text = await page();
    expect(text).toContain('1 × Basic: 100.00 USD every month');
    expect(text).toContain('Renews on 24 December 2026.');
    expect(text).toContain('visa ending in 4242');
    expect(text).toContain('href="https://shop.example/account"');
    const invoice = /href="(\/i\/[^"]+)"/.exec(text)?.[1];
    expect(await (await fetch(world.simulator.url + invoice)).text()).toContain('Total: <strong>100.00 USD</strong>');
  });

  it('cancels at period end, and takes it back', async () => {
    expect((await press('Cancel subscription')).status).toBe(303);
    const { items, ...cancelled } = await subscription();
    const cancel_at = items.data[0]!.current_period_end;
    expect(cancelled).toMatchObject({ cancel_at, cancel_at_period_end: false, status: 'active' });
    expect(await page()).toContain('Ends on 24 December 2026.');
    await press('Don’t cancel');
    expect(await subscription()).toMatchObject({ cancel_at_period_end: false, cancel_at: null });
  });

  it('changes the card that the next renewal is charged to', async () => {
    expect((await press('Save card', card('5555555555554444'))).status).toBe(303);
    await world.advanceTo(new Date('2026-12-24T14:00:00Z'));
    const [charge] = (await world.stripe.charges.list()).data;
    expect(charge?.payment_method_details?.card).toMatchObject({ brand: 'mastercard', last4: '4444' });
  });

  it('refuses a card that cannot be saved, with 402 and the old card kept', async () => {
    const before = (await subscription()).default_payment_method;
    const answer = await press('Save card', card('4000000000000002'));
    expect(answer.status).toBe(402);
    expect(await answer.text()).toContain('Your card was declined.');
    expect((await subscription()).default_payment_method).toBe(before);
  });

  it('asks for 3-D Secure before it saves such a card', async () => {
    const before = (await subscription()).default_payment_method;
    const form = await (await press('Save card', card('4000002500003155'))).text();
    expect((await subscription()).default_payment_method).toBe(before);
    expect((await press('Complete authentication', { result: 'complete' }, form)).status).toBe(303);
    expect((await subscription()).default_payment_method).not.toBe(before);
  });

  it('pays an open invoice with the new card', async () => {
    await press('Save card', card('4000000000000341'));
    await world.advanceTo(new Date('2026-12-24T14:00:00Z'));
    expect((await subscription()).status).toBe('past_due');
    expect((await press('Pay now')).status).toBe(402);
    await press('Save card', card('4242424242424242'));
    expect((await press('Pay now')).status).toBe(303);
    expect((await subscription()).status).toBe('active');
  });

  it('does nothing to the subscription of somebody else', async () => {
    const other = await world.stripe.customers.create({ email: 'eve@example.com' });
    const { id } = await subscription();
    const session = await world.stripe.billingPortal.sessions.create({ customer: other.id });
    const body = new URLSearchParams({ action: 'cancel', subscription: id });
    expect((await fetch(session.url, { method: 'POST', body, redirect: 'manual' })).status).toBe(402);
    expect((await subscription()).cancel_at_period_end).toBe(false);
  });

  it('offers no cancellation where the configuration does not', async () => {
    const [configuration] = (await world.stripe.billingPortal.configurations.list()).data;
    await world.stripe.billingPortal.configurations.update(String(configuration?.id), {
      features: { subscription_cancel: { enabled: false } },
    });
    expect(await page()).not.toContain('Cancel subscription');
    const body = new URLSearchParams({ action: 'cancel', subscription: (await subscription()).id });
    expect((await fetch(url, { method: 'POST', body, redirect: 'manual' })).status).toBe(402);
  });
});

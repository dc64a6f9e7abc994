/** The status that Stripe gives a subscription whose invoice nobody pays. */
import { afterEach, describe, expect, it } from 'vitest';
import { startSubscriber } from './subscriber.ts';

let buyer: Awaited<ReturnType<typeof startSubscriber>>;
afterEach(() => buyer.world.stop());

async function pastDue(settings = {}) {
  buyer = await startSubscriber({ settings });
  const { id } = await buyer.subscribe();
  await buyer.payWith('pm_card_chargeCustomerFail');
  await buyer.to('2027-02-28T12:00:00Z');
  const subscription = await buyer.read(id);
  expect(subscription.status).toBe('past_due');
  return { id, invoice: String(subscription.latest_invoice) };
}

describe('the latest invoice of a past-due subscription', () => {
  it('marked uncollectible leaves it active, says why, and can still be paid', async () => {
    const { id, invoice } = await pastDue();
    const { invoices } = buyer.world.stripe;
    expect(await invoices.markUncollectible(invoice)).toMatchObject({
      status: 'uncollectible',
      status_details: { uncollectible: { reason: 'user_forgiven' } },
    });
    expect((await buyer.read(id)).status).toBe('active');
    await expect(invoices.pay(invoice)).rejects.toThrow('declined');
    expect(await invoices.retrieve(invoice)).toMatchObject({ status: 'uncollectible', next_payment_attempt: null });
    expect((await buyer.read(id)).status).toBe('active');
    await buyer.payWith('pm_card_visa');
    expect((await invoices.pay(invoice)).status).toBe('paid');
  });

  it('made void leaves it as the next older one says', async () => {
    const { id, invoice } = await pastDue();
    await buyer.world.stripe.invoices.voidInvoice(invoice);
    expect((await buyer.read(id)).status).toBe('active');
  });

  it('is not uncollectible while it is a draft', async () => {
    buyer = await startSubscriber();
    const { id } = await buyer.subscribe();
    await buyer.to('2027-02-28T10:45:00Z');
    const draft = String((await buyer.read(id)).latest_invoice);
    await expect(buyer.world.stripe.invoices.markUncollectible(draft)).rejects.toThrow('draft');
  });
});

it('the first invoice of an incomplete subscription, made void, expires it', async () => {
  buyer = await startSubscriber();
  const { id, latest_invoice } = await buyer.subscribe(buyer.monthly, 'pm_card_chargeCustomerFail');
  await buyer.world.stripe.invoices.voidInvoice(String(latest_invoice));
  expect((await buyer.read(id)).status).toBe('incomplete_expired');
});

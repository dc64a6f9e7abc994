import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { card, openCheckout, submitForm } from './steps.ts';
import { startSubscriber } from './subscriber.ts';

let buyer: Awaited<ReturnType<typeof startSubscriber>>;

beforeEach(async () => {
  buyer = await startSubscriber();
});
afterEach(() => buyer.world.stop());

const lastCharge = async () => (await buyer.world.stripe.charges.list()).data[0]!;
const typesAfter = async () => {
  await buyer.world.simulator.settle();
  return buyer.world.types();
};

describe('a refund', () => {
  it('in parts adds up on the charge, to the last cent and no further', async () => {
    await buyer.subscribe();
    const { id } = await lastCharge();
    const { stripe } = buyer.world;
    expect(await stripe.refunds.create({ charge: id, amount: 30_01 })).toMatchObject({
      status: 'succeeded',
      amount: 30_01,
    });
    expect(await lastCharge()).toMatchObject({ amount_refunded: 30_01, refunded: false });
    await expect(stripe.refunds.create({ charge: id, amount: 70_00 })).rejects.toThrow(
      'greater than unrefunded amount',
    );
    await stripe.refunds.create({ payment_intent: String((await lastCharge()).payment_intent) });
    expect(await lastCharge()).toMatchObject({ amount_refunded: 100_00, refunded: true });
    await expect(stripe.refunds.create({ charge: id })).rejects.toMatchObject({ code: 'charge_already_refunded' });
    expect((await stripe.refunds.list({ charge: id })).data.map(({ amount }) => amount)).toEqual([69_99, 30_01]);
    const types = await typesAfter();
    expect(types.filter((type) => type === 'refund.created')).toHaveLength(2);
    expect(types.filter((type) => type === 'charge.refunded')).toHaveLength(2);
  });

  it('leaves the subscription as it is, and refuses a charge that failed', async () => {
    const { id } = await buyer.subscribe();
    await buyer.world.stripe.refunds.create({ charge: (await lastCharge()).id });
    expect((await buyer.read(id)).status).toBe('active');
    await buyer.subscribe(buyer.yearly, 'pm_card_chargeCustomerFail');
    const failed = await lastCharge();
    await expect(buyer.world.stripe.refunds.create({ charge: failed.id })).rejects.toThrow('not successful');
  });
});

describe('a refund to Stripe’s special test cards', () => {
  const refundOn = async (method: string) => {
    await buyer.subscribe(buyer.monthly, method);
    return buyer.world.stripe.refunds.create({ charge: (await lastCharge()).id });
  };
  const read = (id: string) => buyer.world.stripe.refunds.retrieve(id);

  it('is pending first, and succeeds a day later', async () => {
    const { id, status } = await refundOn('pm_card_pendingRefund');
    expect(status).toBe('pending');
    await buyer.to('2027-02-01T10:30:14Z');
    expect((await read(id)).status).toBe('pending');
    await buyer.to('2027-02-01T10:30:15Z');
    expect((await read(id)).status).toBe('succeeded');
    expect(await lastCharge()).toMatchObject({ amount_refunded: 100_00, refunded: true });
    expect((await typesAfter()).filter((type) => type.startsWith('refund.'))).toEqual([
      'refund.created',
      'refund.updated',
    ]);
  });

  it('comes back a day later, and the charge can be refunded again', async () => {
    const { id, status, charge } = await refundOn('pm_card_refundFail');
    expect(status).toBe('succeeded');
    await buyer.to('2027-02-01T10:30:15Z');
    expect(await read(id)).toMatchObject({ status: 'failed', failure_reason: 'unknown' });
    expect(await lastCharge()).toMatchObject({ amount_refunded: 0, refunded: false });
    expect(await typesAfter()).toEqual(expect.arrayContaining(['refund.failed', 'refund.updated', 'charge.updated']));
    expect((await buyer.world.stripe.refunds.create({ charge: String(charge) })).status).toBe('succeeded');
  });
});

describe('a charge on the disputing test card', () => {
  const pay = async () => {
    const session = await openCheckout(buyer.world, buyer.customer, buyer.monthly);
    await submitForm(String(session.url), card('4000000000000259'));
    return (await buyer.world.stripe.disputes.list()).data[0]!;
  };

  it('succeeds and is disputed: no refund while that stands', async () => {
    const dispute = await pay();
    expect(dispute).toMatchObject({ amount: 100_00, status: 'needs_response', reason: 'fraudulent' });
    const charge = await lastCharge();
    expect(charge).toMatchObject({ id: dispute.charge, disputed: true, status: 'succeeded' });
    await expect(buyer.world.stripe.refunds.create({ charge: charge.id })).rejects.toMatchObject({
      code: 'refund_disputed_payment',
    });
    expect(await typesAfter()).toEqual(
      expect.arrayContaining(['charge.dispute.created', 'charge.dispute.funds_withdrawn']),
    );
  });

  it.each([
    ['winning_evidence', 'won', 'charge.dispute.funds_reinstated'],
    ['losing_evidence', 'lost', 'charge.dispute.closed'],
  ])('answered with %s is %s', async (text, status, event) => {
    const { id } = await pay();
    const closed = await buyer.world.stripe.disputes.update(id, { evidence: { uncategorized_text: text } });
    expect(closed).toMatchObject({ status, evidence_details: { has_evidence: true, submission_count: 1 } });
    expect(await typesAfter()).toEqual(expect.arrayContaining([event, 'charge.dispute.closed']));
    await expect(buyer.world.stripe.disputes.close(id)).rejects.toThrow('already closed');
  });

  it('for goods that did not come gives that reason', async () => {
    await buyer.subscribe(buyer.monthly, 'pm_card_createDisputeProductNotReceived');
    expect((await buyer.world.stripe.disputes.list()).data).toMatchObject([
      { reason: 'product_not_received', status: 'needs_response', network_reason_code: '13.1' },
    ]);
  });

  it('is lost by the clock where nobody answers, and by accepting it', async () => {
    const { id } = await pay();
    await buyer.to('2027-02-09T10:30:14Z');
    expect((await buyer.world.stripe.disputes.retrieve(id)).status).toBe('needs_response');
    await buyer.to('2027-02-09T10:30:15Z');
    expect(await buyer.world.stripe.disputes.retrieve(id)).toMatchObject({
      status: 'lost',
      evidence_details: { past_due: true },
    });
    expect((await buyer.world.stripe.disputes.close((await pay()).id)).status).toBe('lost');
    expect((await typesAfter()).filter((type) => type === 'charge.dispute.closed')).toHaveLength(2);
  });
});

describe('an inquiry', () => {
  const inquired = async () => {
    await buyer.subscribe(buyer.monthly, 'pm_card_createDisputeInquiry');
    return (await buyer.world.stripe.disputes.list()).data[0]!;
  };
  const answer = (id: string, uncategorized_text: string) =>
    buyer.world.stripe.disputes.update(id, { evidence: { uncategorized_text } });

  it('takes no money, leaves the charge to be refunded, and is over by itself after 120 days', async () => {
    const { id, status, charge } = await inquired();
    expect(status).toBe('warning_needs_response');
    expect(await lastCharge()).toMatchObject({ id: charge, disputed: true });
    expect((await buyer.world.stripe.refunds.create({ charge: String(charge), amount: 1 })).status).toBe('succeeded');
    await buyer.to('2027-05-31T10:30:14Z');
    expect((await buyer.world.stripe.disputes.retrieve(id)).status).toBe('warning_needs_response');
    await buyer.to('2027-05-31T10:30:15Z');
    expect((await buyer.world.stripe.disputes.retrieve(id)).status).toBe('warning_closed');
    const types = await typesAfter();
    expect(types).toEqual(expect.arrayContaining(['charge.dispute.created', 'charge.dispute.closed']));
    expect(types).not.toContain('charge.dispute.funds_withdrawn');
  });

  it('ends well where it is answered well, and becomes a dispute where it is escalated', async () => {
    expect((await answer((await inquired()).id, 'winning_evidence')).status).toBe('warning_closed');
    const { id, charge } = await inquired();
    expect((await answer(id, 'a letter')).status).toBe('warning_under_review');
    expect((await answer(id, 'escalate_inquiry_evidence')).status).toBe('needs_response');
    expect(await typesAfter()).toContain('charge.dispute.funds_withdrawn');
    await expect(buyer.world.stripe.refunds.create({ charge: String(charge) })).rejects.toMatchObject({
      code: 'refund_disputed_payment',
    });
    await buyer.to('2027-02-09T10:30:15Z');
    expect((await buyer.world.stripe.disputes.retrieve(id)).status).toBe('lost');
  });
});

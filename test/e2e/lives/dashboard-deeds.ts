import type { Choice, Doing, Standing } from './life-types.ts';
import type { StripeCharge, StripeSubscription } from './stripe-side.ts';

/** An owner's acts in Stripe's dashboard, none of which pass through the product. */
export async function dashboardDeeds({ scene, customer, held }: Standing): Promise<Choice[]> {
  if (customer === null) return [];
  const subscriptions = await Promise.all(held.map(({ id }) => scene.stripe.subscription(id)));
  const live = subscriptions.filter(({ ended_at }) => ended_at === null);
  const charges = (await scene.stripe.chargesOf(customer)).filter(({ status }) => status === 'succeeded');
  const [latest] = charges.filter((charge) => !charge.disputed && charge.amount_refunded < charge.amount);
  const disputed = charges.find((charge) => charge.disputed);
  return [
    ...live.flatMap(onSubscription),
    ...(latest
      ? ([
          [refund(latest, 1), 1],
          [refund(latest, 0.3), 1],
        ] satisfies Choice[])
      : []),
    ...(disputed ? [[answerDispute(disputed), 6] satisfies Choice] : []),
  ];
}

function onSubscription(subscription: StripeSubscription): Choice[] {
  const { id, pause_collection, status, latest_invoice } = subscription;
  if (pause_collection) return [[resume(id), 8]];
  if (subscription.pending_update && latest_invoice?.status === 'open') return [[voidIt(latest_invoice.id), 4]];
  const isOwed = status === 'past_due' && latest_invoice?.status === 'open';
  if (isOwed) return [[endNow(id), 0.5], [giveUp(latest_invoice.id), 2] satisfies Choice];
  return [[endNow(id), 0.5], ...(status === 'active' ? [[pauseIt(id), 1] satisfies Choice] : [])];
}

const pauseIt =
  (id: string): Doing =>
  async ({ scene, life }) => {
    const behavior = life.random.pick(['void', 'keep_as_draft', 'mark_uncollectible']);
    await scene.stripe.call('POST', `/v1/subscriptions/${id}`, { 'pause_collection[behavior]': behavior });
    return [{ kind: 'paused', subscription: id }];
  };

/** Voids the invoice of a change that waits for payment, so that the change is dropped. */
const voidIt =
  (invoice: string): Doing =>
  async ({ scene }) => {
    await scene.stripe.call('POST', `/v1/invoices/${invoice}/void`);
    return [];
  };

/** Writes off a renewal that failed; Stripe then calls its subscription active again. */
const giveUp =
  (invoice: string): Doing =>
  async ({ scene }) => {
    await scene.stripe.call('POST', `/v1/invoices/${invoice}/mark_uncollectible`);
    return [];
  };

const resume =
  (id: string): Doing =>
  async ({ scene }) => {
    await scene.stripe.call('POST', `/v1/subscriptions/${id}`, { pause_collection: '' });
    return [{ kind: 'resumed', subscription: id }];
  };

const endNow =
  (id: string): Doing =>
  async ({ scene }) => {
    await scene.stripe.call('DELETE', `/v1/subscriptions/${id}`);
    return [{ kind: 'ended', subscription: id }];
  };

/** Refunds a share of what is left of a charge, in whole cents. */
const refund =
  ({ id, amount, amount_refunded }: StripeCharge, share: number): Doing =>
  async ({ scene }) => {
    const back = Math.ceil((amount - amount_refunded) * share);
    await scene.stripe.call('POST', '/v1/refunds', { charge: id, amount: String(back) });
    return [{ kind: 'refunded', charge: id, amount: back }];
  };

const answerDispute =
  (charge: StripeCharge): Doing =>
  async ({ scene, life }) => {
    const dispute = (await scene.stripe.disputes()).find((each) => each.charge === charge.id);
    if (!dispute || dispute.status === 'won' || dispute.status === 'lost') return undefined;
    const isWon = life.random.next() < 0.5;
    const evidence = { 'evidence[uncategorized_text]': isWon ? 'winning_evidence' : 'losing_evidence' };
    await scene.stripe.call('POST', `/v1/disputes/${dispute.id}`, evidence);
    return [{ kind: 'disputed', charge: charge.id, isWon }];
  };

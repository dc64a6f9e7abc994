import type { ChangeView, SubscriptionView } from '../../../shared/http/views.ts';
import { cards, ibans, payByDebit, payWith } from '../../support/client.ts';
import type { Choice, Doing, Standing } from './life-types.ts';
import type { Offer } from './offer.ts';

/** A buyer's possible acts on the dashboard and on Stripe's pages. */
export function buyerDeeds({ held, scene: { offer } }: Standing): Choice[] {
  const plan = held.find((each) => each.plan !== null);
  const badge = held.find((each) => each.badge !== null);
  const late = held.find(({ status }) => status === 'past_due');
  const unpaid = held.find(({ pending }) => pending);
  return [
    ...(plan ? [] : [[subscribe(offer.plans), 10] satisfies Choice]),
    ...(badge ? [] : [[subscribe(offer.badges), 4] satisfies Choice]),
    ...held.flatMap((each) => endings(each)),
    ...held.flatMap((each) => changes(offer, each)),
    ...(late
      ? ([
          [payHosted(late), 8],
          [changeCard(cards.good), 12],
        ] satisfies Choice[])
      : []),
    ...(unpaid ? [[payHosted(unpaid), 10] satisfies Choice] : []),
    ...(held.length > 0
      ? ([
          [changeCard(cards.failsLater), 2],
          [changeCard(cards.good), 1],
        ] satisfies Choice[])
      : []),
  ];
}

const endings = (held: SubscriptionView): Choice[] =>
  held.cancelAtPeriodEnd
    ? [[keep(held), 3]]
    : [
        [cancelLater(held), 2],
        [cancelNow(held), 1],
      ];

/** Changes to the other plan or interval, or back to the present one if a change is planned. */
function changes(offer: Offer, held: SubscriptionView): Choice[] {
  const others = offer.changes[held.price ?? ''];
  if (!others || held.status !== 'active' || held.cancelAtPeriodEnd) return [];
  const back = held.scheduled || held.pending ? held.price : null;
  return (back ? [back] : others).map((price): Choice => [change(held, price), 3]);
}

/** Cards that work. One trial is given to each. */
const goodCards = [cards.good, '5555555555554444', '378282246310005', '6011111111111117', '3056930009020004'] as const;

/** Checks out, sometimes by debit where there are euros to pay in and nothing else is paid for. */
const subscribe =
  (prices: readonly [string, ...string[]]): Doing =>
  async (standing, at) => {
    const { life, held, scene } = standing;
    const price = life.random.pick(prices);
    const byDebit = held.length === 0 && price in scene.offer.euros && life.random.next() < 0.3;
    const asked = byDebit ? { price, currency: 'eur' } : { price };
    const checkout = await standing.person.send<{ url: string }>('POST', '/v1/checkout', asked);
    if (checkout.status === 409 || checkout.status === 429) return undefined;
    if (checkout.status !== 201)
      throw new Error(`Checkout answered ${checkout.status}: ${JSON.stringify(checkout.body)}`);
    const paid = await (byDebit ? debit : card)(standing, at, checkout.body.url);
    return paid.status === 303 ? [{ kind: 'bought', lookupKey: price, byDebit }] : undefined;
  };

type Paying = (standing: Standing, at: number, url: string) => Promise<Response>;

/** Pays with a card that usually works; some cards fail at renewals, are declined, expire or are disputed. */
const card: Paying = ({ life }, at, url) => {
  const number = life.random.weighted([
    [life.random.pick(goodCards), 12],
    [cards.failsLater, 2],
    [cards.declined, 2],
    [cards.disputed, 1],
    ['expires', 2],
  ] as const);
  if (number !== 'expires') return payWith(url, number);
  const inTwoMonths = new Date((at + 60 * 86_400) * 1000);
  return payWith(url, cards.good, `${inTwoMonths.getUTCMonth() + 1} / ${inTwoMonths.getUTCFullYear() % 100}`);
};

/** Has a bank account debited, which the bank sometimes refuses five days later. */
const debit: Paying = ({ life }, _at, url) =>
  payByDebit(
    url,
    life.random.weighted([
      [ibans.good, 4],
      [ibans.refused, 1],
    ] as const),
  );

const cancelLater =
  ({ id }: SubscriptionView): Doing =>
  async ({ person }) => {
    const asked = { subscription: id, when: 'period_end' };
    const { status, body } = await person.send<SubscriptionView>('POST', '/v1/subscription/cancel', asked);
    if (status !== 200) return refused('cancel', status);
    return [{ kind: 'cancelled', subscription: id, endsAt: Date.parse(body.periodEnd) / 1000 }];
  };

const keep =
  ({ id }: SubscriptionView): Doing =>
  async ({ person }) => {
    const { status } = await person.send('POST', '/v1/subscription/resume', { subscription: id });
    return status === 200 ? [{ kind: 'kept', subscription: id }] : refused('resume', status);
  };

const cancelNow =
  ({ id }: SubscriptionView): Doing =>
  async ({ person }) => {
    const { status } = await person.send('POST', '/v1/subscription/cancel', { subscription: id, when: 'now' });
    return status === 200 ? [{ kind: 'ended', subscription: id }] : refused('cancel', status);
  };

/** Changes the plan or interval. Taking back a planned change, by requesting the present plan, is no deed, because it bills nothing. */
const change =
  ({ id, price: old }: SubscriptionView, price: string): Doing =>
  async ({ person }) => {
    const { status, body } = await person.send<ChangeView>('POST', '/v1/subscription/change', {
      subscription: id,
      price,
    });
    if (status !== 200) return refused('change', status);
    return price === old ? [] : [{ kind: 'changed', subscription: id, lookupKey: price, outcome: body.outcome }];
  };

/** Accepts a refusal because the state has changed since it was read; throws on any other failure. */
function refused(what: string, status: number): undefined {
  if (status !== 409) throw new Error(`${what} answered ${status}`);
}

/** Changes the card for everything on Stripe's own page, which the dashboard links to. Overdue invoices are charged at the next try. */
const changeCard =
  (card: string): Doing =>
  async ({ person }) => {
    const portal = await person.send<{ url: string }>('POST', '/v1/billing-portal', {});
    if (portal.status !== 200 && portal.status !== 201) throw new Error(`The portal answered ${portal.status}`);
    const fields = { action: 'change_card', card, name: 'Ada Test', country: 'US', postal_code: '10001' };
    const body = new URLSearchParams(fields);
    const changed = await fetch(portal.body.url, { method: 'POST', redirect: 'manual', body });
    if (changed.status !== 303) throw new Error(`Changing the card answered ${changed.status}`);
    return [];
  };

/** Pays the overdue invoice on Stripe's page of it, with a card that works. */
const payHosted =
  ({ id }: SubscriptionView): Doing =>
  async ({ scene }) => {
    const invoice = (await scene.stripe.subscription(id)).latest_invoice;
    if (invoice?.status !== 'open' || !invoice.hosted_invoice_url) return undefined;
    const paid = await payWith(invoice.hosted_invoice_url, cards.good);
    return paid.status === 303 ? [] : undefined;
  };

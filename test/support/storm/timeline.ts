import { type Random, seededRandom } from '../../../datasets/random.ts';
import { newSubscription, type StripeSubscription, step } from './stripe-model.ts';

/** A webhook's body, as far as anybody here reads it. */
export type StormEvent = {
  readonly id: string;
  readonly object: 'event';
  readonly type: string;
  /** Epoch seconds; successive events of a subscription may share one. */
  readonly created: number;
  readonly livemode: false;
  readonly api_version: null;
  readonly data: {
    readonly object: { readonly id: string; readonly object: string; readonly [name: string]: unknown };
  };
};

export type Delivery = { readonly number: number; readonly event: StormEvent };

/** What happens next: Stripe's state changes, or an event of one that has happened arrives. */
export type Moment = { readonly becomes: StripeSubscription } | { readonly delivery: Delivery };

export type StormSize = { readonly subscriptions: number; readonly eventsPerSubscription: number };

const start = Date.UTC(2026, 10, 24) / 1000;
const duplicateShare = 0.2;
const tieShare = 0.3;
/** Share of events that say nothing of the subscription itself: half of them do not even name the customer. */
const otherShare = 0.1;
/** In moments of the storm: how long a customer's subscriptions keep changing; how late its events come, mostly, and some of them. */
const lifeMoments = 200;
const delayMoments = 80;
const longDelayMoments = 5_000;
const longDelayShare = 0.03;

/**
 * A seeded storm: subscriptions of customers who have one to three, each changing a few times; every change an event, one in five
 * delivered twice, 30 % of successive ones in the same second, in an order that tells nothing, the first ones while Stripe's
 * state still changes. Ordered by when it happens.
 */
export function stormTimeline(seed: number, { subscriptions, eventsPerSubscription }: StormSize): readonly Moment[] {
  const random = seededRandom(seed);
  const timed: { at: number; moment: Moment }[] = [];
  const share = (moments: number) => moments / (subscriptions * eventsPerSubscription * (2 + duplicateShare));
  const lifeSpan = share(lifeMoments);
  let customer = 0;
  let bornAt = 0;
  let deliveries = 0;
  for (let index = 0; index < subscriptions; index++) {
    if (index === 0 || random.next() < 0.6) {
      customer += 1;
      bornAt = random.next();
    }
    const life = lifeOf({ id: `sub_${index}`, customer: `cus_${customer}` }, eventsPerSubscription, random);
    for (const [turn, { becomes, event }] of life.entries()) {
      const at = bornAt + (lifeSpan * (turn + random.next())) / eventsPerSubscription;
      timed.push({ at, moment: { becomes } });
      const copies = random.next() < duplicateShare ? 2 : 1;
      for (let copy = 0; copy < copies; copy++) {
        const most = share(random.next() < longDelayShare ? longDelayMoments : delayMoments);
        timed.push({ at: at + most * random.next(), moment: { delivery: { number: ++deliveries, event } } });
      }
    }
  }
  return timed.toSorted((a, b) => a.at - b.at).map(({ moment }) => moment);
}

type Turn = { readonly becomes: StripeSubscription; readonly event: StormEvent };

function lifeOf(ids: { id: string; customer: string }, turns: number, random: Random): Turn[] {
  let created = start + Math.floor(random.next() * 86_400);
  const subscription = newSubscription(ids, created, random);
  const life: Turn[] = [];
  for (let turn = 0; turn < turns; turn++) {
    if (turn > 0 && random.next() >= tieShare) created += 1 + Math.floor(random.next() * 3_600);
    const endedBefore = subscription.ended_at !== null;
    const wasRefunded = isRefunded(subscription);
    if (turn > 0) step(subscription, created, random);
    const becomes = structuredClone(subscription);
    const other = turn > 0 && random.next() < otherShare ? otherObject(becomes, random) : becomes;
    const object = isRefunded(becomes) && !wasRefunded ? chargeOf(becomes) : other;
    const id = `evt_${ids.id}_${turn}`;
    const type = typeOf(object, { turn, endedBefore });
    life.push({
      becomes,
      event: { id, object: 'event', type, created, livemode: false, api_version: null, data: { object } },
    });
  }
  return life;
}

type EventObject = StormEvent['data']['object'];

/** An invoice of the subscription; or a charge that names nobody, so that its customer has to be asked for. */
function otherObject({ id, customer, latest_invoice }: StripeSubscription, random: Random): EventObject {
  if (random.next() < 0.5) return { ...latest_invoice, object: 'invoice', customer, id: `in_${id}` };
  return chargeOf({ id });
}

const chargeOf = ({ id }: Pick<StripeSubscription, 'id'>): EventObject => ({ id: `ch_${id}`, object: 'charge' });

const isRefunded = ({ latest_invoice }: StripeSubscription): boolean => latest_invoice.refunded_at !== undefined;

function typeOf(object: EventObject, { turn, endedBefore }: { turn: number; endedBefore: boolean }): string {
  if (object.object === 'invoice') return 'invoice.paid';
  if (object.object === 'charge') return 'charge.refunded';
  if (turn === 0) return 'customer.subscription.created';
  return object.status === 'canceled' && !endedBefore
    ? 'customer.subscription.deleted'
    : 'customer.subscription.updated';
}

import { type Random, seededRandom } from '../../../datasets/random.ts';
import { newSubscription, type StripeSubscription, step } from './stripe-model.ts';

/** A webhook's body, as far as the receivers read it. */
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

/** One moment of the storm: Stripe's state changes, or an event of an earlier change arrives. */
export type Moment = { readonly becomes: StripeSubscription } | { readonly delivery: Delivery };

export type StormSize = { readonly subscriptions: number; readonly eventsPerSubscription: number };

const start = Date.UTC(2026, 10, 24) / 1000;
const duplicateShare = 0.2;
const tieShare = 0.3;
/** The share of events about other objects than the subscription; half of them do not even name the customer. */
const otherShare = 0.1;
/** For how many moments of the storm a customer's subscriptions change. */
const lifeMoments = 200;
/** How late an event usually arrives, in moments of the storm. */
const delayMoments = 80;
/** How late some events arrive, in moments of the storm. */
const longDelayMoments = 5_000;
const longDelayShare = 0.03;

/**
 * A seeded storm, in order of time. Customers have one to three subscriptions, each of which changes a few times. Every change has an
 * event: one in five is delivered twice, and 30 % of successive ones share a second. Their order tells nothing, and the first ones arrive
 * while Stripe's state still changes.
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

/** An invoice of the subscription; or a charge without a customer, which the receiver has to ask Stripe for. */
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

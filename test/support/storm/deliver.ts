import { type Random, seededRandom } from '../../../datasets/random.ts';
import { stripeInboxTries } from '../../../shared/inbox-tries.ts';
import type { Hazards, Sleep } from './hazards.ts';
import type { StripeModel } from './stripe-model.ts';
import type { Delivery, Moment } from './timeline.ts';

const atOnce = 64;
/** A message that comes back is delivered after up to so many others. */
const returnsBehind = 60;

export type Receiver = {
  /** True acknowledges the delivery; after false or an error it comes again. */
  handle(delivery: Delivery, receive: number): Promise<boolean>;
};

export type Delivered = {
  readonly deliveries: number;
  readonly tries: number;
  readonly abandoned: number;
  readonly parked: readonly Delivery[];
  /** Ids of the events with an acknowledged delivery. */
  readonly acknowledged: ReadonlySet<string>;
};

type Queue = { take(): Message | undefined; giveBack(message: Message): void };
type Message = { readonly delivery: Delivery; readonly receive: number };

/**
 * Plays the timeline, in which Stripe's state changes at its own moments. The receiver handles 64 deliveries at once, also of one customer,
 * which the deployed queue would separate. A delivery that is not acknowledged comes again. After the last receipt it is parked.
 */
export async function deliverAll(
  moments: readonly Moment[],
  receiver: Receiver,
  storm: { readonly model: StripeModel; readonly hazards: Hazards; readonly sleep: Sleep; readonly seed: number },
): Promise<Delivered> {
  const queue = queueOf([...moments], storm.model, seededRandom(storm.seed ^ 0x5707));
  const parked: Delivery[] = [];
  const acknowledged = new Set<string>();
  const counts = { deliveries: 0, tries: 0, abandoned: 0 };
  let inHand = 0;
  const work = async () => {
    for (;;) {
      const message = queue.take();
      if (!message && inHand === 0) return;
      if (!message) {
        await storm.sleep(5);
        continue;
      }
      const { delivery, receive } = message;
      inHand += 1;
      counts.tries += 1;
      if (receive === 1) counts.deliveries += 1;
      const outcome = await storm.hazards.attempt(delivery.number, receive, () => receiver.handle(delivery, receive));
      inHand -= 1;
      if (outcome === 'abandoned') counts.abandoned += 1;
      if (typeof outcome === 'object' && 'returned' in outcome && outcome.returned) acknowledged.add(delivery.event.id);
      else if (receive >= stripeInboxTries) parked.push(delivery);
      else queue.giveBack({ delivery, receive: receive + 1 });
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  await storm.hazards.settled();
  return { ...counts, parked, acknowledged };
}

function queueOf(moments: (Moment | Message)[], model: StripeModel, random: Random): Queue {
  let next = 0;
  return {
    take() {
      while (next < moments.length) {
        const moment = moments[next++];
        if (moment && 'becomes' in moment) model.put(structuredClone(moment.becomes));
        else if (moment) return isMessage(moment) ? moment : { delivery: moment.delivery, receive: 1 };
      }
      return undefined;
    },
    giveBack(message) {
      moments.splice(Math.min(moments.length, next + Math.floor(random.next() * returnsBehind)), 0, message);
    },
  };
}

const isMessage = (moment: Moment | Message): moment is Message => 'receive' in moment;

export type Replayed = { readonly acknowledged: ReadonlySet<string>; readonly parked: ReadonlySet<string> };

/** Replays parked events, as an operator does after fixing the cause, while the storm continues. Returns the events that it handled, and those still parked. */
export async function replay(
  parked: readonly Delivery[],
  deliver: (moments: readonly Moment[]) => Promise<Delivered>,
): Promise<Replayed> {
  let left = parked;
  const replayed = new Set<string>();
  for (let round = 1; round <= 3 && left.length > 0; round++) {
    const again = left.map(({ number, event }) => ({ delivery: { number: number + round * 1_000_003, event } }));
    const delivered = await deliver(again);
    for (const id of delivered.acknowledged) replayed.add(id);
    left = delivered.parked;
  }
  return { acknowledged: replayed, parked: new Set(left.map(({ event }) => event.id)) };
}

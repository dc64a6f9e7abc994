import { type Random, seededRandom } from '../../../datasets/random.ts';
import { stripeInboxTries } from '../../../shared/inbox-tries.ts';
import type { Hazards, Sleep } from './hazards.ts';
import type { StripeModel } from './stripe-model.ts';
import type { Delivery, Moment } from './timeline.ts';

const atOnce = 64;
/** A message that comes back does so behind up to so many others. */
const returnsBehind = 60;

export type Receiver = {
  /** True: acknowledged. False or a throw: not, so it is delivered again. */
  handle(delivery: Delivery, receive: number): Promise<boolean>;
};

export type Delivered = {
  readonly deliveries: number;
  readonly tries: number;
  readonly abandoned: number;
  readonly parked: readonly Delivery[];
  /** Ids of the events of which a delivery was acknowledged. */
  readonly acknowledged: ReadonlySet<string>;
};

type Queue = { take(): Message | undefined; giveBack(message: Message): void };
type Message = { readonly delivery: Delivery; readonly receive: number };

/**
 * Plays the timeline. Stripe's state changes when its moment has come. The receiver has 64 deliveries at once, those of one customer too: the
 * deployed queue keeps them apart, here it does not help. A delivery that is not acknowledged comes again; after the last receipt it is
 * parked.
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

/** As an operator does once the cause is mended; here the storm goes on. Answers the events handled by it, and those still parked. */
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

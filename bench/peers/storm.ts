import { setTimeout as sleep } from 'node:timers/promises';
import { deliverAll, type Receiver, replay } from '../../test/support/storm/deliver.ts';
import { type Hazards, stormHazards } from '../../test/support/storm/hazards.ts';
import { type StripeModel, type StripeSubscription, stripeModel } from '../../test/support/storm/stripe-model.ts';
import { type StormSize, stormTimeline } from '../../test/support/storm/timeline.ts';

/** The stored state of a subscription that the peers have in common. */
export type Kept = {
  readonly status: string;
  readonly lookupKey: string;
  /** Epoch seconds. */
  readonly periodEnd: number;
  readonly cancelAtPeriodEnd: boolean;
};

/** A receiver of events that stores subscriptions. */
export type Peer = Receiver & {
  /** The subscription as the peer stores it in the end; undefined: not stored. */
  read(id: string): Promise<Kept | undefined>;
  close?(): Promise<void>;
};

/** Stripe as the storm models it, the faults, and the storm's subscriptions. */
export type PeerSetting = {
  readonly model: StripeModel;
  readonly hazards: Hazards;
  readonly subscriptions: readonly StripeSubscription[];
};

/** The percentage of subscriptions that a peer has wrong after the same storm as ours: same deliveries, same faults. */
export async function wrongInStorm(
  seed: number,
  size: StormSize,
  start: (setting: PeerSetting) => Promise<Peer>,
): Promise<number> {
  const moments = stormTimeline(seed, size);
  const model = stripeModel();
  const hazards = stormHazards(seed, sleep);
  const born = new Map(
    moments.flatMap((moment) => ('becomes' in moment ? [[moment.becomes.id, moment.becomes] as const] : [])),
  );
  const peer = await start({ model, hazards, subscriptions: [...born.values()] });
  const storm = { model, hazards, sleep, seed };
  const { parked } = await deliverAll(moments, peer, storm);
  await replay(parked, (again) => deliverAll(again, peer, storm));
  let wrong = 0;
  for (const [id, subscription] of model.subscriptions) {
    if (!isSame(await peer.read(id), keptOf(subscription))) wrong += 1;
  }
  await peer.close?.();
  return (100 * wrong) / model.subscriptions.size;
}

function keptOf({ status, cancel_at_period_end, items }: StripeSubscription): Kept {
  const [item] = items.data;
  return {
    status,
    lookupKey: item?.price.lookup_key ?? '',
    periodEnd: item?.current_period_end ?? 0,
    cancelAtPeriodEnd: cancel_at_period_end,
  };
}

const isSame = (a: Kept | undefined, b: Kept): boolean =>
  a !== undefined &&
  a.status === b.status &&
  a.lookupKey === b.lookupKey &&
  a.periodEnd === b.periodEnd &&
  a.cancelAtPeriodEnd === b.cancelAtPeriodEnd;

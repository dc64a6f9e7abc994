import type Stripe from 'stripe';
import { methodNamed } from '../billing/methods.ts';
import { pauseOf } from '../billing/pause.ts';
import type { Simulation } from '../core/simulation.ts';
import { idOf } from '../core/store.ts';
import { mergeMetadata } from '../resources/metadata.ts';
import { tellSchedule } from './schedule-phases.ts';
import { cancellationChange } from './subscription-cancellation.ts';
import { invoiceSettingsChange, taxChange } from './subscription-invoicing.ts';

/** The changes of fields that an update sets directly: everything but its items, its discounts and its trial. */
export function fieldChanges(
  sim: Simulation,
  subscription: Stripe.Subscription,
  params: Stripe.SubscriptionUpdateParams,
): Partial<Stripe.Subscription> {
  const pause = pauseOf(sim, params.pause_collection);
  if (params.metadata && !sim.rules.isOn('S4b')) tellSchedule(sim, subscription, params.metadata);
  return {
    ...(pause !== undefined && { pause_collection: pause }),
    metadata: mergeMetadata(subscription.metadata, params.metadata),
    ...(params.description !== undefined && { description: params.description || null }),
    ...taxChange(sim, subscription, params),
    ...invoiceSettingsChange(subscription, params),
    ...cancellationChange(sim, subscription, params),
    ...methodChange(sim, subscription, params),
  };
}

function methodChange(sim: Simulation, subscription: Stripe.Subscription, params: Stripe.SubscriptionUpdateParams) {
  const named = params.default_payment_method;
  if (named === undefined) return {};
  const owner = { customer: idOf(subscription.customer), param: 'default_payment_method' };
  return { default_payment_method: named ? methodNamed(sim, named, owner).id : null };
}

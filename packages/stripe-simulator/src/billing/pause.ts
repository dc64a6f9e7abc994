import type Stripe from 'stripe';
import { invalidRequest } from '../core/problem.ts';
import type { Simulation } from '../core/simulation.ts';
import { markUncollectible } from './by-invoice.ts';
import { finalizeInvoice, stopCollecting, voidInvoice } from './invoices.ts';
import { updateSubscription } from './subscription-state.ts';

/** Withholds a renewal's draft while collection is paused. It stays a draft, is voided, or is given up as a bad debt. */
export function withhold(sim: Simulation, invoice: Stripe.Invoice, behavior: string): void {
  if (!sim.rules.isOn('B12')) return;
  stopCollecting(sim, invoice.id);
  if (behavior === 'void') voidInvoice(sim, invoice.id);
  if (behavior !== 'mark_uncollectible') return;
  if (finalizeInvoice(sim, invoice.id).status === 'open') markUncollectible(sim, invoice.id, 'subscription_paused');
}

/** The pause that a request asks for; null takes it back, undefined says nothing of it. */
export function pauseOf(
  sim: Simulation,
  param: Stripe.SubscriptionUpdateParams['pause_collection'],
): Stripe.Subscription.PauseCollection | null | undefined {
  if (param === undefined) return undefined;
  if (param === '' || param === null) return null;
  if (param.resumes_at !== undefined && param.resumes_at <= sim.time.now())
    throw invalidRequest('`pause_collection[resumes_at]` must be in the future.', {
      param: 'pause_collection[resumes_at]',
    });
  return { behavior: param.behavior, resumes_at: param.resumes_at ?? null };
}

/** Collects again from now on; what was withheld stays as it is. */
export function resumeCollection(sim: Simulation, id: string): void {
  updateSubscription(sim, id, { pause_collection: null });
}

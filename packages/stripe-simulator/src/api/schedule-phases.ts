import type Stripe from 'stripe';
import { refuseUnsold } from '../billing/currencies.ts';
import { discountIds } from '../billing/discounts.ts';
import { boundary } from '../billing/periods.ts';
import { wantedItems } from '../billing/start.ts';
import { invalidRequest, missingParameter, noSuch } from '../core/problem.ts';
import type { Simulation } from '../core/simulation.ts';
import { idOf } from '../core/store.ts';
import { mergeMetadata } from '../resources/metadata.ts';
import { isMetered } from '../resources/price.ts';
import { invoiceSettings, newPhase, type PaidAs } from '../resources/subscription-schedule.ts';

type Schedule = Stripe.SubscriptionSchedule;
type PhaseParam = NonNullable<Stripe.SubscriptionScheduleUpdateParams['phases']>[number];

/** Consecutive phases: each starts at the end of the previous one, and lasts its duration, or one billing interval. */
export function phasesOf(sim: Simulation, schedule: Schedule, params: readonly PhaseParam[]): Schedule['phases'] {
  const currency = sim.store.subscriptions.get(idOf(schedule.subscription ?? ''))?.currency ?? 'usd';
  if (sim.rules.isOn('S1b') && params.length > 10)
    throw invalidRequest('A subscription schedule can have at most 10 phases.', { param: 'phases' });
  if (sim.rules.isOn('S1e') && params[0]?.start_date === undefined) throw missingParameter('phases[0][start_date]');
  let start = schedule.current_phase?.start_date ?? sim.time.now();
  return params.map((param, index) => {
    const path = `phases[${index}]`;
    if (sim.rules.isOn('S1d') && param.duration && param.end_date !== undefined)
      throw invalidRequest('A phase cannot have both `duration` and `end_date`.', { param: `${path}[duration]` });
    const given = instantOf(sim, param.start_date);
    if (sim.rules.isOn('S1c') && given !== undefined && given !== start)
      throw invalidRequest('Each phase has to start where the one before it ends.', { param: `${path}[start_date]` });
    const items = wantedItems(
      sim,
      param.items.map(({ price, quantity }) => ({ price, quantity })),
      `${path}[items]`,
    );
    for (const { price } of items) refuseUnsold(sim, price, { currency, param: `${path}[items]` });
    const [first] = items;
    if (!first) throw missingParameter(`${path}[items]`);
    const length = param.duration ?? first.price.recurring ?? { interval: 'month' };
    const lasts = { interval: length.interval, interval_count: length.interval_count ?? 1 };
    const end = instantOf(sim, param.end_date) ?? boundary(start, lasts as Stripe.Price.Recurring, 1);
    if (end <= start)
      throw invalidRequest('The end date of a phase has to be after its start date.', { param: `${path}[end_date]` });
    const phase = newPhase(currency, {
      start,
      end,
      items: items.map(({ price, quantity }) => ({
        price: price.id,
        quantity: isMetered(price) ? undefined : quantity,
      })),
      prorationBehavior: param.proration_behavior ?? 'create_prorations',
      discounts: reusedDiscounts(sim, schedule, { discounts: param.discounts || [], path }),
      paid: paidAs(param),
    });
    start = end;
    return phase;
  });
}

function paidAs(param: PhaseParam): PaidAs {
  const { automatic_tax: tax, collection_method, default_payment_method, invoice_settings: invoices } = param;
  return {
    ...(tax && { automatic_tax: { disabled_reason: null, enabled: tax.enabled, liability: null } }),
    ...(collection_method && { collection_method }),
    ...(default_payment_method && { default_payment_method }),
    ...(invoices && {
      invoice_settings: {
        ...invoiceSettings,
        custom_fields: invoices.custom_fields || null,
        days_until_due: invoices.days_until_due ?? null,
      },
    }),
  };
}

/** The subscription's own discounts that a phase names. Throws for any other. */
function reusedDiscounts(
  sim: Simulation,
  { subscription }: Schedule,
  { discounts, path }: { readonly discounts: readonly { readonly discount?: string }[]; readonly path: string },
): string[] {
  const own = subscription ? discountIds(sim.store.subscriptions.mustGet(idOf(subscription))) : [];
  return discounts.map(({ discount = '' }, index) => {
    if (own.includes(discount)) return discount;
    throw noSuch('discount', discount, `${path}[discounts][${index}][discount]`);
  });
}

const instantOf = (sim: Simulation, instant: number | 'now' | undefined) =>
  instant === 'now' ? sim.time.now() : instant;

/** Gives all phases of a subscription's schedule the metadata that a request sets on the subscription. */
export function tellSchedule(
  sim: Simulation,
  { schedule }: Stripe.Subscription,
  metadata: Stripe.SubscriptionUpdateParams['metadata'],
): void {
  const found = schedule ? sim.store.schedules.mustGet(idOf(schedule)) : undefined;
  const phases = found?.phases.map((phase) => ({ ...phase, metadata: mergeMetadata(phase.metadata, metadata) }));
  if (found && phases) sim.store.schedules.patch(found.id, { phases });
}

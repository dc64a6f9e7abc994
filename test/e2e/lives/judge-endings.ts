import { type Books, chargesFor, counts, type Deed, date, deedSeconds, isDebited, subscriptionIn } from './books.ts';
import type { StripeCharge, StripeInvoice, StripeSubscription } from './stripe-side.ts';

const daySeconds = 86_400;

type About = Extract<Deed, { readonly subscription: string }>;

/** Subscriptions that ended without a cause, and those that did not although they should have. `now`: epoch seconds. */
export function endingFaults(books: Books, now: number): string[] {
  const about = Map.groupBy(
    books.deeds.filter((deed) => 'subscription' in deed),
    ({ subscription }) => subscription,
  );
  const invoices = Map.groupBy(books.invoices.values(), subscriptionIn);
  const byIntent = new Map(
    [...books.charges.values()]
      .filter(({ status }) => status === 'succeeded')
      .map((each) => [each.payment_intent, each]),
  );
  return [...books.subscriptions.values()].flatMap((subscription) => {
    const { id, ended_at } = subscription;
    const deeds = about.get(id) ?? [];
    const due = plannedEnd(deeds);
    const goesBack = wentBack(paymentsOf(invoices.get(id) ?? [], byIntent), books);
    if (ended_at === null) {
      if (goesBack) return [`${id} goes on, although its money went back`];
      return due !== null && due < now ? [`${id} was to end ${date(due)} and goes on`] : [];
    }
    const isCaused =
      ended_at === due ||
      deeds.some(({ kind, at }) => kind === 'ended' && at <= ended_at + 1 && ended_at <= at + deedSeconds) ||
      wasGivenUp(subscription, { invoices: invoices.get(id) ?? [], books }) ||
      goesBack ||
      wasTrialRefused(subscription);
    return isCaused ? [] : [`${id} ended ${date(ended_at)} without a cause`];
  });
}

/** When a subscription ends according to its deeds. Null if no deed ends it, or the last one keeps it. */
function plannedEnd(deeds: readonly About[]): number | null {
  const last = deeds.findLast(({ kind }) => kind === 'cancelled' || kind === 'kept' || kind === 'ended');
  if (last?.kind === 'ended') return last.at;
  return last?.kind === 'cancelled' ? last.endsAt : null;
}

/**
 * Whether the subscription ended because its first invoice was never paid, or a period's invoice was refused four times. Stripe charges a
 * renewal's invoice after an hour, and 3, 5 and 7 days later. It charges the invoice of a planned change of interval immediately, then as often.
 */
function wasGivenUp(
  { ended_at, status }: StripeSubscription,
  { invoices, books }: { readonly invoices: readonly StripeInvoice[]; readonly books: Books },
): boolean {
  if (status === 'incomplete_expired') return true;
  if (invoices.some((each) => each.billing_reason === 'subscription_create' && each.status === 'void')) return true;
  const ofPeriods = invoices.filter(
    (invoice) =>
      invoice.lines.data.length > 0 &&
      invoice.billing_reason !== 'subscription_create' &&
      counts(invoice, books.subscriptions),
  );
  // Four debits take longer than a month, so the next period may have begun, and its debit may arrive after the end.
  if (ofPeriods.some((each) => isDebited(books, each) && wasRefusedFourTimes(books, each))) return true;
  const last = ofPeriods.toSorted((a, b) => a.created - b.created).at(-1);
  if (last === undefined || last.status === 'paid') return false;
  const draftSeconds = last.billing_reason === 'subscription_cycle' ? 3600 : 0;
  return ended_at === last.created + draftSeconds + 15 * daySeconds;
}

/** Whether a trial ended as it began, because its account or card had one before. */
const wasTrialRefused = ({ start_date, trial_end, ended_at }: StripeSubscription): boolean =>
  trial_end !== null && ended_at !== null && ended_at <= start_date + deedSeconds;

const wasRefusedFourTimes = (books: Books, invoice: StripeInvoice): boolean =>
  invoice.status !== 'paid' && chargesFor(books, invoice).filter(({ status }) => status === 'failed').length >= 4;

type Payment = { readonly from: number; readonly until: number; readonly isBack: boolean; readonly charge: string };

/** The payments of a subscription's invoices: their start, their end, and whether all of the charge was refunded. */
function paymentsOf(invoices: readonly StripeInvoice[], byIntent: ReadonlyMap<string, StripeCharge>): Payment[] {
  return invoices
    .filter(({ status, lines }) => status === 'paid' && lines.data.length > 0)
    .flatMap(({ created, lines, payments }) => {
      const until = Math.max(...lines.data.map(({ period }) => period.end));
      const paid = payments.data.flatMap(({ payment }) => byIntent.get(payment.payment_intent) ?? []);
      return paid.map(({ id: charge, amount, amount_refunded }) => ({
        from: created,
        until,
        isBack: amount_refunded === amount,
        charge,
      }));
    });
}

/** Whether a dispute over a payment was lost, or everything paid for the then running period, and later, was refunded. */
function wentBack(payments: readonly Payment[], books: Books): boolean {
  const own = new Set(payments.map(({ charge }) => charge));
  if ([...books.disputes.values()].some(({ charge, status }) => status === 'lost' && own.has(charge))) return true;
  return books.deeds.some((deed) => {
    if (deed.kind !== 'refunded' || !own.has(deed.charge)) return false;
    const running = payments.filter(({ from, until }) => from <= deed.at && deed.at < until);
    const later = payments.filter(({ from }) => from > deed.at);
    return running.length > 0 && [...running, ...later].every(({ isBack }) => isBack);
  });
}

import { hadTrial, trialDaysOf } from '../../shared/domain/billing/trial.ts';
import { type Sold, soldId } from '../../shared/domain/catalog/look-up.ts';
import { overageBeside } from '../../shared/domain/catalog/overage-price.ts';
import { type Answer, created } from '../../shared/http/answer.ts';
import type { UrlView } from '../../shared/http/views.ts';
import type { AuditEntry } from '../../shared/storage/accounts/audit.ts';
import type { CheckoutGuard } from '../../shared/storage/billing/checkouts.ts';
import type { CheckoutSession, NewCheckout } from '../../shared/stripe/gateway.ts';
import { successUrlOf } from './checkout-return.ts';
import { completeOrder } from './complete-order.ts';
import type { BillingDeps } from './deps.ts';
import { justBegun } from './just-begun.ts';

/** A purchase: its account and customer, with the plan or badge, the affiliates, the currency, and its line of the trail. */
export type CheckoutOf = Pick<NewCheckout, 'accountId' | 'customerId' | 'seats' | 'currency'> & {
  readonly sold: Sold;
  readonly line: AuditEntry;
};

/**
 * Ends the session of the attempt before, if there was one; `completed` when Stripe says that it was paid. A session that was
 * never noted needs no ending: its address was given to nobody, and `take` fails if it is noted meanwhile. An order by invoice
 * cannot be ended: it is completed.
 */
export async function endPrevious(
  deps: BillingDeps,
  of: CheckoutOf,
): Promise<{ readonly previous: CheckoutGuard | null; readonly completed: boolean }> {
  const previous = await deps.checkouts.read(of.accountId, soldId(of.sold));
  if (previous?.order)
    return { previous: await completeOrder(deps, of, { ...previous, order: previous.order }), completed: true };
  if (!previous?.sessionId) return { previous, completed: false };
  const { status } = await deps.stripe.expireCheckout(previous.sessionId);
  return { previous, completed: status === 'complete' };
}

/** Takes the next attempt and opens its session. @throws AppError 409 when another checkout took it first */
export const openNext = (
  deps: BillingDeps,
  of: CheckoutOf,
  { previous, reader }: { readonly previous: CheckoutGuard | null } & Pick<NewCheckout, 'reader'>,
): Promise<string> =>
  openAttempt(deps, { accountId: of.accountId, id: soldId(of.sold), previous, line: of.line }, (attempt) =>
    create(deps, of, { attempt, reader }),
  );

type Guarded = {
  readonly accountId: string;
  readonly id: string;
  readonly previous: CheckoutGuard | null;
  readonly line: AuditEntry;
};

/** Takes the next attempt at whatever is guarded under this id, and opens the session that `create` makes of its number. @throws AppError 409 */
export async function openAttempt(
  deps: BillingDeps,
  { accountId, id, previous, line: audit }: Guarded,
  create: (attempt: number) => Promise<CheckoutSession>,
): Promise<string> {
  const attempt = (previous?.attempt ?? 0) + 1;
  if (!(await deps.checkouts.take(accountId, id, { previous, order: null, audit }))) throw justBegun();
  const session = await create(attempt);
  const isLatest = await deps.checkouts.setSession(accountId, id, { attempt, sessionId: session.id });
  if (isLatest && session.url !== null) return session.url;
  await deps.stripe.expireCheckout(session.id);
  throw justBegun();
}

async function create(
  deps: BillingDeps,
  of: CheckoutOf,
  { attempt, reader }: { readonly attempt: number } & Pick<NewCheckout, 'reader'>,
) {
  const { accountId, customerId, sold, seats, currency } = of;
  const overage = overageBeside(sold);
  return deps.stripe.createCheckout(
    {
      accountId,
      customerId,
      lookupKey: sold.price.lookupKey,
      seats,
      ...(overage && { overage: overage.lookupKey }),
      currency,
      promotionCodes: deps.catalog.settings.promotionCodes,
      taxes: deps.catalog.settings.tax !== undefined,
      trialDays: await trialDaysFor(deps, of),
      reader,
      successUrl: successUrlOf(deps),
      cancelUrl: `${deps.origin}/app/plans?checkout=cancelled`,
    },
    `checkout:${accountId}:${soldId(sold)}:${attempt}`,
  );
}

/** One trial an account, whatever it was of; decided once no earlier session of this can begin one any more. */
async function trialDaysFor(deps: BillingDeps, { accountId, customerId, sold }: CheckoutOf): Promise<number | null> {
  const days = trialDaysOf(sold);
  if (days === null || (await deps.trials.hasClaimed(accountId))) return null;
  return hadTrial(await deps.stripe.listSubscriptions(customerId)) ? null : days;
}

/** The answer to a purchase: the address of its checkout. */
export const urlAnswer = (url: string): Answer => created({ url } satisfies UrlView);

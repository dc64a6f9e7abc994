import { type Sold, soldId } from '../../shared/domain/catalog/look-up.ts';
import { AppError } from '../../shared/errors.ts';
import type { CheckoutGuard } from '../../shared/storage/checkouts.ts';
import type { BillingDeps } from './deps.ts';

export type CheckoutOf = { readonly accountId: string; readonly customerId: string; readonly sold: Sold };
type Attempt = Pick<CheckoutGuard, 'attempt' | 'lookupKey'>;

/**
 * Ends the session of the attempt before, if there was one; `completed` when Stripe says that it was paid. An attempt that
 * crashed before it knew its session finds it by the attempt's idempotency key.
 */
export async function endPrevious(
  deps: BillingDeps,
  of: CheckoutOf,
): Promise<{ readonly previous: CheckoutGuard | null; readonly completed: boolean }> {
  const previous = await deps.checkouts.read(of.accountId, soldId(of.sold));
  if (!previous) return { previous, completed: false };
  const sessionId = previous.sessionId ?? (await create(deps, of, previous)).id;
  const { status } = await deps.stripe.expireCheckout(sessionId);
  return { previous, completed: status === 'complete' };
}

/** Takes the next attempt and opens its session. @throws AppError 409 when another checkout took it first */
export async function openNext(deps: BillingDeps, of: CheckoutOf, previous: CheckoutGuard | null): Promise<string> {
  const id = soldId(of.sold);
  const next = { attempt: (previous?.attempt ?? 0) + 1, lookupKey: of.sold.price.lookupKey };
  if (!(await deps.checkouts.take(of.accountId, id, { previous, lookupKey: next.lookupKey }))) throw justBegun();
  const session = await create(deps, of, next);
  const isLatest = await deps.checkouts.setSession(of.accountId, id, { attempt: next.attempt, sessionId: session.id });
  if (isLatest && session.url !== null) return session.url;
  await deps.stripe.expireCheckout(session.id);
  throw justBegun();
}

function create(deps: BillingDeps, { accountId, customerId, sold }: CheckoutOf, { attempt, lookupKey }: Attempt) {
  return deps.stripe.createCheckout(
    {
      accountId,
      customerId,
      lookupKey,
      successUrl: `${deps.origin}/dashboard?checkout=success`,
      cancelUrl: `${deps.origin}/pricing?checkout=cancelled`,
    },
    `checkout:${accountId}:${soldId(sold)}:${attempt}`,
  );
}

const justBegun = () =>
  new AppError('conflict', 'Another checkout of this has just begun. Use that one, or try again in a moment.');

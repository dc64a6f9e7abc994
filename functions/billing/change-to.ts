import * as z from 'zod';
import { personActing } from '../../shared/domain/accounts/actor.ts';
import { AppError, invalid } from '../../shared/errors.ts';
import type { SignedInRequest } from '../../shared/http/route.ts';
import type { ChangeView } from '../../shared/http/views.ts';
import { syncAccount } from '../../shared/services/entitlements/sync-account.ts';
import type { PlanChangeLock } from '../../shared/storage/billing/plan-changes.ts';
import { nameOf } from './buyable.ts';
import type { BillingDeps } from './deps.ts';
import { holdSeats } from './hold-seats.ts';
import { changeView, makeChange } from './make-change.ts';
import { hasEnded, ownIn } from './own-subscription.ts';
import { type BuyerChange, PlanChangeBody, requestedChange } from './requested-change.ts';

/** Longer than this function can run (25 s): a lock that was not given back is nobody's any more. */
const turnMs = 30_000;

/** How long a preview's price may be asked for. */
const previewMs = 3_600_000;

/** The time that a preview computed its price for. */
export const prorationAt = z.iso.datetime({ error: 'must be the prorationAt of a preview, or left out' }).optional();

/** The body of a plan change: as for a preview, and the time of that preview. */
export const PlanChangeMade = PlanChangeBody.extend({ prorationAt });

/**
 * Makes a requested change at Stripe, one at a time for a subscription, and syncs the account.
 * @throws AppError as `requestedChange`, and 409 where another change has just begun
 */
export async function changeTo(
  deps: BillingDeps,
  request: SignedInRequest,
  { prorationAt, ...requested }: z.infer<typeof PlanChangeMade>,
): Promise<ChangeView> {
  refuseOld(prorationAt, deps.now());
  const { accountId } = request.session;
  const previous = await deps.planChanges.read(accountId, requested.subscription);
  if (isLocked(previous, deps.now())) throw justBegun();
  const planned = await requestedChange(deps, accountId, requested);
  if (planned.change.when === 'already') return changeView(deps, planned.subscription);
  await holdSeats(deps, accountId, planned);
  const attempt = await takeLock(deps, request, { planned, previous });
  const release = () => deps.planChanges.release(accountId, requested.subscription, attempt);
  const key = `change:${accountId}:${requested.subscription}:${attempt}`;
  const done = await makeChange(deps, planned, { accountId, key, prorationAt }).catch(async (error) => {
    if (error instanceof AppError && nothingWasDone.includes(error.code)) await release();
    throw error;
  });
  const { subscriptions } = await syncAccount(deps, accountId, planned.customerId);
  await release();
  if (!done) throw hasEnded();
  return changeView(deps, ownIn(subscriptions, requested.subscription));
}

const nothingWasDone = ['conflict', 'rate_limited'];

const isLocked = (lock: PlanChangeLock | null, now: Date): boolean =>
  lock?.heldUntil != null && Date.parse(lock.heldUntil) > now.getTime();

/** @throws AppError 400 for a preview that is too old, or of a time to come */
function refuseOld(prorationAt: string | undefined, now: Date): void {
  if (prorationAt === undefined) return;
  const ageMs = now.getTime() - Date.parse(prorationAt);
  if (ageMs >= 0 && ageMs <= previewMs) return;
  throw invalid([{ field: 'prorationAt', message: 'must be from a preview of the last hour: request a new preview' }]);
}

async function takeLock(
  deps: BillingDeps,
  { session }: SignedInRequest,
  { planned, previous }: { readonly planned: BuyerChange; readonly previous: PlanChangeLock | null },
): Promise<number> {
  const at = deps.now();
  const { accountId } = session;
  const { subscription, change, items } = planned;
  const [main] = items.items;
  const detail = {
    subscription: subscription.id,
    from: nameOf(deps, items.replaces[0]),
    to: nameOf(deps, main?.lookupKey ?? items.replaces[0]),
    when: change.when,
  };
  const audit = {
    id: deps.newId(),
    accountId,
    at: at.toISOString(),
    action: 'subscription.change',
    actor: personActing(session),
    detail,
  };
  const lock = { subscriptionId: subscription.id, heldUntil: new Date(at.getTime() + turnMs).toISOString() };
  if (await deps.planChanges.take(lock, previous, audit)) return (previous?.attempt ?? 0) + 1;
  throw justBegun();
}

const justBegun = () =>
  new AppError('conflict', 'Another change to this subscription has just started. Check your dashboard in a minute.');

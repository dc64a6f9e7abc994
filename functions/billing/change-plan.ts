import * as z from 'zod';
import type { Subscription } from '../../shared/domain/billing/subscription.ts';
import { AppError } from '../../shared/errors.ts';
import { ok } from '../../shared/http/answer.ts';
import { bodyOf, invalid } from '../../shared/http/body.ts';
import { found } from '../../shared/http/page.ts';
import { subscriptionView } from '../../shared/http/present.ts';
import { type SignedInRequest, signedIn } from '../../shared/http/session.ts';
import type { Route } from '../../shared/http/stacks.ts';
import type { ChangeView } from '../../shared/http/views.ts';
import type { Turn } from '../../shared/storage/plan-changes.ts';
import { syncAccount } from '../sync-account.ts';
import type { BillingDeps } from './deps.ts';
import { ChangeWish, nameOf, type WantedChange, wantedChange } from './wanted-change.ts';

/** Longer than this function can run (25 s): a turn that was not given back is nobody's any more. */
const turnMs = 30_000;
/** How long a preview's price may be asked for. */
const previewMs = 3_600_000;

const Change = ChangeWish.extend({
  prorationAt: z.iso.datetime({ error: 'must be the prorationAt of a preview, or left out' }).optional(),
});

/**
 * POST /v1/subscription/change: what costs more a month holds at once, and where a card is charged only once that is paid; what costs
 * less comes with the next period. Of two who ask at once one goes to Stripe: turns are taken by number, and the decision is made on
 * what Stripe says after the turn was read, so whoever comes second decides on what the first has done. What is as it was asked
 * for is answered the same, so a lost answer is repeated.
 */
export const changePlan = (deps: BillingDeps): Route =>
  signedIn(deps, async (request) => {
    const { prorationAt, ...wish } = bodyOf(request, Change);
    const from = prorationFrom(prorationAt, deps.now());
    const { accountId } = request.session;
    const previous = await deps.planChanges.read(accountId, wish.subscription);
    if (isHeld(previous, deps.now())) throw justBegun();
    const wanted = await wantedChange(deps, request, wish);
    if (wanted.change.when === 'already') return ok(viewOf(deps, wanted.subscription));
    const attempt = await takeTurn(deps, request, { wanted, previous });
    const done = await carryOut(deps, wanted, {
      key: `change:${accountId}:${wish.subscription}:${attempt}`,
      prorationAt: from,
    });
    const { subscriptions } = await syncAccount(deps, accountId, wanted.customerId);
    await deps.planChanges.release(accountId, wish.subscription, attempt);
    if (!done) throw new AppError('conflict', 'This subscription has ended. Subscribe again on the pricing page.');
    const changed = found(
      subscriptions.find(({ id }) => id === wish.subscription),
      'This subscription',
    );
    return ok(viewOf(deps, changed));
  });

const isHeld = (turn: Turn | null, now: Date): boolean =>
  turn?.heldUntil != null && Date.parse(turn.heldUntil) > now.getTime();

/** The moment to which the old plan is charged: a preview's, or now. */
function prorationFrom(prorationAt: string | undefined, now: Date): string {
  if (prorationAt === undefined) return now.toISOString();
  const ageMs = now.getTime() - Date.parse(prorationAt);
  if (ageMs >= 0 && ageMs <= previewMs) return prorationAt;
  throw invalid([{ field: 'prorationAt', message: 'must be of a preview of the last hour: ask for a new one' }]);
}

async function takeTurn(
  deps: BillingDeps,
  { session: { accountId, email } }: SignedInRequest,
  { wanted, previous }: { readonly wanted: WantedChange; readonly previous: Turn | null },
): Promise<number> {
  const at = deps.now();
  const { subscription, change, items } = wanted;
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
    actor: email,
    detail,
  };
  const turn = { subscriptionId: subscription.id, heldUntil: new Date(at.getTime() + turnMs).toISOString() };
  if (await deps.planChanges.take(turn, previous, audit)) return (previous?.attempt ?? 0) + 1;
  throw justBegun();
}

/** False when the subscription has ended meanwhile. */
async function carryOut(
  { stripe }: BillingDeps,
  { change, items }: WantedChange,
  { key, prorationAt }: { readonly key: string; readonly prorationAt: string },
): Promise<boolean> {
  if (change.when === 'period_end') return stripe.scheduleItems(items, key);
  if (change.when === 'now')
    return stripe.changeItems({ ...items, prorationAt: change.isProrated ? prorationAt : null }, key);
  await stripe.dropPlanned(items.subscriptionId);
  return true;
}

function viewOf({ catalog }: BillingDeps, subscription: Subscription): ChangeView {
  const { pendingChange, scheduledChange } = subscription;
  const outcome = pendingChange ? 'awaiting_payment' : scheduledChange ? 'scheduled' : 'changed';
  return { outcome, subscription: subscriptionView(catalog, subscription) };
}

const justBegun = () =>
  new AppError('conflict', 'Another change of this subscription has just begun. Look at your dashboard in a moment.');

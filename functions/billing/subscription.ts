import * as z from 'zod';
import { endsWithPeriod, type Subscription } from '../../shared/domain/billing/subscription.ts';
import { AppError, found } from '../../shared/errors.ts';
import { ok } from '../../shared/http/answer.ts';
import { bodyOf } from '../../shared/http/body.ts';
import { line, oneOf } from '../../shared/http/fields.ts';
import { subscriptionView } from '../../shared/http/present-subscription.ts';
import type { SignedInRequest, SignedInRoute } from '../../shared/http/route.ts';
import { personLine } from '../../shared/services/accounts/person-line.ts';
import { syncAccount } from '../../shared/services/entitlements/sync-account.ts';
import type { BillingDeps } from './deps.ts';
import { hasEnded, ownIn, ownSubscription } from './own-subscription.ts';
import { settleOverage } from './settle-overage.ts';

/** The subscription to cancel, and when. */
export const CancelBody = z.strictObject({ subscription: line(255), when: oneOf(['period_end', 'now']) });
/** The subscription to continue. */
export const ResumeBody = z.strictObject({ subscription: line(255) });

/** POST /v1/subscription/cancel: at the period's end, which can be taken back, or now, which cannot. */
export const cancelSubscription =
  (deps: BillingDeps): SignedInRoute =>
  async (request) => {
    const { subscription, when } = bodyOf(request, CancelBody);
    const held = await ownSubscription(deps, request, subscription);
    if (when === 'period_end') refuseEnding(deps, held);
    await noteIntent(deps, request, { id: held.id, action: `subscription.cancelled.${when}` });
    if (when === 'now') {
      await settleOverage(deps, request.session.accountId, held);
      await deps.stripe.cancelNow(held.id);
    }
    const done = when === 'now' || (await deps.stripe.cancelAtPeriodEnd(held.id, true));
    return afterwards(deps, request, { id: held.id, done });
  };

/** POST /v1/subscription/resume: takes back a cancellation at the period's end, or a change that is planned for then or not paid yet. */
export const resumeSubscription =
  (deps: BillingDeps): SignedInRoute =>
  async (request) => {
    const { subscription } = bodyOf(request, ResumeBody);
    const held = await ownSubscription(deps, request, subscription);
    if (held.scheduledChange || held.pendingChange) {
      await noteIntent(deps, request, { id: held.id, action: 'subscription.change.dropped' });
      await deps.stripe.dropPlanned(held.id);
      return afterwards(deps, request, { id: held.id, done: true });
    }
    if (!endsWithPeriod(held)) throw goesOn(held);
    await noteIntent(deps, request, { id: held.id, action: 'subscription.resumed' });
    const done = await deps.stripe.cancelAtPeriodEnd(held.id, false);
    return afterwards(deps, request, { id: held.id, done });
  };

/** Cancelled for its period's end it would not end earlier than it does. @throws AppError `conflict` */
function refuseEnding({ catalog, now }: BillingDeps, held: Subscription): void {
  const { endsAt, periodEnd } = subscriptionView(catalog, held, now());
  if (endsWithPeriod(held)) throw new AppError('conflict', 'This subscription already ends with its billing period.');
  if (endsAt !== null && endsAt <= periodEnd)
    throw new AppError('conflict', 'This subscription already ends before its billing period.');
}

const goesOn = ({ cancelAt }: Subscription) =>
  new AppError(
    'conflict',
    cancelAt === null
      ? 'This subscription is not cancelled. It renews automatically.'
      : 'We set the end date of this subscription with you. Contact us to continue it.',
  );

type Intent = { readonly id: string; readonly action: string };

/** The trail's line of a change that is made at Stripe: before the call, so that no change is untold. A call that fails leaves the line. */
async function noteIntent(deps: BillingDeps, { session }: SignedInRequest, { id, action }: Intent) {
  await deps.audit.append(personLine(deps, session, { action, detail: { subscription: id } }));
}

type Change = { readonly id: string; readonly done: boolean };

async function afterwards(deps: BillingDeps, { session: { accountId } }: SignedInRequest, { id, done }: Change) {
  const { stripeCustomerId } = found(await deps.accounts.find(accountId), 'This account');
  const { subscriptions } = await syncAccount(deps, accountId, found(stripeCustomerId, 'The Stripe customer'));
  if (!done) throw hasEnded();
  return ok(subscriptionView(deps.catalog, ownIn(subscriptions, id), deps.now()));
}

import type { BadgeApplication } from '../../domain/badges/badge.ts';
import { atTime } from '../../domain/badges/checks.ts';
import { ownSubscriptions } from '../../domain/badges/settlement.ts';
import { AppError, found } from '../../errors.ts';
import { badgeView } from '../../http/present-badge.ts';
import type { SignedInRequest } from '../../http/route.ts';
import type { BadgeView } from '../../http/views.ts';
import type { AuditEntry } from '../../storage/accounts/audit.ts';
import type { Badges } from '../../storage/badges/badges.ts';
import type { AccessStates } from '../../storage/billing/access.ts';
import { personLine } from '../accounts/person-line.ts';
import { type PaidDeps, paymentOf } from './status.ts';

/**
 * The application that the path names.
 * @throws AppError 404 where there is none, or it is another account's.
 */
export async function ownApplication(
  deps: { readonly badges: Pick<Badges, 'find'> },
  { params, session }: SignedInRequest,
) {
  const application = await deps.badges.find(params.handle ?? '');
  return found(application?.accountId === session.accountId ? application : null, 'This badge');
}

/** The application as its holder sees it now. */
export async function ownBadgeView(deps: PaidDeps, application: BadgeApplication): Promise<BadgeView> {
  const payment = await paymentOf(deps, application);
  return badgeView(atTime(application, deps.now()), payment, deps.catalog.settings.badgeReview);
}

/** The trail line that is written with a holder's change. */
export const holderAudit = (
  deps: { readonly newId: () => string; readonly now: () => Date },
  { session }: SignedInRequest,
  { action, handle }: { readonly action: string; readonly handle: string },
): AuditEntry => personLine(deps, session, { action, detail: { handle } });

/** The subscriptions that pay only for this badge. An affiliate has none: its organization pays. */
export async function subscriptionsOf(
  { access }: { readonly access: Pick<AccessStates, 'readHolder'> },
  { accountId, badge, parent }: Pick<BadgeApplication, 'accountId' | 'badge' | 'parent'>,
): Promise<readonly string[]> {
  return parent === null ? ownSubscriptions((await access.readHolder(accountId)).grants, badge) : [];
}

/** 409 `conflict`: another request changed the badge at the same time. */
export const badgeChanged = () =>
  new AppError('conflict', 'This badge changed at the same time. Reload it, then try again.');

/** 409 `handle_taken`: another holder has the handle. */
export const handleTaken = (handle: string) =>
  new AppError('handle_taken', `The handle "${handle}" is taken. Choose another.`);

/** 409 `conflict`: the refusal is final. */
export const refusedForGood = () =>
  new AppError('conflict', 'This decision is final. Delete the application to apply again.');

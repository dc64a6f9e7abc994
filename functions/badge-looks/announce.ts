import { type BadgeApplication, publicStatus } from '../../shared/domain/badges/badge.ts';
import { afterCheck } from '../../shared/domain/badges/lapse.ts';
import { paymentOf } from '../../shared/services/badges/status.ts';
import type { NotifiedBadge, NotifiedStatus } from '../../shared/storage/badges/badge-looks.ts';
import { StorageUnavailable } from '../../shared/storage/table/table.ts';
import type { BadgeLooksDeps } from './deps.ts';
import { announceStatus, deletionNews, newsOf, sendUnsent } from './tell.ts';

const maxRaces = 10;

/**
 * Announces the public status of a badge if it differs from the last announced one. `notified` was read before the badge. If another check has
 * announced something since, it reads both again. A change that came and went between two checks is not announced.
 */
export async function announceBadge(
  deps: BadgeLooksDeps,
  found: BadgeApplication,
  notified: NotifiedStatus,
): Promise<void> {
  const { accountId, handle } = found;
  let badge: BadgeApplication | null = found;
  let before = notified;
  for (let race = 0; race < maxRaces && badge; race++) {
    if (await isAnnounced(deps, badge, before)) return;
    before = await deps.badgeLooks.notified(accountId, handle);
    const now = await deps.badges.find(handle);
    badge = now?.accountId === accountId ? now : null;
  }
  if (badge) throw new StorageUnavailable(new Error(`Lost ${maxRaces} races to tell news of a badge`));
}

/** False where another look was first. */
async function isAnnounced(deps: BadgeLooksDeps, found: BadgeApplication, notified: NotifiedStatus): Promise<boolean> {
  const { accountId, handle } = found;
  const { paid, paidTooLate, hidden } = await paymentOf(deps, found);
  const badge = await afterLookAt(deps, found, paid || paidTooLate);
  const status = publicStatus(badge, badge.state === 'in_review' ? paid || paidTooLate : paid, hidden);
  await sendUnsent(deps, accountId, { ...notified, handle });
  if (status === null || notified.status === status) return true;
  return announceStatus(deps, accountId, newsOf(deps, badge, { status, times: notified.times + 1 }));
}

/** The badge with what its payment tells now, noted; where somebody changed it meanwhile, they expect another look. */
async function afterLookAt(deps: BadgeLooksDeps, badge: BadgeApplication, paid: boolean): Promise<BadgeApplication> {
  const { badgeReview: review } = deps.catalog.settings;
  const noted = afterCheck(badge, { paid, at: deps.now().toISOString(), review });
  return noted && (await deps.badges.note(noted)) ? noted : badge;
}

const isNotifiedAsShown = ({ status }: NotifiedBadge): boolean => status !== null && status !== 'revoked';

/** A badge that was given up, or moved to another handle: nothing shows under this one any more. */
export async function announceDeletedBadges(
  deps: BadgeLooksDeps,
  accountId: string,
  notified: NotifiedBadge & { readonly isLetGo: boolean },
): Promise<void> {
  await sendUnsent(deps, accountId, notified);
  if (notified.isLetGo) return;
  const news = deletionNews(deps, accountId, { ...notified, data: { ...notified.data, handle: notified.handle } });
  if (isNotifiedAsShown(notified) && !(await announceStatus(deps, accountId, news))) return;
  await deps.badgeLooks.letGo(accountId, notified.handle, deps.now());
}

/**
 * Forgets what webhooks were last told of a deleted holder's badges, and tells the operators' webhooks, by the account's id alone, that
 * they are revoked.
 * Forgetting comes last, so that a repeated check tells the operators again.
 */
export async function forgetLastNotified(deps: BadgeLooksDeps, accountId: string): Promise<void> {
  const all = await deps.badgeLooks.notifiedOf(accountId);
  if (all.length > 0) await deps.deliveries.forget(accountId);
  for (const notified of all) {
    const { kind = null, badge = null } = notified.data;
    const { unsent } = deletionNews(deps, accountId, {
      ...notified,
      data: { handle: null, displayName: null, kind, badge },
    });
    if (isNotifiedAsShown(notified)) await deps.webhookEvents.send({ event: unsent });
    await deps.badgeLooks.forgetNotified(accountId, notified.handle);
  }
}

import type { BadgeApplication, PublicStatus } from '../../shared/domain/badges/badge.ts';
import { eventIdOf, type WebhookEvent } from '../../shared/domain/webhooks/event.ts';
import type { EventType } from '../../shared/domain/webhooks/event-types.ts';
import type { NotifiedBadge } from '../../shared/storage/badges/badge-looks.ts';
import type { BadgeLooksDeps } from './deps.ts';

const typeOf: Record<PublicStatus, EventType> = {
  verified: 'badge.granted',
  suspended: 'badge.suspended',
  expired: 'badge.suspended',
  revoked: 'badge.revoked',
};

type TellDeps = Pick<BadgeLooksDeps, 'badgeLooks' | 'webhookEvents'>;

/**
 * Tells webhooks news of a badge: noted first, then queued, so that a look that dies between is finished by the next. False, and nothing is
 * told, where another look told its n-th news meanwhile.
 */
export async function announceStatus(
  deps: TellDeps,
  accountId: string,
  news: NotifiedBadge & { readonly unsent: WebhookEvent },
): Promise<boolean> {
  if (!(await deps.badgeLooks.setNotified(accountId, news))) return false;
  await sendUnsent(deps, accountId, news);
  return true;
}

/** Queues what was noted as told and may not be in the queue. However often it is queued, each webhook is told of it once. */
export async function sendUnsent(
  { badgeLooks, webhookEvents }: TellDeps,
  accountId: string,
  { handle, times, unsent }: Pick<NotifiedBadge, 'handle' | 'times' | 'unsent'>,
): Promise<void> {
  if (!unsent) return;
  await webhookEvents.send({ event: unsent });
  await badgeLooks.setSent(accountId, { handle, times });
}

type News = { readonly status: PublicStatus; readonly times: number };

/** The `times`-th news of a badge, under an id that no other news of it has. */
export function newsOf({ now }: Pick<BadgeLooksDeps, 'now'>, badge: BadgeApplication, { status, times }: News) {
  const { accountId, handle, kind, displayName } = badge;
  const event: WebhookEvent = {
    id: eventIdOf(accountId, `badge:${handle}:${badge.appliedAt}:${times}`),
    type: typeOf[status],
    accountId,
    at: now().toISOString(),
    data: { handle, displayName, kind, badge: badge.badge, status },
  };
  return { handle, status, times, data: event.data, unsent: event };
}

/** The news that nothing shows any more under a handle of which `told` was told last. */
export function deletionNews(
  { now }: Pick<BadgeLooksDeps, 'now'>,
  accountId: string,
  { handle, times, data }: NotifiedBadge,
) {
  const event: WebhookEvent = {
    id: eventIdOf(accountId, `badge:${handle}:gone:${times + 1}`),
    type: 'badge.revoked',
    accountId,
    at: now().toISOString(),
    data: { ...data, status: 'revoked' },
  };
  return { handle, status: 'revoked' as const, times: times + 1, data: event.data, unsent: event };
}

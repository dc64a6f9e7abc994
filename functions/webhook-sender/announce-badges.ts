import { type BadgeApplication, type PublicStatus, publicStatus } from '../../shared/domain/badges/badge.ts';
import { afterLook } from '../../shared/domain/badges/lapse.ts';
import { nextEnd } from '../../shared/domain/billing/next-end.ts';
import { type EventType, eventIdOf, type WebhookEvent } from '../../shared/domain/webhooks/event.ts';
import type { ToldBadge } from '../../shared/storage/badge-looks.ts';
import { atOnce } from '../at-once.ts';
import { paymentOf } from '../badges/paid.ts';
import { settleEntries } from '../badges/settle-entries.ts';
import { announce } from './announce.ts';
import type { WebhookSenderDeps } from './deps.ts';
import { giveBackLatePayments } from './late-payments.ts';

const typeOf: Record<PublicStatus, EventType> = {
  verified: 'badge.granted',
  suspended: 'badge.suspended',
  expired: 'badge.suspended',
  revoked: 'badge.revoked',
};

/**
 * Looks at an account's badges: notes when to look next, then puts the status lists and the directory right, so that whoever is told of a change finds it there,
 * also of what it had under a handle before.
 */
export async function lookAtBadges(deps: WebhookSenderDeps, accountId: string): Promise<void> {
  const badges = await deps.badges.listOf(accountId);
  if (badges.length > 0) await expectNextEnd(deps, accountId);
  await settleEntries(deps, accountId);
  await listInDirectory(deps, accountId, badges);
  for (const badge of badges) {
    await announceBadge(deps, badge);
    if (badge.state === 'refused' || badge.state === 'revoked') await giveBackLatePayments(deps, badge.handle);
    if (badge.kind !== 'person') await lookAtAffiliates(deps, badge);
  }
  const account = await deps.accounts.find(accountId);
  if (account?.leavingAt !== undefined && badges.length === 0) return forgetTold(deps, accountId);
  for (const told of await deps.badgeLooks.toldOf(accountId)) {
    if (told.isLetGo || badges.some(({ handle }) => handle === told.handle)) continue;
    if (isToldToBeThere(told)) await announceGone(deps, accountId, told);
    await deps.badgeLooks.letGo(accountId, told.handle, deps.now());
  }
}

const isToldToBeThere = ({ status }: ToldBadge): boolean => status !== null && status !== 'revoked';

/**
 * The holder is deleted: what webhooks were told of the account goes, and the operators' are told that its badges are revoked, by the
 * account's id alone. That comes last, so that a look which is taken again tells it again.
 */
async function forgetTold(deps: WebhookSenderDeps, accountId: string): Promise<void> {
  const all = await deps.badgeLooks.toldOf(accountId);
  if (all.length > 0) await deps.deliveries.forget(accountId);
  for (const told of all) {
    const { kind = null, badge = null } = told.data;
    const data = { handle: null, displayName: null, kind, badge, status: 'revoked' };
    if (isToldToBeThere(told)) await announce(deps, { event: goneEvent(deps, accountId, { ...told, data }) });
    await deps.badgeLooks.forgetTold(accountId, told.handle);
  }
}

async function listInDirectory(
  { badgeDirectory }: WebhookSenderDeps,
  accountId: string,
  badges: readonly BadgeApplication[],
): Promise<void> {
  const everShown = badges.filter(({ firstApprovedAt, state }) => firstApprovedAt !== null && state !== 'revoked');
  await badgeDirectory.set(accountId, everShown);
}

/** A badge that was given up, or moved to another handle: nothing shows under this one any more. */
async function announceGone(deps: WebhookSenderDeps, accountId: string, told: ToldBadge): Promise<void> {
  const { handle } = told;
  const event = goneEvent(deps, accountId, { ...told, data: { ...told.data, handle, status: 'revoked' } });
  const { data } = await announce(deps, { event });
  await deps.badgeLooks.setTold(accountId, { handle, status: 'revoked', times: told.times + 1, data });
}

const goneEvent = (
  { now }: WebhookSenderDeps,
  accountId: string,
  { handle, times, data }: ToldBadge,
): WebhookEvent => ({
  id: eventIdOf(accountId, `badge:${handle}:gone:${times + 1}`),
  type: 'badge.revoked',
  accountId,
  at: now().toISOString(),
  data,
});

const mostAtOnce = 10;

/** What becomes of an organization's mark becomes of its affiliates', which find it under its handle. */
async function lookAtAffiliates(
  deps: WebhookSenderDeps,
  { accountId, badge, handle }: BadgeApplication,
): Promise<void> {
  const affiliations = await deps.affiliates.listOf({ organization: accountId, badge });
  const accepted = affiliations.flatMap(({ id, accountId }) => (accountId === null ? [] : { id, accountId }));
  await atOnce(mostAtOnce, accepted, async ({ id, accountId }) => {
    const own = await deps.affiliates.handleOf(accountId, id);
    const found = own === null ? null : await deps.badges.find(own);
    if (!found) return;
    const moved = { ...found, parent: handle, version: found.version + 1 };
    const present = found.parent !== handle && (await deps.badges.note(moved)) ? moved : found;
    await settleEntries(deps, accountId);
    if (present === moved) await listInDirectory(deps, accountId, await deps.badges.listOf(accountId));
    await announceBadge(deps, present);
  });
}

/** What is paid for may end without any event: then there is another look. */
async function expectNextEnd(deps: WebhookSenderDeps, accountId: string): Promise<void> {
  const { grants } = await deps.access.read(accountId);
  const next = nextEnd(grants, deps.now());
  if (next !== null) await deps.badgeLooks.expectEnd({ accountId, id: deps.newId() }, next);
}

/**
 * Announces what the public sees of a badge now, where that is not what was told last. What came and went between two looks is not told. Repeats
 * harmlessly: the n-th news of a badge has one id, and what was announced under it is what counts as told.
 */
async function announceBadge(deps: WebhookSenderDeps, found: BadgeApplication): Promise<void> {
  const { accountId, handle } = found;
  const { paid, paidTooLate, heldBack } = await paymentOf(deps, found);
  const badge = await afterLookAt(deps, found, paid || paidTooLate);
  const status = publicStatus(badge, badge.state === 'in_review' ? paid || paidTooLate : paid, heldBack);
  let told = await deps.badgeLooks.told(accountId, handle);
  while (status !== null && told.status !== status) {
    const announced = await announce(deps, { event: newsOf(deps, badge, { status, times: told.times + 1 }) });
    told = { status: announced.data.status as PublicStatus, times: told.times + 1 };
    await deps.badgeLooks.setTold(accountId, { ...told, handle, data: announced.data });
  }
}

/** The badge with what its payment tells now, noted; where somebody changed it meanwhile, they expect another look. */
async function afterLookAt(deps: WebhookSenderDeps, badge: BadgeApplication, paid: boolean): Promise<BadgeApplication> {
  const { badgeReview: review } = deps.catalog.settings;
  const noted = afterLook(badge, { paid, at: deps.now().toISOString(), review });
  return noted && (await deps.badges.note(noted)) ? noted : badge;
}

type News = { readonly status: PublicStatus; readonly times: number };

const newsOf = ({ now }: WebhookSenderDeps, badge: BadgeApplication, { status, times }: News): WebhookEvent => {
  const { accountId, handle, kind, displayName } = badge;
  return {
    id: eventIdOf(accountId, `badge:${handle}:${badge.appliedAt}:${times}`),
    type: typeOf[status],
    accountId,
    at: now().toISOString(),
    data: { handle, displayName, kind, badge: badge.badge, status },
  };
};

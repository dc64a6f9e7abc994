import { mapConcurrent } from '../../shared/concurrency.ts';
import type { BadgeApplication } from '../../shared/domain/badges/badge.ts';
import { nextEnd } from '../../shared/domain/billing/next-end.ts';
import { syncEntries } from '../../shared/services/badges/status-list-entries.ts';
import type { NotifiedStatus } from '../../shared/storage/badges/badge-looks.ts';
import { StorageUnavailable } from '../../shared/storage/table/table.ts';
import { announceBadge, announceDeletedBadges, forgetLastNotified } from './announce.ts';
import type { BadgeLooksDeps } from './deps.ts';
import { refundLatePayments } from './late-payments.ts';

const maxRaces = 10;

const nothing: NotifiedStatus = { status: null, times: 0 };

/**
 * Checks an account's badges: notes when the next check is due, then updates the status lists and the directory, former handles included.
 * So a reader who is told of a change finds it there. Repeating it is harmless, also beside another check.
 */
export async function checkBadges(deps: BadgeLooksDeps, accountId: string): Promise<void> {
  const lastNotified = await deps.badgeLooks.notifiedOf(accountId);
  const badges = await deps.badges.listOf(accountId);
  if (badges.length > 0) await expectNextEnd(deps, accountId);
  await syncEntries(deps, accountId);
  await listInDirectory(deps, accountId, badges);
  for (const badge of badges) {
    await announceBadge(deps, badge, lastNotified.find(({ handle }) => handle === badge.handle) ?? nothing);
    if (badge.state === 'refused' || badge.state === 'revoked') await refundLatePayments(deps, badge.handle);
    if (badge.kind !== 'person') await lookAtAffiliates(deps, badge);
  }
  const account = await deps.accounts.find(accountId);
  if (account?.leavingAt !== undefined && badges.length === 0) return forgetLastNotified(deps, accountId);
  for (const notified of lastNotified)
    if (!badges.some(({ handle }) => handle === notified.handle))
      await announceDeletedBadges(deps, accountId, notified);
}

/** Where another look lists the account's badges at the same time, they are read again. */
async function listInDirectory(
  { badgeDirectory, badges }: BadgeLooksDeps,
  accountId: string,
  found: readonly BadgeApplication[],
): Promise<void> {
  let present = found;
  for (let race = 0; race < maxRaces; race++) {
    const everShown = present.filter(({ firstApprovedAt, state }) => firstApprovedAt !== null && state !== 'revoked');
    if (await badgeDirectory.set(accountId, everShown)) return;
    present = await badges.listOf(accountId);
  }
  throw new StorageUnavailable(new Error(`Lost ${maxRaces} races to list badges in the directory`));
}

const maxAtOnce = 10;

/** The marks of its affiliates follow an organization's mark, which they find under its handle. */
async function lookAtAffiliates(deps: BadgeLooksDeps, { accountId, badge, handle }: BadgeApplication): Promise<void> {
  const affiliations = await deps.affiliates.listOf({ organization: accountId, badge });
  const accepted = affiliations.flatMap(({ id, accountId }) => (accountId === null ? [] : { id, accountId }));
  await mapConcurrent(maxAtOnce, accepted, async ({ id, accountId }) => {
    const own = await deps.affiliates.handleOf(accountId, id);
    if (own === null) return;
    const notified = await deps.badgeLooks.notified(accountId, own);
    const found = await deps.badges.find(own);
    if (!found) return;
    const moved = { ...found, parent: handle, version: found.version + 1 };
    const present = found.parent !== handle && (await deps.badges.note(moved)) ? moved : found;
    await syncEntries(deps, accountId);
    if (present === moved) await listInDirectory(deps, accountId, await deps.badges.listOf(accountId));
    await announceBadge(deps, present, notified);
  });
}

/** A paid period may end without any event: then there is another look. */
async function expectNextEnd(deps: BadgeLooksDeps, accountId: string): Promise<void> {
  const { grants } = await deps.access.readHolder(accountId);
  const next = nextEnd(grants, deps.now());
  if (next !== null) await deps.badgeLooks.expectEnd({ accountId, id: deps.newId() }, next);
}

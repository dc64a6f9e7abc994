import { settlementOfWithdrawal } from '../../shared/domain/badges/settlement.ts';
import type { ApiKey } from '../../shared/domain/keys/key.ts';
import { subscriptionsOf } from '../../shared/services/badges/applications.ts';
import { expectAffiliatesChange, expectBadgeChange } from '../../shared/services/badges/expect-change.ts';
import { deletionAudit, type Step } from './deps.ts';
import { leaveAffiliation } from './end-affiliation.ts';

/** Revokes every key and empties what its owner wrote into it, until none is left that somebody made or rotated meanwhile. */
export const retireKeys: Step = async (deps, { id }) => {
  for (let open = await openKeys(); open.length > 0; open = await openKeys())
    for (const key of open) {
      const line = deletionAudit(deps, id, { action: 'key.revoked', detail: { key: key.id } });
      await deps.apiKeys.retire(key, line);
    }

  async function openKeys(): Promise<ApiKey[]> {
    return (await deps.apiKeys.listOf(id)).filter(({ revokedAt, label }) => revokedAt === null || label !== '');
  }
};

/** Removes every app and signing key; its keys are revoked by then. */
export const forgetApps: Step = async ({ apps, signerKeys }, { id }) => {
  await apps.forget(id);
  await signerKeys.forget(id);
};

/** Removes every webhook: nothing is sent to it any more, and what was ends with its record. */
export const removeWebhooks: Step = async (deps, { id }) => {
  for (const webhook of await deps.webhooks.listOf(id))
    await deps.webhooks.remove(
      id,
      webhook.id,
      deletionAudit(deps, id, { action: 'webhook.removed', detail: { webhook: webhook.id } }),
    );
};

/**
 * Withdraws every badge application. The badge's page is gone, its credentials will be revoked, and a handle that the public saw is never
 * given again.
 * This step runs before the subscriptions end, since their state decides the refund that is due.
 */
export const withdrawBadges: Step = async (deps, { id }) => {
  await expectBadgeChange(deps, id);
  for (let held = await deps.badges.listOf(id); held.length > 0; held = await deps.badges.listOf(id))
    for (const badge of held) {
      await expectAffiliatesChange(deps, badge);
      const line = deletionAudit(deps, id, { action: 'badge.withdrawn', detail: { badge: badge.badge } });
      const subscriptions = await subscriptionsOf(deps, badge);
      const { badgeReview: review } = deps.catalog.settings;
      await deps.badges.retire(badge, line, settlementOfWithdrawal(badge, { review, subscriptions, at: line.at }));
    }
  await deps.badges.retireHeld(id);
};

/** Forgets the domains that it claimed, of which it had no badge any more when this begins. */
export const forgetDomains: Step = ({ domainProofs }, { id }) => domainProofs.forget(id);

/** Ends whom it vouched for, and who vouched for it through one of its members; the seats that it took are free. */
export const endAffiliations: Step = async (deps, { id }) => {
  await deps.affiliates.forgetAll(id);
  const { members } = await deps.members.rosterOf(id);
  for (const { personId } of members) {
    const person = await deps.people.find(personId);
    const all = person ? await deps.affiliates.ofEmail(person.email) : [];
    for (const affiliation of all.filter(({ accountId }) => accountId === id))
      await leaveAffiliation(deps, affiliation);
  }
};

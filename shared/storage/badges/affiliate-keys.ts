/** How the items of organizations' affiliates look; nothing else knows. */

import { prefixes } from '../prefixes.ts';
import type { Key } from '../table/table.ts';
import { accountBadgePartition } from './badge-keys.ts';

/** The seats that are paid for beside an account's badges. */
export const seatsPartition = (accountId: string): string => prefixes.seat + accountId;
/** The seats beside one badge. */
export const seatsKey = (accountId: string, badgeId: string): Key => ({
  pk: seatsPartition(accountId),
  sk: `SEATS#${badgeId}`,
});

/** A badge that came of an affiliation stands beside those that the account applied for: "~" begins no badge's id. */
export const affiliateBadgeKey = (accountId: string, affiliation: string): Key => ({
  pk: accountBadgePartition(accountId),
  sk: `~${affiliation}`,
});

/** The affiliations of an organization. */
export const affiliatePartition = (organization: string): string => prefixes.affiliate + organization;
/** The sort keys of one badge's affiliations begin with this. */
export const affiliatesPrefix = (badgeId: string): string => `${badgeId}#`;
/** One affiliation of an organization's badge. */
export const affiliationKey = (of: { organization: string; badge: string; id: string }): Key => ({
  pk: affiliatePartition(of.organization),
  sk: affiliatesPrefix(of.badge) + of.id,
});
/** "@" begins no account's id, so these never meet an organization's affiliates. */
export const invitedPartition = (emailHash: string): string => `${prefixes.affiliate}@${emailHash}`;
/** An affiliation by the hash of the invited address. */
export const invitedKey = (emailHash: string, affiliation: string): Key => ({
  pk: invitedPartition(emailHash),
  sk: affiliation,
});

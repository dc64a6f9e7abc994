import { type Affiliation, type Seats, seated } from '../../domain/badges/affiliate.ts';
import type { BadgeApplication } from '../../domain/badges/badge.ts';
import type { HandleHash } from '../../domain/badges/retired-handle.ts';
import { type AuditEntry, auditLine } from '../accounts/audit.ts';
import { whileNotDeleting } from '../accounts/leaving.ts';
import { badgeKey, grantsKey } from '../item-keys.ts';
import type { Table, Write } from '../table/table.ts';
import { affiliationWrites } from './affiliation-item.ts';
import { badgeItem, isVersion, nextVersion, ownBadgeKey } from './badge-item.ts';
import { claimWrites } from './badge-names.ts';
import { isFree } from './badges.ts';
import { whileNotRetired } from './retired-handles.ts';

/** The state that an acceptance was decided on. The acceptance is written only while that state is unchanged. */
export type AcceptanceBasis = {
  readonly seats: Seats;
  /** The version of the organization's grants, as they were read. */
  readonly grantsVersion: number;
  /** The organization's application, as it was read. */
  readonly parent: BadgeApplication;
};

/** An accepted affiliation with its badge, and the badge that this one replaces; null where there was none. */
export type AcceptedAffiliation = {
  readonly affiliation: Affiliation;
  readonly badge: BadgeApplication;
  readonly before: BadgeApplication | null;
};

/** The result of writing an acceptance. */
export type AcceptanceOutcome = 'accepted' | 'handle_taken' | 'changed';

type Written = { readonly basis: AcceptanceBasis; readonly audit: AuditEntry; readonly handleHash: HandleHash };

/** Writes affiliation, seat and badge together, or nothing. */
export async function writeAcceptance(
  table: Table,
  { affiliation, badge, before }: AcceptedAffiliation,
  { basis, audit, handleHash }: Written,
): Promise<AcceptanceOutcome> {
  const { seats, grantsVersion, parent } = basis;
  const unchanged: Write[] = [
    {
      check: grantsKey(affiliation.organization),
      if: { 'as many seats are paid for': { attribute: 'version', equals: grantsVersion } },
    },
    { check: badgeKey(parent.handle), if: isVersion(parent.version) },
    whileNotDeleting(badge.accountId),
  ];
  const made: Write[] = before
    ? [nextVersion(badge)]
    : [
        { put: badgeItem(badge), if: await isFree(table, badge, audit.at) },
        {
          put: { ...ownBadgeKey(badge), handle: badge.handle },
          if: { 'there is none': { attribute: 'pk', is: 'absent' } },
        },
        await whileNotRetired(handleHash, badge.handle),
      ];
  const result = await table.transact([
    ...made,
    ...affiliationWrites(affiliation, seated(seats, affiliation)),
    ...unchanged,
    auditLine(audit),
    ...(await claimWrites(table, { before, after: badge })),
  ]);
  if (result.ok) return 'accepted';
  const [taken, , retired] = result.reasons;
  const isTaken = [taken, retired].some((reason) => reason !== null && reason !== 'conflict');
  return !before && isTaken ? 'handle_taken' : 'changed';
}

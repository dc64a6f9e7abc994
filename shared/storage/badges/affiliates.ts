import { createHash } from 'node:crypto';
import { type Affiliation, type Seats, seated } from '../../domain/badges/affiliate.ts';
import type { BadgeApplication } from '../../domain/badges/badge.ts';
import type { HandleHash } from '../../domain/badges/retired-handle.ts';
import { type AuditEntry, auditLine } from '../accounts/audit.ts';
import { whileNotDeleting } from '../accounts/leaving.ts';
import { nextSeats, seatsIn } from '../billing/seats.ts';
import { badgeKey, grantsKey } from '../item-keys.ts';
import { readAll } from '../table/read-all.ts';
import type { Item, Table, Write } from '../table/table.ts';
import {
  affiliateBadgeKey,
  affiliatePartition,
  affiliatesPrefix,
  affiliationKey,
  invitedKey,
  invitedPartition,
  seatsKey,
} from './affiliate-keys.ts';
import { badgeItem, isVersion, nextVersion, ownBadgeKey } from './badge-item.ts';
import { claimWrites } from './badge-names.ts';
import { isFree } from './badges.ts';
import { noHandleHash, whileNotRetired } from './retired-handles.ts';

type Vouching = { readonly organization: string; readonly badge: string };

/** What an acceptance rests on: written only while it is still so. */
export type Basis = {
  readonly seats: Seats;
  /** Of the organization's grants and application, as they were read. */
  readonly grantsVersion: number;
  readonly parent: BadgeApplication;
};

export interface Affiliates {
  find(of: Vouching & { readonly id: string }): Promise<Affiliation | null>;
  listOf(of: Vouching): Promise<readonly Affiliation[]>;
  /** Those of an address, whoever vouches. */
  ofEmail(email: string): Promise<readonly Affiliation[]>;
  /** The handle of the badge that came of an affiliation; null where there is none. */
  handleOf(accountId: string, affiliation: string): Promise<string | null>;
  /** Where an affiliation stands next, with its seat, together; false where either changed since it was read, or somebody is leaving. */
  put(affiliation: Affiliation, seats: Seats, audit: AuditEntry): Promise<boolean>;
  /** Accepts: affiliation, seat and badge together. `before`: the badge that stands in its place. */
  accept(
    accepted: {
      readonly affiliation: Affiliation;
      readonly badge: BadgeApplication;
      readonly before: BadgeApplication | null;
    },
    basis: Basis,
    audit: AuditEntry,
  ): Promise<'accepted' | 'handle_taken' | 'changed'>;
  /** Takes away all that is kept of it; its seat is free. */
  forget(affiliation: Affiliation): Promise<void>;
  /** Lets nobody onto a seat beyond so many for a while; false where the seats changed since they were read. */
  setCeiling(of: Vouching, seats: Seats): Promise<boolean>;
  seatsOf(of: Vouching): Promise<Seats>;
  /** Takes away all that an organization vouched for. */
  forgetAll(organization: string): Promise<void>;
}

/** So that no address outlives what is said of it here. */
const hashOf = (email: string): string => createHash('sha256').update(email).digest('base64url');

/** Affiliations over the table. `handleHash`: for a function that gives handles away. */
export function affiliatesOver(table: Table, handleHash: HandleHash = noHandleHash): Affiliates {
  const find: Affiliates['find'] = async (of) => {
    const { item } = await table.get(affiliationKey(of));
    return item ? toAffiliation(item) : null;
  };
  const seatsOf: Affiliates['seatsOf'] = async ({ organization, badge }) =>
    seatsIn((await table.get(seatsKey(organization, badge))).item);
  const forget = async (affiliation: Affiliation) => {
    await table.delete(affiliationKey(affiliation));
    await table.delete(invitedKey(hashOf(affiliation.email), affiliation.id));
  };
  return {
    find,
    seatsOf,
    async listOf({ organization, badge }) {
      const query = { pk: affiliatePartition(organization), skPrefix: affiliatesPrefix(badge) };
      return (await readAll(table, query)).map(toAffiliation);
    },
    async ofEmail(email) {
      const items = await readAll(table, { pk: invitedPartition(hashOf(email)) });
      const found = await Promise.all(
        items.map(({ organization, badge, id }) => find(pointed(organization, badge, id))),
      );
      return found.filter((each) => each !== null);
    },
    async handleOf(accountId, affiliation) {
      const { item } = await table.get(affiliateBadgeKey(accountId, affiliation));
      return item ? String(item.handle) : null;
    },
    async put(affiliation, seats, audit) {
      return (await table.transact([...writesOf(affiliation, seats), auditLine(audit)])).ok;
    },
    accept: (accepted, basis, audit) => accept(table, accepted, { basis, audit, handleHash }),
    forget,
    async setCeiling({ organization, badge }, seats) {
      return (await table.transact([nextSeats(organization, badge, seats)])).ok;
    },
    async forgetAll(organization) {
      for (const item of await readAll(table, { pk: affiliatePartition(organization) }))
        await forget(toAffiliation(item));
    },
  };
}

type Accepted = Parameters<Affiliates['accept']>[0];
type Resting = { readonly basis: Basis; readonly audit: AuditEntry; readonly handleHash: HandleHash };

async function accept(table: Table, { affiliation, badge, before }: Accepted, { basis, audit, handleHash }: Resting) {
  const { seats, grantsVersion, parent } = basis;
  const standing: Write[] = [
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
    ...writesOf(affiliation, seated(seats, affiliation)),
    ...standing,
    auditLine(audit),
    ...(await claimWrites(table, { before, after: badge })),
  ]);
  if (result.ok) return 'accepted';
  const [taken, , retired] = result.reasons;
  const isTaken = [taken, retired].some((reason) => reason !== null && reason !== 'conflict');
  return !before && isTaken ? 'handle_taken' : 'changed';
}

function writesOf(affiliation: Affiliation, seats: Seats): Write[] {
  const { organization, badge, id, email, version } = affiliation;
  return [
    { put: toItem(affiliation), if: version === 1 ? isFirst : isVersion(version - 1) },
    nextSeats(organization, badge, seats),
    ...(affiliation.state === 'invited'
      ? [{ put: { ...invitedKey(hashOf(email), id), organization, badge, id } }]
      : []),
    ...(affiliation.state === 'invited' || affiliation.state === 'accepted' ? [whileNotDeleting(organization)] : []),
  ];
}

const isFirst = { 'nobody invited them before': { attribute: 'pk', is: 'absent' } } as const;

const pointed = (organization: unknown, badge: unknown, id: unknown) => ({
  organization: String(organization),
  badge: String(badge),
  id: String(id),
});

const toItem = (affiliation: Affiliation): Item => ({ ...affiliationKey(affiliation), ...affiliation });

function toAffiliation(item: Item): Affiliation {
  const { pk, sk, ...affiliation } = item;
  return { decided: null, ...affiliation } as unknown as Affiliation;
}

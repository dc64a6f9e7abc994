import type { Affiliation, Seats } from '../../domain/badges/affiliate.ts';
import type { HandleHash } from '../../domain/badges/retired-handle.ts';
import { type AuditEntry, auditLine } from '../accounts/audit.ts';
import { nextSeats, seatsIn } from '../billing/seats.ts';
import { readAll } from '../table/read-all.ts';
import type { Table } from '../table/table.ts';
import {
  type AcceptanceBasis,
  type AcceptanceOutcome,
  type AcceptedAffiliation,
  writeAcceptance,
} from './accept-affiliation.ts';
import {
  affiliateBadgeKey,
  affiliatePartition,
  affiliatesPrefix,
  affiliationKey,
  invitedKey,
  invitedPartition,
  seatsKey,
} from './affiliate-keys.ts';
import { affiliationIn, affiliationWrites, invitedHash } from './affiliation-item.ts';
import { noHandleHash } from './retired-handles.ts';

type Vouching = { readonly organization: string; readonly badge: string };

/** Affiliations with their seats and badges. */
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
  accept(accepted: AcceptedAffiliation, basis: AcceptanceBasis, audit: AuditEntry): Promise<AcceptanceOutcome>;
  /** Takes away all that is kept of it; its seat is free. */
  forget(affiliation: Affiliation, audit: AuditEntry | null): Promise<void>;
  /** Lets nobody onto a seat beyond so many for a while; false where the seats changed since they were read. */
  setCeiling(of: Vouching, seats: Seats): Promise<boolean>;
  seatsOf(of: Vouching): Promise<Seats>;
  /** Takes away all that an organization vouched for. */
  forgetAll(organization: string): Promise<void>;
}

/** Affiliations over the table. `handleHash`: for a function that gives handles away. */
export function affiliatesOver(table: Table, handleHash: HandleHash = noHandleHash): Affiliates {
  const find: Affiliates['find'] = async (of) => {
    const { item } = await table.get(affiliationKey(of));
    return item ? affiliationIn(item) : null;
  };
  const seatsOf: Affiliates['seatsOf'] = async ({ organization, badge }) =>
    seatsIn((await table.get(seatsKey(organization, badge))).item);
  const forget = async (affiliation: Affiliation) => {
    await table.delete(affiliationKey(affiliation));
    await table.delete(invitedKey(invitedHash(affiliation.email), affiliation.id));
  };
  return {
    find,
    seatsOf,
    async listOf({ organization, badge }) {
      const query = { pk: affiliatePartition(organization), skPrefix: affiliatesPrefix(badge) };
      return (await readAll(table, query)).map(affiliationIn);
    },
    async ofEmail(email) {
      const items = await readAll(table, { pk: invitedPartition(invitedHash(email)) });
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
      return (await table.transact([...affiliationWrites(affiliation, seats), auditLine(audit)])).ok;
    },
    accept: (accepted, basis, audit) => writeAcceptance(table, accepted, { basis, audit, handleHash }),
    async forget(affiliation, audit) {
      await table.transact([
        { delete: affiliationKey(affiliation) },
        { delete: invitedKey(invitedHash(affiliation.email), affiliation.id) },
        ...(audit ? [auditLine(audit)] : []),
      ]);
    },
    async setCeiling({ organization, badge }, seats) {
      return (await table.transact([nextSeats(organization, badge, seats)])).ok;
    },
    async forgetAll(organization) {
      for (const item of await readAll(table, { pk: affiliatePartition(organization) }))
        await forget(affiliationIn(item));
    },
  };
}

const pointed = (organization: unknown, badge: unknown, id: unknown) => ({
  organization: String(organization),
  badge: String(badge),
  id: String(id),
});

import type { Seats } from '../../domain/badges/affiliate.ts';
import type { Grant } from '../../domain/billing/grant.ts';
import type { SpendCap } from '../../domain/billing/spend-cap.ts';
import type { Acceptance } from '../../domain/licences/licence.ts';
import { type AuditEntry, auditLine } from '../accounts/audit.ts';
import { whileNotDeleting } from '../accounts/leaving.ts';
import { seatsPartition } from '../badges/affiliate-keys.ts';
import {
  acceptanceKey,
  acceptancePartition,
  grantsKey,
  leftKey,
  spendCapKey,
  suspensionKey,
  ttlOf,
} from '../item-keys.ts';
import { readAll } from '../table/read-all.ts';
import type { Clause, Item, ItemValue, Table, WriteCondition } from '../table/table.ts';
import { transactAndAnnounce } from './changes.ts';
import { seatsIn } from './seats.ts';
import { spendCapIn } from './spend-caps.ts';

/** All that decides an account's access, read in one go. */
export type AccessState = {
  /** Of the grants; 0: none were ever written. */
  readonly version: number;
  readonly grants: readonly Grant[];
  readonly acceptances: readonly Acceptance[];
  /** The account is leaving, or has left. */
  readonly isLeaving: boolean;
  readonly suspended: boolean;
  /** Why and since when it is suspended; null where it is not. */
  readonly suspension: Suspension | null;
  /** Who takes the seats that it pays for, by the badge beside which they are sold. */
  readonly seats: Readonly<Record<string, Seats>>;
  /** The most that may be billed in a period beyond the plans; null: whatever comes. */
  readonly spendCap: SpendCap | null;
};

/** Why an operator decided that an account's calls are refused, or no longer, and when (ISO-8601 UTC). */
export type Suspension = { readonly reason: string; readonly at: string };

/** As much of it as decides whether a badge is paid for. */
export type AccessOfHolder = Pick<AccessState, 'grants' | 'suspended' | 'seats'>;

/** What these items say, absent or not; of seats those of each badge. */
export const accessOfHolderIn = (items: {
  readonly granted: Item | undefined;
  readonly suspension: Item | undefined;
  readonly seats: readonly Item[];
}): AccessOfHolder => ({
  grants: (items.granted?.grants ?? []) as unknown as readonly Grant[],
  suspended: items.suspension?.suspended === true,
  seats: Object.fromEntries(items.seats.map((item) => [item.badge, seatsIn(item)])),
});

export interface AccessStates {
  /** Strongly consistent: what was written before is seen. */
  read(accountId: string): Promise<AccessState>;
  /** What the account's subscriptions grant, of this version of the billing item; without effect where later grants stand. */
  grant(accountId: string, granted: { readonly version: number; readonly grants: readonly Grant[] }): Promise<void>;
  /** Records an acceptance; false when the same bytes were accepted before, whose record stays as it is, or the account is leaving. */
  accept(accountId: string, acceptance: Acceptance, audit: AuditEntry): Promise<boolean>;
  /** Refuses every call of the account's keys until it is restored; false when it was suspended before. The reason is `audit.detail.reason`. */
  suspend(accountId: string, audit: AuditEntry): Promise<boolean>;
  /** False when it was not suspended. */
  restore(accountId: string, audit: AuditEntry): Promise<boolean>;
  /** The latest of both decisions; null where there never was one. */
  lastSuspension(accountId: string): Promise<(Suspension & { readonly suspended: boolean }) | null>;
  /** Notes that the account leaves: from here on nothing that is written of its payments names anybody. Takes away why it was suspended. */
  leave(accountId: string, at: string): Promise<void>;
  /** Keeps an acceptance until then, an ISO-8601 time: what was accepted, when, by whom and for whom; address and e-mail go. */
  retain(accountId: string, acceptance: Acceptance, until: string): Promise<void>;
}

/** Access state over the table. */
export function accessStatesOver(table: Table): AccessStates {
  return {
    async read(accountId) {
      const [[granted, suspension, cap, left], acceptances, seats] = await Promise.all([
        table
          .getAll([grantsKey(accountId), suspensionKey(accountId), spendCapKey(accountId), leftKey(accountId)])
          .then(({ items }) => items),
        readAll(table, { pk: acceptancePartition(accountId) }),
        readAll(table, { pk: seatsPartition(accountId) }),
      ]);
      return {
        version: Number(granted?.version ?? 0),
        ...accessOfHolderIn({ granted, suspension, seats }),
        suspension: suspension?.suspended === true ? suspensionIn(suspension) : null,
        isLeaving: left !== undefined,
        acceptances: acceptances.map(toAcceptance),
        spendCap: spendCapIn(cap),
      };
    },
    async grant(accountId, { version, grants }) {
      const item: Item = { ...grantsKey(accountId), version, grants: grants as unknown as ItemValue[] };
      const isLater: WriteCondition = {
        'the grants that stand are earlier': { attribute: 'version', atMost: version - 1, orAbsent: true },
      };
      await table.put(item, isLater);
    },
    async accept(accountId, acceptance, audit) {
      const { ok } = await transactAndAnnounce(table, accountId, [
        {
          put: { ...acceptanceKey(accountId, acceptance.licenceId, acceptance.sha256), ...acceptance },
          if: { 'an acceptance is never replaced': { attribute: 'pk', is: 'absent' } },
        },
        auditLine(audit),
        whileNotDeleting(accountId),
      ]);
      return ok;
    },
    suspend: (accountId, audit) =>
      setSuspended(table, accountId, { to: true, audit, if: { attribute: 'suspended', differs: true } }),
    restore: (accountId, audit) =>
      setSuspended(table, accountId, { to: false, audit, if: { attribute: 'suspended', equals: true } }),
    async lastSuspension(accountId) {
      const { item } = await table.get(suspensionKey(accountId), { consistent: true });
      return item ? { ...suspensionIn(item), suspended: item.suspended === true } : null;
    },
    async leave(accountId, at) {
      await table.put({ ...leftKey(accountId), at });
      const wasSuspended = { 'it was suspended once': { attribute: 'pk', is: 'present' } } as const;
      await table.update(suspensionKey(accountId), { set: { reason: '' } }, wasSuspended);
    },
    async retain(accountId, { licenceId, sha256, organization }, until) {
      await table.update(
        acceptanceKey(accountId, licenceId, sha256),
        { set: { organization, email: '', address: '', ttl: ttlOf(until) } },
        { 'it was accepted': { attribute: 'pk', is: 'present' } },
      );
    },
  };
}

type Setting = { readonly to: boolean; readonly audit: AuditEntry; readonly if: Clause };

async function setSuspended(table: Table, accountId: string, { to, audit, if: isOtherwise }: Setting) {
  const { reason = '' } = audit.detail;
  const { ok } = await transactAndAnnounce(table, accountId, [
    {
      put: { ...suspensionKey(accountId), suspended: to, reason, at: audit.at },
      if: { 'it is otherwise now': isOtherwise },
    },
    auditLine(audit),
  ]);
  return ok;
}

const suspensionIn = ({ reason, at }: Item): Suspension => ({ reason: String(reason ?? ''), at: String(at) });

const toAcceptance = (item: Item): Acceptance => ({
  licenceId: String(item.licenceId),
  version: String(item.version),
  sha256: String(item.sha256),
  name: String(item.name),
  role: String(item.role),
  organization: String(item.organization ?? ''),
  email: String(item.email),
  address: String(item.address),
  at: String(item.at),
});

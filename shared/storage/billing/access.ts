import { shownGrant } from '../../domain/badges/shown.ts';
import type { Grant } from '../../domain/billing/grant.ts';
import type { UnsaltedFact } from '../../domain/evidence/fact.ts';
import type { Acceptance } from '../../domain/licences/licence.ts';
import { type AuditEntry, auditLine } from '../accounts/audit.ts';
import { whileNotDeleting } from '../accounts/leaving.ts';
import { factWrite } from '../evidence/facts.ts';
import { whileNotHeld } from '../evidence/holds.ts';
import { acceptanceKey, grantsKey, leftKey, listed, suspensionKey, ttlOf } from '../item-keys.ts';
import type { Clause, Item, ItemValue, Table, WriteCondition } from '../table/table.ts';
import {
  type AccessOfHolder,
  type AccessState,
  type PaidState,
  readAcceptances,
  readAccess,
  readHolder,
  readPaid,
  type Suspension,
  suspensionIn,
} from './access-state.ts';
import { transactAndAnnounce } from './changes.ts';

/** Access states of accounts, and the writes that change them. */
export interface AccessStates {
  /** Strongly consistent: what was written before is seen. */
  read(accountId: string): Promise<AccessState>;
  /** The acceptances alone. */
  acceptancesOf(accountId: string): Promise<readonly Acceptance[]>;
  /** The same without the acceptances of licences and the limits of apps, for functions whose role may not read them. */
  readPaid(accountId: string): Promise<PaidState>;
  /** As much as decides whether the account's badges are paid for, with the version of the grants. */
  readHolder(accountId: string): Promise<AccessOfHolder & Pick<AccessState, 'version'>>;
  /** Stores the grants that follow from this version of the billing item. It has no effect where later grants are stored. */
  grant(accountId: string, granted: { readonly version: number; readonly grants: readonly Grant[] }): Promise<void>;
  /** Records an acceptance; false when the same bytes were accepted before, whose record stays as it is, or the account is leaving. */
  accept(accountId: string, acceptance: Acceptance, audit: AuditEntry, fact?: UnsaltedFact): Promise<boolean>;
  /** Refuses every call of the account's keys until it is restored; false when it was suspended before. The reason is `audit.detail.reason`. */
  suspend(accountId: string, audit: AuditEntry): Promise<boolean>;
  /** False when it was not suspended. */
  restore(accountId: string, audit: AuditEntry): Promise<boolean>;
  /** The latest of both decisions; null where there never was one. */
  lastSuspension(accountId: string): Promise<(Suspension & { readonly suspended: boolean }) | null>;
  /** Notes that the account leaves: from here on nothing that is written of its payments names anybody. Takes away why it was suspended. */
  leave(accountId: string, at: string): Promise<void>;
  /**
   * Keeps an acceptance until then, an ISO-8601 time: text, time, person and organization. Its address and email are removed. Null: as long as
   * the organization is there. While the organization is under hold nothing changes.
   */
  retain(accountId: string, acceptance: Acceptance, until: string | null): Promise<void>;
  /** Keeps an acceptance as it is, under this name of the organization and without an end: the organization is under hold. */
  hold(accountId: string, acceptance: Acceptance): Promise<void>;
}

/** The attribute of a grants item that functions for the public may read. */
export const shownGrants = (grants: readonly Grant[]) => ({
  shown: grants.filter(({ kind }) => kind !== 'limits').map(shownGrant),
});

/** Access state over the table. */
export function accessStatesOver(table: Table): AccessStates {
  return {
    read: (accountId) => readAccess(table, accountId),
    acceptancesOf: (accountId) => readAcceptances(table, accountId),
    readPaid: (accountId) => readPaid(table, accountId),
    readHolder: (accountId) => readHolder(table, accountId),
    async grant(accountId, { version, grants }) {
      const stored = { grants, ...shownGrants(grants) } as unknown as Readonly<Record<string, ItemValue>>;
      const item: Item = { ...grantsKey(accountId), version, ...stored };
      const isLater: WriteCondition = {
        'the grants that stand are earlier': { attribute: 'version', atMost: version - 1, orAbsent: true },
      };
      await table.put(item, isLater);
    },
    accept: accept(table),
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
      const update = acceptanceKey(accountId, licenceId, sha256);
      const set = { organization, email: '', address: '', ...(until === null ? {} : { ttl: ttlOf(until) }) };
      await table.transact([{ update, change: { set }, if: wasAccepted }, whileNotHeld(accountId)]);
    },
    async hold(accountId, { licenceId, sha256, organization }) {
      const change = { set: { organization }, remove: ['ttl'] };
      await table.update(acceptanceKey(accountId, licenceId, sha256), change, wasAccepted);
    },
  };
}

const wasAccepted: WriteCondition = { 'it was accepted': { attribute: 'pk', is: 'present' } };

const accept =
  (table: Table): AccessStates['accept'] =>
  async (accountId, acceptance, audit, fact) => {
    const { ok } = await transactAndAnnounce(table, accountId, [
      {
        put: { ...acceptanceKey(accountId, acceptance.licenceId, acceptance.sha256), ...acceptance },
        if: { 'an acceptance is never replaced': { attribute: 'pk', is: 'absent' } },
      },
      ...(fact ? [factWrite(fact)] : []),
      auditLine(audit),
      whileNotDeleting(accountId),
    ]);
    return ok;
  };

/** Operators see it on their list of suspensions while it stands. */
const onList = (accountId: string, at: string) => ({ accountId, ...listed('SUSPENDED', `${at}#${accountId}`) });

type Setting = { readonly to: boolean; readonly audit: AuditEntry; readonly if: Clause };

async function setSuspended(table: Table, accountId: string, { to, audit, if: isOtherwise }: Setting) {
  const { reason = '' } = audit.detail;
  const { ok } = await transactAndAnnounce(table, accountId, [
    {
      put: { ...suspensionKey(accountId), suspended: to, reason, at: audit.at, ...(to && onList(accountId, audit.at)) },
      if: { 'it is otherwise now': isOtherwise },
    },
    auditLine(audit),
  ]);
  return ok;
}

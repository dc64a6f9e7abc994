import type { Grant } from '../domain/billing/grant.ts';
import type { Acceptance } from '../domain/licences/licence.ts';
import { type AuditEntry, auditItem } from './audit.ts';
import { acceptanceKey, accessPartition, grantsKey, suspensionKey } from './keys.ts';
import { whileNotLeaving } from './leaving.ts';
import type { Item, Table } from './table.ts';

/** All that decides an account's access, read in one go. */
export type AccessState = {
  readonly grants: readonly Grant[];
  readonly acceptances: readonly Acceptance[];
  readonly suspended: boolean;
};

export interface AccessStates {
  /** Strongly consistent: what was written before is seen. */
  read(accountId: string): Promise<AccessState>;
  /** Records an acceptance; false when the same bytes were accepted before, whose record stays as it is, or the account is leaving. */
  accept(accountId: string, acceptance: Acceptance, audit: AuditEntry): Promise<boolean>;
  /** Puts `pseudonym` in place of who accepted, and leaves what was accepted and when. */
  anonymise(accountId: string, acceptance: Acceptance, pseudonym: string): Promise<void>;
}

/** Access state over the table. */
export function accessStatesOver(table: Table): AccessStates {
  return {
    async read(accountId) {
      const { items } = await table.query({ pk: accessPartition(accountId), consistent: true });
      return {
        grants: items.flatMap((item) =>
          item.sk === grantsKey(accountId).sk ? (item.grants as unknown as readonly Grant[]) : [],
        ),
        acceptances: items.filter(({ sk }) => sk.startsWith('LICENCE#')).map(toAcceptance),
        suspended: items.some(({ sk }) => sk === suspensionKey(accountId).sk),
      };
    },
    async accept(accountId, acceptance, audit) {
      const { ok } = await table.transact([
        {
          put: { ...acceptanceKey(accountId, acceptance.licenceId, acceptance.sha256), ...acceptance },
          if: { 'an acceptance is never replaced': { attribute: 'pk', is: 'absent' } },
        },
        { put: auditItem(audit) },
        whileNotLeaving(accountId),
      ]);
      return ok;
    },
    async anonymise(accountId, { licenceId, sha256 }, pseudonym) {
      await table.update(
        acceptanceKey(accountId, licenceId, sha256),
        { set: { name: pseudonym, role: '', email: '', address: '' } },
        { 'it was accepted': { attribute: 'pk', is: 'present' } },
      );
    },
  };
}

const toAcceptance = (item: Item): Acceptance => ({
  licenceId: String(item.licenceId),
  version: String(item.version),
  sha256: String(item.sha256),
  name: String(item.name),
  role: String(item.role),
  email: String(item.email),
  address: String(item.address),
  at: String(item.at),
});

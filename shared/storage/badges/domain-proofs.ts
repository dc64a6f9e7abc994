import type { BadgeApplication } from '../../domain/badges/badge.ts';
import type { DomainProof } from '../../domain/badges/domain-proof.ts';
import { type AuditEntry, auditLine } from '../accounts/audit.ts';
import { badgeKey, listed, listPartition } from '../item-keys.ts';
import { readAll } from '../table/read-all.ts';
import type { Item, Table, Write, WriteCondition } from '../table/table.ts';
import { shownPart } from './badge-item.ts';
import { domainProofKey, domainProofPartition } from './badge-keys.ts';

/** The public part of a domain proof, when it changes. It is stored with the application, which every read of the badge has at hand. */
export type PublishedProof = { readonly application: BadgeApplication; readonly provenDomain: string | null };

/** Domain proofs of organizations' badges. */
export interface DomainProofs {
  find(accountId: string, badge: string): Promise<DomainProof | null>;
  /**
   * Replaces the version before and, together with it, what the application says; false where either changed since it was read, or the
   * application is gone.
   */
  write(
    proof: DomainProof,
    also: { readonly told: PublishedProof | null; readonly audit: AuditEntry | null },
  ): Promise<boolean>;
  /** Those that are to be looked at, what has waited longest first. */
  due(now: Date, limit: number): Promise<readonly DomainProof[]>;
  /** The domains that an account proves now. */
  provenOf(accountId: string): Promise<readonly string[]>;
  /** Takes away what is known of all of an account's claims. */
  forget(accountId: string): Promise<void>;
}

/** Domain proofs over the table. */
export function domainProofsOver(table: Table): DomainProofs {
  return {
    async find(accountId, badge) {
      const { item } = await table.get(domainProofKey(accountId, badge));
      return item ? toProof(item) : null;
    },
    async write(proof, { told, audit }) {
      const { ok } = await table.transact([
        { put: toItem(proof), if: isNext(proof) },
        ...(told ? [tell(told)] : []),
        ...(audit ? [auditLine(audit)] : []),
      ]);
      return ok;
    },
    async due(now, limit) {
      const to = `${now.toISOString()}~`;
      const { items } = await table.query({ index: 'lists', pk: listPartition('DOMAIN'), to, limit });
      return items.map(toProof);
    },
    async provenOf(accountId) {
      const proofs = (await readAll(table, { pk: domainProofPartition(accountId) })).map(toProof);
      return [
        ...new Set(proofs.filter(({ state }) => state === 'proven' || state === 'failing').map(({ domain }) => domain)),
      ];
    },
    async forget(accountId) {
      for (const { pk, sk } of await readAll(table, { pk: domainProofPartition(accountId) }))
        await table.delete({ pk, sk });
    },
  };
}

const isNext = ({ version }: DomainProof): WriteCondition => ({
  'nobody else checked it since':
    version === 1 ? { attribute: 'pk', is: 'absent' } : { attribute: 'version', equals: version - 1 },
});

const tell = ({ application, provenDomain }: PublishedProof): Write => ({
  update: badgeKey(application.handle),
  change: {
    set: { provenDomain, ...shownPart({ ...application, provenDomain, version: application.version + 1 }) },
    add: { version: 1 },
  },
  if: {
    'it is the same application': { attribute: 'accountId', equals: application.accountId },
    'nobody else changed it': { attribute: 'version', equals: application.version },
  },
});

const toItem = (proof: DomainProof): Item => ({
  ...domainProofKey(proof.accountId, proof.badge),
  ...(proof.nextCheckAt === null ? {} : listed('DOMAIN', `${proof.nextCheckAt}#${proof.accountId}#${proof.badge}`)),
  ...proof,
});

function toProof(item: Item): DomainProof {
  const { pk, sk, listPk, listSk, ...proof } = item;
  return proof as unknown as DomainProof;
}

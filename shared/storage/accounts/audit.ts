import { auditKey, auditPartition } from '../item-keys.ts';
import type { Item, Table, Write, WriteCondition } from '../table/table.ts';

/** One line of an account's trail: who did what. `detail` holds names and ids, never a secret. */
export type AuditEntry = {
  readonly id: string;
  readonly accountId: string;
  readonly at: string;
  readonly action: string;
  readonly actor: string;
  readonly detail: Readonly<Record<string, string>>;
};

/** A page of a trail. Without `cursor` it is the last. */
export type AuditPage = { readonly entries: readonly AuditEntry[]; readonly cursor?: string };

/** The trail: lines about an account that nobody can change. */
export interface Audit {
  /** A line with its time and id that was written before stays as it is. */
  append(entry: AuditEntry): Promise<void>;
  /** For `leaving` alone. Puts another actor and detail in place of a line's own: for what may not be kept. */
  redact(entry: AuditEntry): Promise<void>;
  /** Newest first. */
  list(accountId: string, page: { readonly limit: number; readonly cursor?: string }): Promise<AuditPage>;
}

/** A line is put once. Roles may put lines and neither update nor delete them (`infra/`); that none is put over another is this condition's. */
const isNew: WriteCondition = { 'no line is written over': { attribute: 'pk', is: 'absent' } };

const itemOf = (entry: AuditEntry): Item => ({ ...auditKey(entry.accountId, entry.at, entry.id), ...entry });

/** An entry as a part of the transaction of what it tells. */
export const auditLine = (entry: AuditEntry): Write => ({ put: itemOf(entry), if: isNew });

/** The audit trail over the table. */
export function auditOver(table: Table): Audit {
  return {
    async append(entry) {
      await table.put(itemOf(entry), isNew);
    },
    async redact({ accountId, at, id, actor, detail }) {
      await table.update(
        auditKey(accountId, at, id),
        { set: { actor, detail } },
        { 'the line exists': { attribute: 'pk', is: 'present' } },
      );
    },
    async list(accountId, { limit, cursor }) {
      const page = await table.query({ pk: auditPartition(accountId), descending: true, limit, cursor });
      return { entries: page.items.map(toEntry), cursor: page.cursor };
    },
  };
}

const toEntry = (item: Item): AuditEntry => ({
  id: String(item.id),
  accountId: String(item.accountId),
  at: String(item.at),
  action: String(item.action),
  actor: String(item.actor),
  detail: Object.fromEntries(Object.entries(item.detail ?? {}).map(([name, value]) => [name, String(value)])),
});

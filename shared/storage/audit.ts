import { auditKey, auditPartition } from './keys.ts';
import type { Item, Table } from './table.ts';

/** One line of an account's trail: who did what. `detail` holds names and ids, never a secret. */
export type AuditEntry = {
  readonly id: string;
  readonly accountId: string;
  readonly at: string;
  readonly action: string;
  readonly actor: string;
  readonly detail: Readonly<Record<string, string>>;
};

export type AuditPage = { readonly entries: readonly AuditEntry[]; readonly cursor?: string };

export interface Audit {
  append(entry: AuditEntry): Promise<void>;
  /** The same where the line may have been written before: one with its time and id stays as it is. */
  appendOnce(entry: AuditEntry): Promise<void>;
  /** Puts another actor and detail in place of a line's own: for what may not be kept. */
  redact(entry: AuditEntry): Promise<void>;
  /** Newest first. */
  list(accountId: string, page: { readonly limit: number; readonly cursor?: string }): Promise<AuditPage>;
}

/** The item of an entry, for writing it in the transaction of what it tells. */
export const auditItem = (entry: AuditEntry): Item => ({ ...auditKey(entry.accountId, entry.at, entry.id), ...entry });

/** The audit trail over the table. */
export function auditOver(table: Table): Audit {
  return {
    async append(entry) {
      await table.put(auditItem(entry));
    },
    async appendOnce(entry) {
      await table.put(auditItem(entry), { 'it is not there yet': { attribute: 'pk', is: 'absent' } });
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

import type { Actor } from '../../domain/accounts/actor.ts';
import type { Item, Table, Write, WriteCondition } from '../table/table.ts';
import { waitingLineKey } from '../trail/trail-keys.ts';

/** One line of an organization's trail: who did what. `detail` holds names and ids, never a secret. */
export type AuditEntry = {
  /** Random, or the same at each repeat of the same change. */
  readonly id: string;
  readonly accountId: string;
  readonly at: string;
  readonly action: string;
  readonly actor: Actor;
  readonly detail: Readonly<Record<string, string>>;
};

/** Writes lines of the trail. They wait in a box until the job `trail` chains them; a line is chained once, by its id. */
export interface Audit {
  /** A line with its time and id that was written before stays as it is. */
  append(entry: AuditEntry): Promise<void>;
}

/** Roles that put waiting lines can neither read, update nor delete them (`infra/`); that none is put over another is this condition's. */
const isNew: WriteCondition = { 'no line is written over': { attribute: 'pk', is: 'absent' } };

const itemOf = ({ accountId, ...entry }: AuditEntry): Item => ({
  ...waitingLineKey({ ...entry, organization: accountId }),
  organization: accountId,
  ...entry,
});

/** An entry as a part of the transaction of what it tells. */
export const auditLine = (entry: AuditEntry): Write => ({ put: itemOf(entry), if: isNew });

/** The writers' side of the trail over the table. */
export const auditOver = (table: Table): Audit => ({
  async append(entry) {
    await table.put(itemOf(entry), isNew);
  },
});

import type { Random } from '../../datasets/random.ts';
import type { Account } from '../../shared/domain/accounts/account.ts';
import type { Person } from '../../shared/domain/accounts/member.ts';
import type { Catalog } from '../../shared/domain/catalog/catalog.ts';
import type { ApiKey } from '../../shared/domain/keys/key.ts';
import type { AuditEntry } from '../../shared/storage/accounts/audit.ts';
import type { Table } from '../../shared/storage/table/table.ts';
import { drawnText } from './drawn.ts';

/** The place that is written into, and what the draws depend on. */
export type Drawing = {
  readonly table: Table;
  readonly random: Random;
  readonly catalog: Catalog;
  readonly now: Date;
};

/** The n-th organization with its owner and keys. */
export type Owned = {
  readonly n: number;
  readonly account: Account;
  readonly person: Person;
  readonly keys: readonly ApiKey[];
};

/** A line of the trail about something that its owner did when it was founded. */
export const lineOf = (
  random: Random,
  account: Account,
  { id, email: name }: Person,
  what: Pick<AuditEntry, 'action' | 'detail'>,
): AuditEntry => ({
  ...{ id: drawnText(random, 16), accountId: account.id, at: account.createdAt, ...what },
  actor: { kind: 'person', id, name },
});

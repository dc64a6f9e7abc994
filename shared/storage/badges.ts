import type { BadgeApplication } from '../domain/badges/badge.ts';
import { type AuditEntry, auditItem } from './audit.ts';
import { accountBadgeKey, accountBadgePartition, badgeKey, listed, listPartition } from './keys.ts';
import { readAll } from './read-all.ts';
import type { Item, Table } from './table.ts';

export type BadgePage = { readonly applications: readonly BadgeApplication[]; readonly cursor?: string };
export type Application = 'made' | 'handle_taken' | 'badge_held';

export interface Badges {
  find(handle: string): Promise<BadgeApplication | null>;
  listOf(accountId: string): Promise<readonly BadgeApplication[]>;
  /** Of two applications for one handle, one is made; an account applies for each badge once. */
  insert(application: BadgeApplication, audit: AuditEntry): Promise<Application>;
  /** Replaces the version before; false when somebody else changed it meanwhile. */
  replace(application: BadgeApplication, audit: AuditEntry): Promise<boolean>;
  /** Takes the application away, and with it the badge; false when it changed since it was read. */
  withdraw(application: BadgeApplication, audit: AuditEntry): Promise<boolean>;
  /** In the order in which they were made. */
  list(page: {
    readonly limit: number;
    readonly cursor?: string;
    readonly state?: BadgeApplication['state'];
  }): Promise<BadgePage>;
}

const absent = { attribute: 'pk', is: 'absent' } as const;

/** Badge applications over the table. */
export function badgesOver(table: Table): Badges {
  const find = async (handle: string) => {
    const { item } = await table.get(badgeKey(handle));
    return item ? toApplication(item) : null;
  };
  return {
    find,
    async listOf(accountId) {
      const items = await readAll(table, { pk: accountBadgePartition(accountId) });
      const found = await Promise.all(items.map((item) => find(String(item.handle))));
      return found.filter((each) => each !== null);
    },
    async insert(application, audit) {
      const { accountId, badge, handle } = application;
      const result = await table.transact([
        { put: toItem(application), if: { 'the handle is free': absent } },
        { put: { ...accountBadgeKey(accountId, badge), handle }, if: { 'the account has not applied for it': absent } },
        { put: auditItem(audit) },
      ]);
      if (result.ok) return 'made';
      return result.reasons[1] === null ? 'handle_taken' : 'badge_held';
    },
    async replace(application, audit) {
      const { ok } = await table.transact([
        {
          put: toItem(application),
          if: { 'nobody else changed it': { attribute: 'version', equals: application.version - 1 } },
        },
        { put: auditItem(audit) },
      ]);
      return ok;
    },
    async withdraw({ handle, accountId, badge, version }, audit) {
      const { ok } = await table.transact([
        { delete: badgeKey(handle), if: { 'nobody else changed it': { attribute: 'version', equals: version } } },
        { delete: accountBadgeKey(accountId, badge) },
        { put: auditItem(audit) },
      ]);
      return ok;
    },
    async list({ limit, cursor, state }) {
      const skPrefix = state && `${state}#`;
      const page = await table.query({ index: 'lists', pk: listPartition('BADGE'), skPrefix, limit, cursor });
      return { applications: page.items.map(toApplication), cursor: page.cursor };
    },
  };
}

const toItem = (application: BadgeApplication): Item => ({
  ...badgeKey(application.handle),
  ...listed('BADGE', `${application.state}#${application.appliedAt}#${application.handle}`),
  ...application,
});

function toApplication(item: Item): BadgeApplication {
  const { pk, sk, listPk, listSk, ...application } = item;
  return application as unknown as BadgeApplication;
}

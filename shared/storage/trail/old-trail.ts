import { auditKey, auditPartition } from '../item-keys.ts';
import { readAll } from '../table/read-all.ts';
import type { Item, Table } from '../table/table.ts';

/** A line of the trail as it is read: names in place of ids. */
export type TrailLine = {
  readonly id: string;
  readonly accountId: string;
  readonly at: string;
  readonly action: string;
  readonly actor: string;
  readonly detail: Readonly<Record<string, string>>;
};

/** Lines of before the chain. Nothing writes them any more; a deletion takes the names out of them. */
export interface OldTrail {
  /** Oldest first. */
  lines(accountId: string): Promise<readonly TrailLine[]>;
  /** Puts another actor and detail in place of a line's own. */
  redact(line: TrailLine): Promise<void>;
}

/** Lines of before the chain, over the table. */
export const oldTrailOver = (table: Table): OldTrail => ({
  async lines(accountId) {
    return (await readAll(table, { pk: auditPartition(accountId) })).map(oldLine);
  },
  async redact({ accountId, at, id, actor, detail }) {
    await table.update(
      auditKey(accountId, at, id),
      { set: { actor, detail } },
      { 'the line exists': { attribute: 'pk', is: 'present' } },
    );
  },
});

/** A line of before the chain. */
export const oldLine = (item: Item): TrailLine => ({
  id: String(item.id),
  accountId: String(item.accountId),
  at: String(item.at),
  action: String(item.action),
  actor: String(item.actor),
  detail: Object.fromEntries(Object.entries(item.detail ?? {}).map(([name, value]) => [name, String(value)])),
});

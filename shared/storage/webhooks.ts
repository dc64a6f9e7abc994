import { operators, type Webhook } from '../domain/webhooks/webhook.ts';
import { type AuditEntry, auditLine } from './audit.ts';
import { webhookCountKey, webhookKey, webhookPartition, webhooksPrefix } from './keys.ts';
import { whileNotLeaving } from './leaving.ts';
import { readAll } from './read-all.ts';
import type { Condition, Item, Table, Value, Write } from './table.ts';

export interface Webhooks {
  find(owner: string, webhookId: string): Promise<Webhook | null>;
  listOf(owner: string): Promise<readonly Webhook[]>;
  /** False where the owner has `most` already, or is leaving. */
  insert(webhook: Webhook, options: { readonly most: number; readonly audit: AuditEntry }): Promise<boolean>;
  /** Replaces the version before; false where somebody else changed it meanwhile, or it is gone. */
  replace(webhook: Webhook, audit: AuditEntry): Promise<boolean>;
  /** False where it is gone already. */
  remove(owner: string, webhookId: string, audit: AuditEntry): Promise<boolean>;
  /** The address answered a test with its challenge. */
  setAnswered(webhook: Webhook): Promise<void>;
  /** Something arrived. */
  setWorking(webhook: Webhook): Promise<void>;
  /** Something failed: since when is kept from the first failure on. Answers the webhook as it is now, null where it is gone. */
  setFailing(webhook: Webhook, at: string): Promise<Webhook | null>;
  /** True for the one call that disabled it. */
  disable(webhook: Webhook, why: Pick<Webhook, 'disabledAt' | 'disabledBecause'>): Promise<boolean>;
}

const isThere = { attribute: 'pk', is: 'present' } as const;

/** Webhooks over the table. */
export function webhooksOver(table: Table): Webhooks {
  return {
    async find(owner, webhookId) {
      const { item } = await table.get(webhookKey(owner, webhookId));
      return item ? toWebhook(item) : null;
    },
    async listOf(owner) {
      const items = await readAll(table, { pk: webhookPartition(owner), skPrefix: webhooksPrefix });
      return items.map(toWebhook);
    },
    async insert(webhook, { most, audit }) {
      const { ok } = await table.transact([
        { put: toItem(webhook), if: { 'its id is new': { attribute: 'pk', is: 'absent' } } },
        counted(webhook.owner, 1, {
          'there is room for a webhook': { attribute: 'count', atMost: most - 1, orAbsent: true },
        }),
        auditLine(audit),
        ...(webhook.owner === operators ? [] : [whileNotLeaving(webhook.owner)]),
      ]);
      return ok;
    },
    async replace(webhook, audit) {
      const unchanged: Condition = {
        'nobody else changed it': { attribute: 'version', equals: webhook.version - 1 },
      };
      return (await table.transact([{ put: toItem(webhook), if: unchanged }, auditLine(audit)])).ok;
    },
    async remove(owner, webhookId, audit) {
      const { ok } = await table.transact([
        { delete: webhookKey(owner, webhookId), if: { 'it is there': isThere } },
        counted(owner, -1),
        auditLine(audit),
      ]);
      return ok;
    },
    async setAnswered({ owner, id, url }) {
      const same: Condition = { 'it has this address still': { attribute: 'url', equals: url } };
      await table.update(webhookKey(owner, id), { set: { answeredUrl: url } }, same);
    },
    async setWorking({ owner, id }) {
      await table.update(webhookKey(owner, id), { remove: ['failingSince'] }, { 'it is there': isThere });
    },
    async setFailing({ owner, id }, at) {
      const key = webhookKey(owner, id);
      const first: Condition = {
        'it is there': isThere,
        'it worked until now': { attribute: 'failingSince', is: 'absent' },
      };
      const result = await table.update(key, { set: { failingSince: at } }, first);
      const now = result.ok ? result.item : result.old;
      return now ? toWebhook(now) : null;
    },
    async disable({ owner, id, version }, { disabledAt, disabledBecause }) {
      const { ok } = await table.update(
        webhookKey(owner, id),
        { set: { disabledAt, disabledBecause }, add: { version: 1 } },
        { 'its owner did not change it': { attribute: 'version', equals: version } },
      );
      return ok;
    },
  };
}

const counted = (owner: string, by: number, condition?: Condition): Write => ({
  update: webhookCountKey(owner),
  change: { add: { count: by } },
  ...(condition && { if: condition }),
});

const toItem = ({ failingSince, ...webhook }: Webhook): Item => ({
  ...webhookKey(webhook.owner, webhook.id),
  ...webhook,
  types: [...webhook.types],
  secrets: webhook.secrets as unknown as Value[],
  ...(failingSince !== null && { failingSince }),
});

function toWebhook({ pk, sk, ...webhook }: Item): Webhook {
  return { failingSince: null, ...webhook } as unknown as Webhook;
}

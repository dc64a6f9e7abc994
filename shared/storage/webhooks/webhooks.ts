import { operators, type Webhook } from '../../domain/webhooks/webhook.ts';
import { type AuditEntry, auditLine } from '../accounts/audit.ts';
import { whileNotDeleting } from '../accounts/leaving.ts';
import { readAll } from '../table/read-all.ts';
import type { Item, ItemValue, Table, Write, WriteCondition } from '../table/table.ts';
import {
  webhookCountKey,
  webhookKey,
  webhookPartition,
  webhookStateKey,
  webhookStatesPartition,
  webhooksPrefix,
} from './webhook-keys.ts';
import { offFailingList, stateFor } from './webhook-states.ts';

/** Webhooks of accounts and of the operators. */
export interface Webhooks {
  find(owner: string, webhookId: string): Promise<Webhook | null>;
  listOf(owner: string): Promise<readonly Webhook[]>;
  /** False where the owner has `most` already, or is leaving. */
  insert(webhook: Webhook, options: { readonly most: number; readonly audit: AuditEntry }): Promise<boolean>;
  /** Replaces `before`, as it was read; false where somebody else changed it meanwhile, the sender disabled it, or it is gone. */
  replace(before: Webhook, next: Webhook, audit: AuditEntry): Promise<boolean>;
  /** False where it is gone already. */
  remove(owner: string, webhookId: string, audit: AuditEntry): Promise<boolean>;
}

const isThere = { attribute: 'pk', is: 'present' } as const;

/** Webhooks over the table, each with what the sender found out of it. */
export function webhooksOver(table: Table): Webhooks {
  return {
    async find(owner, webhookId) {
      const { items } = await table.getAll([webhookKey(owner, webhookId), webhookStateKey(owner, webhookId)]);
      return items[0] ? toWebhook(items[0], items[1]) : null;
    },
    async listOf(owner) {
      const items = await readAll(table, { pk: webhookPartition(owner), skPrefix: webhooksPrefix });
      if (items.length === 0) return [];
      const states = await readAll(table, { pk: webhookStatesPartition(owner) });
      const stateOf = new Map(states.map((state) => [state.sk, state]));
      return items.map((item) => toWebhook(item, stateOf.get(String(item.id))));
    },
    async insert(webhook, { most, audit }) {
      const { ok } = await table.transact([
        { put: toItem(webhook), if: { 'its id is new': { attribute: 'pk', is: 'absent' } } },
        counted(webhook.owner, 1, {
          'there is room for a webhook': { attribute: 'count', atMost: most - 1, orAbsent: true },
        }),
        auditLine(audit),
        ...(webhook.owner === operators ? [] : [whileNotDeleting(webhook.owner)]),
      ]);
      return ok;
    },
    async replace(before, next, audit) {
      const unchanged: WriteCondition = { 'nobody else changed it': { attribute: 'version', equals: before.version } };
      const writes = [{ put: toItem(next), if: unchanged }, ...stateWrites(before, next), auditLine(audit)];
      return (await table.transact(writes)).ok;
    },
    async remove(owner, webhookId, audit) {
      const { ok } = await table.transact([
        { delete: webhookKey(owner, webhookId), if: { 'it is there': isThere } },
        counted(owner, -1),
        { delete: webhookStateKey(owner, webhookId) },
        auditLine(audit),
      ]);
      return ok;
    },
  };
}

const counted = (owner: string, by: number, condition?: WriteCondition): Write => ({
  update: webhookCountKey(owner),
  change: { add: { count: by } },
  ...(condition && { if: condition }),
});

/** The sender's notes are not written here; only that it fails is taken off, by an owner who enables or disables it. */
function stateWrites(before: Webhook, { failingSince, disabledAt }: Webhook): Write[] {
  const key = webhookStateKey(before.owner, before.id);
  const notDisabled: WriteCondition = {
    'the sender did not disable it meanwhile': { attribute: 'ofVersion', differs: before.version },
  };
  const condition = before.disabledAt === null ? { if: notDisabled } : {};
  if (failingSince === null && before.failingSince !== null)
    return [{ update: key, change: { remove: ['failingSince', ...offFailingList] }, ...condition }];
  if (before.failingSince !== null && before.disabledAt === null && disabledAt !== null)
    return [{ update: key, change: { remove: [...offFailingList] }, ...condition }];
  return before.disabledAt === null ? [{ check: key, if: notDisabled }] : [];
}

const toItem = ({ failingSince, answeredUrl, ...webhook }: Webhook): Item => ({
  ...webhookKey(webhook.owner, webhook.id),
  ...webhook,
  types: [...webhook.types],
  secrets: webhook.secrets as unknown as ItemValue[],
});

function toWebhook({ pk, sk, ...item }: Item, state: Item | undefined): Webhook {
  const webhook = item as unknown as Webhook;
  return { ...webhook, ...stateFor(webhook, state) };
}

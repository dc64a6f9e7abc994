import { listPartition } from '../item-keys.ts';
import type { Item, Table } from '../table/table.ts';
import { webhookStatesPartition } from './webhook-keys.ts';

/** A webhook whose address does not answer, as it was when it began to fail or was disabled for it. Times are ISO-8601 UTC. */
export type FailingWebhook = {
  readonly owner: string;
  readonly webhookId: string;
  readonly url: string;
  readonly since: string;
  /** The answer with which it began: an HTTP status, or the reason for none. */
  readonly status: number | null;
  readonly error: string | null;
  readonly disabledAt: string | null;
};

/** Failing webhooks of all owners. */
export interface FailingWebhooks {
  /** Those that began to fail at this time or later, the latest first; `more`: there are others. In one round trip. */
  since(from: string, limit: number): Promise<{ readonly webhooks: readonly FailingWebhook[]; readonly more: boolean }>;
}

/** Failing webhooks over the index, in which the sender's states are. */
export const failingWebhooksOver = (table: Table): FailingWebhooks => ({
  async since(from, limit) {
    const pk = listPartition('WEBHOOK');
    const { items, cursor } = await table.query({ index: 'lists', pk, from, limit, descending: true });
    return { webhooks: items.map(failingIn), more: cursor !== undefined };
  },
});

const failingIn = ({ pk, sk, url, since, status, error, disabledAt }: Item): FailingWebhook => ({
  owner: pk.slice(webhookStatesPartition('').length),
  webhookId: sk,
  url: String(url),
  since: String(since),
  status: typeof status === 'number' ? status : null,
  error: typeof error === 'string' ? error : null,
  disabledAt: typeof disabledAt === 'string' ? disabledAt : null,
});

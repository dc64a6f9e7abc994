/** The sender's findings about a webhook, beside it: who writes this can change neither its address nor its secrets. */
import type { Attempt } from '../../domain/webhooks/delivery.ts';
import type { Webhook } from '../../domain/webhooks/webhook.ts';
import { listed } from '../item-keys.ts';
import type { Item, Table, Write, WriteCondition } from '../table/table.ts';
import { webhookKey, webhookStateKey } from './webhook-keys.ts';

const isThere: WriteCondition = { 'the webhook is there': { attribute: 'pk', is: 'present' } };

/** States of webhooks, which change with each delivery. */
export interface WebhookStates {
  /** The address answered a test with its challenge. */
  setAnswered(webhook: Webhook): Promise<void>;
  /** Something arrived. */
  setWorking(webhook: Webhook): Promise<void>;
  /** Something failed: since when is kept from the first failure on. Without effect where the webhook is gone. */
  setFailing(webhook: Webhook, attempt: Attempt): Promise<void>;
  /** True for the one call that disabled it; false where its owner changed it meanwhile. */
  disable(webhook: Webhook, why: Pick<Webhook, 'disabledAt' | 'disabledBecause'>): Promise<boolean>;
}

/** Writes states over the table, each only while its webhook is there. */
export const webhookStatesOver = (table: Table): WebhookStates => ({
  async setAnswered({ owner, id, url }) {
    const change = { set: { answeredUrl: url } };
    await table.transact([{ update: webhookStateKey(owner, id), change }, check(owner, id, isThere)]);
  },
  async setWorking({ owner, id }) {
    const wasNoted: WriteCondition = { 'something is noted of it': { attribute: 'pk', is: 'present' } };
    await table.update(webhookStateKey(owner, id), { remove: ['failingSince', ...offFailingList] }, wasNoted);
  },
  async setFailing({ owner, id, url }, { at, status, error }) {
    const first: WriteCondition = { 'it worked until now': { attribute: 'failingSince', is: 'absent' } };
    const change = { set: { failingSince: at, status, error, ...onFailingList({ owner, id, url }, at) } };
    await table.transact([{ update: webhookStateKey(owner, id), change, if: first }, check(owner, id, isThere)]);
  },
  async disable({ owner, id, url, version, failingSince }, { disabledAt, disabledBecause }) {
    const once: WriteCondition = { 'nobody disabled this version': { attribute: 'ofVersion', differs: version } };
    const since = failingSince ?? disabledAt ?? '';
    const set = { disabledAt, disabledBecause, ofVersion: version, ...onFailingList({ owner, id, url }, since) };
    const change = { set };
    const unchanged: WriteCondition = { 'its owner did not change it': { attribute: 'version', equals: version } };
    const { ok } = await table.transact([
      { update: webhookStateKey(owner, id), change, if: once },
      check(owner, id, unchanged),
    ]);
    return ok;
  },
});

type Listed = Pick<Webhook, 'owner' | 'id' | 'url'>;

/** The attributes with which operators find it while it fails, or is disabled for it. */
const onFailingList = ({ owner, id, url }: Listed, since: string) => ({
  ...{ url, since },
  ...listed('WEBHOOK', `${since}#${owner}#${id}`),
});

/** Attributes to remove once it works, or its owner has changed its state. */
export const offFailingList = ['listPk', 'listSk'] as const;

const check = (owner: string, id: string, condition: WriteCondition): Write => ({
  check: webhookKey(owner, id),
  if: condition,
});

/** The part of a state that counts for this version of its webhook: its owner's next change undoes that the sender disabled it. */
export function stateFor({ version, disabledAt }: Pick<Webhook, 'version' | 'disabledAt'>, state: Item | undefined) {
  const {
    failingSince = null,
    answeredUrl,
    ofVersion,
    ...disabled
  } = (state ?? {}) as unknown as Partial<Webhook> & {
    readonly ofVersion?: number;
  };
  return {
    failingSince,
    ...(answeredUrl === undefined ? {} : { answeredUrl }),
    ...(disabledAt === null && ofVersion === version
      ? { disabledAt: disabled.disabledAt ?? null, disabledBecause: disabled.disabledBecause ?? null }
      : {}),
  };
}

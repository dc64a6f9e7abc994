import type { PublicStatus } from '../../domain/badges/badge.ts';
import type { WebhookEvent } from '../../domain/webhooks/event.ts';
import { listed, listPartition, ttlOf } from '../item-keys.ts';
import { readAll } from '../table/read-all.ts';
import type { Item, ItemValue, Table } from '../table/table.ts';
import { badgeLookKey, badgeNotifiedKey } from './badge-look-keys.ts';

/**
 * That an account's badges are to be looked at: somebody was about to change them (`change`), or what is paid for ends then (`end`). `id` is that
 * of the change.
 */
export type BadgeLook = {
  readonly accountId: string;
  readonly id: string;
  readonly because: 'change' | 'end';
};
/**
 * The last news of a badge to webhooks, and how often they were told; 0: never. `unsent`: the event that tells it, as long as it may not be in their
 * queue.
 */
export type NotifiedStatus = {
  readonly status: PublicStatus | null;
  readonly times: number;
  readonly unsent?: WebhookEvent;
};
/** The same of a badge that is named, with what webhooks were told of it beside; nothing where that was not kept. */
export type NotifiedBadge = NotifiedStatus & { readonly handle: string; readonly data: WebhookEvent['data'] };
/** The same; `isLetGo`: it ends by itself. */
export type StoredBadge = NotifiedBadge & { readonly isLetGo: boolean };

/** Checks of badges that are due, and the news of badges that webhooks were last told. */
export interface BadgeLooks {
  /** Said before a change is made, so that it is looked at `after` then whether or not the change was answered. */
  expect(look: Omit<BadgeLook, 'because'>, after: Date): Promise<void>;
  /** Said of what comes by itself: looked at then, in place of the end that was said before. */
  expectEnd(look: Omit<BadgeLook, 'because'>, at: Date): Promise<void>;
  due(now: Date, limit: number): Promise<readonly BadgeLook[]>;
  /** Looked at; without effect where another change was expected since. */
  done(look: BadgeLook): Promise<void>;
  notified(accountId: string, handle: string): Promise<NotifiedStatus>;
  /** The news of every badge that the account has or had. */
  notifiedOf(accountId: string): Promise<readonly StoredBadge[]>;
  /** Says what is told, before it is, with the event that tells it; false where as much or more was told. */
  setNotified(accountId: string, notified: NotifiedBadge & { readonly unsent: WebhookEvent }): Promise<boolean>;
  /** The event is in the queue. */
  setSent(accountId: string, notified: Pick<NotifiedBadge, 'handle' | 'times'>): Promise<void>;
  /** The badge is gone: what was told of it is kept as long as the events of it, without what they said. */
  letGo(accountId: string, handle: string, now: Date): Promise<void>;
  /** Its holder is gone too: nothing is kept. */
  forgetNotified(accountId: string, handle: string): Promise<void>;
}

/** A day longer than events are kept. So no news of a badge under the same handle takes the id of an event that is still there. */
const keptDays = 31;

const wasNotified = { 'it was told': { attribute: 'pk', is: 'present' } } as const;

/** Looks at badges over the table. */
export function badgeLooksOver(table: Table): BadgeLooks {
  const expect = async ({ accountId, id, because }: BadgeLook, after: Date) => {
    const list = listed('BADGELOOK', `${after.toISOString()}#${accountId}#${because}`);
    await table.put({ ...badgeLookKey(accountId, because), ...list, accountId, id, because });
  };
  return {
    expect: (look, after) => expect({ ...look, because: 'change' }, after),
    expectEnd: (look, at) => expect({ ...look, because: 'end' }, at),
    due: due(table),
    async done({ accountId, id, because }) {
      await table.delete(badgeLookKey(accountId, because), {
        'no other change was expected since': { attribute: 'id', equals: id },
      });
    },
    async notified(accountId, handle) {
      const { item } = await table.get(badgeNotifiedKey(accountId, handle));
      return item ? toTold(item) : { status: null, times: 0 };
    },
    notifiedOf: notifiedOf(table),
    setNotified: setNotified(table),
    async setSent(accountId, { handle, times }) {
      const sameNews = { 'it is this news still': { attribute: 'times', equals: times } } as const;
      await table.update(badgeNotifiedKey(accountId, handle), { remove: ['unsent'] }, sameNews);
    },
    async letGo(accountId, handle, now) {
      const ttl = ttlOf(new Date(now.getTime() + keptDays * 86_400_000).toISOString());
      await table.update(badgeNotifiedKey(accountId, handle), { set: { ttl }, remove: ['data'] }, wasNotified);
    },
    async forgetNotified(accountId, handle) {
      await table.delete(badgeNotifiedKey(accountId, handle));
    },
  };
}

const due =
  (table: Table): BadgeLooks['due'] =>
  async (now, limit) => {
    const to = `${now.toISOString()}~`;
    const { items } = await table.query({ index: 'lists', pk: listPartition('BADGELOOK'), to, limit });
    return items.map(({ accountId, id, because }) => ({
      accountId: String(accountId),
      id: String(id),
      because: because as BadgeLook['because'],
    }));
  };

const notifiedOf =
  (table: Table): BadgeLooks['notifiedOf'] =>
  async (accountId) => {
    const { pk, sk: skPrefix } = badgeNotifiedKey(accountId, '');
    const items = await readAll(table, { pk, skPrefix });
    return items.map((item) => ({
      ...toTold(item),
      handle: item.sk.slice(skPrefix.length),
      data: (item.data ?? {}) as WebhookEvent['data'],
      isLetGo: item.ttl !== undefined,
    }));
  };

const setNotified =
  (table: Table): BadgeLooks['setNotified'] =>
  async (accountId, { handle, status, times, data, unsent }) => {
    const item = {
      ...badgeNotifiedKey(accountId, handle),
      status,
      times,
      data,
      unsent: unsent as unknown as ItemValue,
    };
    const { ok } = await table.put(item, {
      'less was told': { attribute: 'times', atMost: times - 1, orAbsent: true },
    });
    return ok;
  };

const toTold = ({ status, times, unsent }: Item): NotifiedStatus => ({
  status: (status ?? null) as PublicStatus | null,
  times: Number(times ?? 0),
  ...(unsent === undefined ? {} : { unsent: unsent as unknown as WebhookEvent }),
});

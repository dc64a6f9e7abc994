import { mapConcurrent } from '../../shared/concurrency.ts';
import type { Account } from '../../shared/domain/accounts/account.ts';
import type { ApiKey } from '../../shared/domain/keys/key.ts';
import { keyExpiryOccasion } from '../../shared/domain/mail/mails/key-expires.ts';
import { noticeEvent } from '../../shared/domain/webhooks/event.ts';
import { type JobContext, jobFunction } from '../../shared/http/stacks.ts';
import type { Log } from '../../shared/log.ts';
import type { MailQueue, WebhookQueue } from '../../shared/queues.ts';
import type { Accounts } from '../../shared/storage/accounts/accounts.ts';
import type { ApiKeys } from '../../shared/storage/keys/api-keys.ts';

/** The accounts and keys that the job reads, and the queues that it sends to. */
export type KeyExpiryDeps = {
  readonly accounts: Pick<Accounts, 'list'>;
  readonly apiKeys: Pick<ApiKeys, 'unrotatedOf'>;
  readonly mail: MailQueue;
  readonly webhookEvents: WebhookQueue;
  readonly log: Log;
  readonly now: () => Date;
  readonly newId: () => string;
};

/** How many accounts a run read, and how many keys it queued a mail and an event for. */
export type KeyExpiryReport = { readonly accounts: number; readonly keys: number };

const noticeMs = 7 * 86_400_000;
const pageSize = 100;
const maxAtOnce = 10;
/** Time that the page at hand needs. */
const reserveMs = 60_000;

type Expiring = ApiKey & { readonly expiresAt: string };

/**
 * Queues a mail and an event for each key that expires within seven days. It stores nothing: every run until the expiry queues both again, the
 * mailer mails one of them, and webhooks know the event by its id. So a run that dies, or a job that was down, loses nothing. An account that
 * fails does not delay the others; the run then fails as a whole.
 */
export const keyExpiry = (deps: KeyExpiryDeps) =>
  jobFunction<KeyExpiryReport>(
    deps,
    async ({ getRemainingTimeInMillis = () => Number.POSITIVE_INFINITY }: JobContext) => {
      const counts = { accounts: 0, keys: 0, failed: 0 };
      let cursor: string | undefined;
      do {
        if (getRemainingTimeInMillis() < reserveMs)
          throw new Error(`Near the time limit after ${counts.accounts} accounts`);
        const page = await deps.accounts.list({ limit: pageSize, cursor });
        await mapConcurrent(maxAtOnce, page.accounts, async (account) => {
          counts.accounts += 1;
          const queued = await notifyOwner(deps, account);
          if (queued === null) counts.failed += 1;
          else counts.keys += queued;
        });
        cursor = page.cursor;
      } while (cursor !== undefined);
      if (counts.failed > 0) throw new Error(`The keys of ${counts.failed} accounts could not be checked`);
      return { accounts: counts.accounts, keys: counts.keys };
    },
  );

/** How many keys of an account it queued a mail and an event for; null: it failed. */
async function notifyOwner(deps: KeyExpiryDeps, { id: accountId, leavingAt }: Account): Promise<number | null> {
  if (leavingAt !== undefined) return 0;
  try {
    const now = deps.now();
    const expiring = (await deps.apiKeys.unrotatedOf(accountId)).filter((key) => expiresSoon(key, now));
    for (const key of expiring) await notifyOf(deps, accountId, key);
    return expiring.length;
  } catch (error) {
    deps.log.error('keys not checked', error, { account: accountId });
    return null;
  }
}

/** Whether a key in force expires within the notice. Its owner has just chosen the day of one that was made to live no longer than that. */
function expiresSoon(key: ApiKey, now: Date): key is Expiring {
  const { createdAt, expiresAt, revokedAt } = key;
  if (expiresAt === null || revokedAt !== null) return false;
  const leftMs = Date.parse(expiresAt) - now.getTime();
  return leftMs > 0 && leftMs <= noticeMs && Date.parse(expiresAt) - Date.parse(createdAt) > noticeMs;
}

async function notifyOf(deps: KeyExpiryDeps, accountId: string, { id: key, ...of }: Expiring): Promise<void> {
  const { label, environment, start, expiresAt } = of;
  const id = keyExpiryOccasion({ key, expiresAt });
  const notice = { id, kind: 'key_expires', key, label, environment, start, expiresAt } as const;
  await deps.mail.send({ template: 'notice', id: deps.newId(), accountId, notice });
  await deps.webhookEvents.send({ event: noticeEvent(accountId, notice, deps.now().toISOString()) });
}

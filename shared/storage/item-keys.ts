/** How item keys look; those of status lists and of sign-in are in `status-list-keys.ts` and `sign-in-keys.ts`, nothing else knows. One function a kind of item; see docs/data-model.md for who reads what. */
import { type List, listPartition, prefixes } from './prefixes.ts';
import type { Key } from './table/table.ts';
import { deliveryPartition } from './webhooks/webhook-keys.ts';

export { listPartition };

const alone = (pk: string): Key => ({ pk, sk: '-' });

/** An account. */
export const accountKey = (accountId: string): Key => ({ pk: prefixes.account + accountId, sk: 'PROFILE' });
/** An account's id, by its address. */
export const emailKey = (email: string): Key => alone(prefixes.email + email);
/** An account's id, by its Stripe customer. */
export const customerKey = (customerId: string): Key => alone(prefixes.customer + customerId);

/** A counter of attempts in one window. */
export const throttleKey = (scope: string, subject: string, window: string): Key => ({
  pk: `${prefixes.throttle}${scope}#${subject}`,
  sk: window,
});

/** The billing state of an account. */
export const billingKey = (accountId: string): Key => ({ pk: prefixes.billing + accountId, sk: 'STATE' });
/** The overage of an account. */
export const overageKey = (accountId: string): Key => alone(prefixes.overage + accountId);
/** "@" is in no account's id. */
export const overageSweepKey: Key = alone(`${prefixes.overage}@WALK`);
/** The lock of a subscription's changes. */
export const planChangeKey = (accountId: string, subscriptionId: string): Key => ({
  pk: prefixes.billing + accountId,
  sk: `CHANGE#${subscriptionId}`,
});
/** The automatic top-up of an account. */
export const autoTopUpKey = (accountId: string): Key => ({ pk: prefixes.billing + accountId, sk: 'AUTOTOPUP' });
/** The purchase guards of an account. */
export const checkoutPartition = (accountId: string): string => prefixes.checkout + accountId;
/** The guard of one thing sold to an account. */
export const checkoutKey = (accountId: string, soldId: string): Key => ({
  pk: checkoutPartition(accountId),
  sk: soldId,
});
/** The trial claim of a card, by the hash of its fingerprint. */
export const fingerprintKey = (hash: string): Key => alone(prefixes.fingerprint + hash);
/** "@" begins no hash (they are base64url), so these never meet a fingerprint's item. */
export const accountTrialKey = (accountId: string): Key => alone(`${prefixes.fingerprint}@${accountId}`);
/** The record of a Stripe event. */
export const eventKey = (eventId: string): Key => alone(prefixes.event + eventId);
/** All events that wait for Stripe. */
export const waitingPartition = prefixes.waiting;
/** An event that waits for Stripe. */
export const waitingEventKey = (eventId: string): Key => ({ pk: waitingPartition, sk: eventId });

/** The items that decide access, by kind: each is written by functions of its own. */
export const grantsKey = (accountId: string): Key => ({ pk: prefixes.grant + accountId, sk: 'GRANTS' });
/** The suspension of an account. */
export const suspensionKey = (accountId: string): Key => ({ pk: prefixes.suspension + accountId, sk: 'SUSPENSION' });
/** That the account is leaving, or has left: nothing that is written of it afterwards names anybody. */
export const leftKey = (accountId: string): Key => ({ pk: prefixes.left + accountId, sk: 'LEFT' });
/** The spend cap of an account. */
export const spendCapKey = (accountId: string): Key => ({ pk: prefixes.spendCap + accountId, sk: 'SPENDCAP' });
/** The licence acceptances of an account. */
export const acceptancePartition = (accountId: string): string => prefixes.licence + accountId;
/** The acceptance of one licence text. */
export const acceptanceKey = (accountId: string, licenceId: string, sha256: string): Key => ({
  pk: acceptancePartition(accountId),
  sk: `LICENCE#${licenceId}#${sha256}`,
});

/** The one item that tells instances about recent changes. */
export const changesKey: Key = alone(prefixes.changes);

/** An API key, by the hash of its secret. */
export const apiKeyKey = (hash: string): Key => alone(prefixes.key + hash);
/** An account's keys, for lists. */
export const apiKeysPartition = (accountId: string): string => prefixes.keyList + accountId;
/** An API key in the list of its account. */
export const accountApiKeyKey = (accountId: string, keyId: string): Key => ({
  pk: apiKeysPartition(accountId),
  sk: `KEY#${keyId}`,
});
/** Keys of an account are made one at a time. */
export const keyTurnKey = (accountId: string): Key => ({ pk: apiKeysPartition(accountId), sk: 'KEYTURN' });

/** The counter of an account and period. */
export const counterKey = (accountId: string, periodStart: string): Key => ({
  pk: prefixes.counter + accountId,
  sk: periodStart,
});
type DayOfPeriod = { readonly accountId: string; readonly day: string; readonly periodStart: string };
/** The usage of an account. */
export const usagePartition = (accountId: string): string => prefixes.usage + accountId;

/** One item a day and period; a day that does not fit into it goes on in items of its own, by chunk and part. */
export const usageDayKey = (
  { accountId, day, periodStart }: DayOfPeriod,
  { chunk, part }: { readonly chunk: number; readonly part: number },
): Key => ({
  pk: usagePartition(accountId),
  sk: chunk + part === 0 ? `${day}#${periodStart}` : `${day}#${periodStart}#${chunk}.${part}`,
});

/** The served units of an account. */
export const servedPartition = (accountId: string): string => prefixes.served + accountId;
/** The sort keys of a day's served units begin with this. */
export const dayServedPrefix = ({ day, periodStart }: DayOfPeriod): string => `${day}#${periodStart}#`;
/** No day is called so. */
export const firstReadKey = (accountId: string): Key => ({ pk: servedPartition(accountId), sk: 'FIRST' });
/** `index`: among all that was put for one segment. */
export const servedKey = (
  of: DayOfPeriod,
  { instanceId, number, index }: { readonly instanceId: string; readonly number: number; readonly index: number },
): Key => ({
  pk: servedPartition(of.accountId),
  sk: `${dayServedPrefix(of)}${instanceId}#${segmentNumberText(number)}#${index}`,
});

/** The list of instances. "@" is in no instance id (base 62), so the list never meets a usage log. */
export const instancesPartition = `${prefixes.environment}@`;
/** An instance in the list of all. */
export const instanceKey = (instanceId: string): Key => ({ pk: instancesPartition, sk: instanceId });
/** The segments of an instance. */
export const segmentPartition = (instanceId: string): string => prefixes.environment + instanceId;
/** Eight digits, so that text order is number order: one every ten seconds lasts thirty years. */
export const segmentNumberText = (number: number): string => String(number).padStart(8, '0');
/** One segment of an instance. */
export const segmentKey = (instanceId: string, number: number): Key => ({
  pk: segmentPartition(instanceId),
  sk: segmentNumberText(number),
});

/** All batches. */
export const batchPartition = `${prefixes.batch}@`;
/** One batch. */
export const batchKey = (number: number): Key => ({ pk: batchPartition, sk: segmentNumberText(number) });
/** How far the daily walk over counters has come. */
export const usageSweepKey: Key = alone(`${prefixes.batch}WALK`);

/** Both are bounded, and "#" is in no service's name. */
export const verificationKey = (service: string, requestId: string): Key =>
  alone(`${prefixes.verification}${service}#${requestId}`);
/** "#" is in no account's id, and the other part is a hash. */
export const exportClaimKey = (accountId: string, keyHash: string): Key =>
  alone(`${prefixes.exportClaim}${accountId}#${keyHash}`);
/** A badge application, by its handle. */
export const badgeKey = (handle: string): Key => alone(prefixes.badge + handle);
/** "$" is in no handle either. */
export const badgeSettlementKey = (id: string): Key => alone(`${prefixes.badge}$${id}`);

/** The trail of an account. */
export const auditPartition = (accountId: string): string => prefixes.audit + accountId;
/** One line of a trail. */
export const auditKey = (accountId: string, at: string, id: string): Key => ({
  pk: auditPartition(accountId),
  sk: `${at}#${id}`,
});

/** The claim of one notice. */
export const noticeKey = (accountId: string, noticeId: string): Key => ({
  pk: prefixes.notice + accountId,
  sk: noticeId,
});
/** The keys of notices that were sent by other means begin with this. */
export const toldElsewherePrefix = 'ELSEWHERE#';
/** Beside an account's own: that a webhook of somebody else's was told of it. */
export const toldElsewhereKey = (
  accountId: string,
  of: { readonly owner: string; readonly webhookId: string; readonly eventId: string },
): Key => ({
  pk: deliveryPartition(accountId),
  sk: `${toldElsewherePrefix}${of.owner}#${of.webhookId}#${of.eventId}`,
});
/** A suppressed address, by its hash. */
export const suppressionKey = (addressHash: string): Key => alone(prefixes.suppression + addressHash);

/** How far reconcile has come. */
export const reconcileRunKey: Key = alone(`${prefixes.drift}RUN`);
/** All corrections. */
export const correctionPartition = `${prefixes.drift}CORRECTIONS`;
type OfRun = { readonly runStartedAt: string; readonly runId: string };
/** The sort keys of one run's corrections begin with this. */
export const correctionsOfRun = (of: OfRun): string => `${of.runStartedAt}#${of.runId}#`;
/** `subject`: an account, or what has none; with a cause of usage or tax behind it, which an account may have besides. */
export const correctionKey = (of: OfRun & { readonly subject: string }): Key => ({
  pk: correctionPartition,
  sk: correctionsOfRun(of) + of.subject,
});

/** Attributes that put an item into a list of the `lists` index, ordered by `order`. */
export const listed = (list: List, order: string) => ({
  listPk: listPartition(list),
  listSk: order,
});

/** DynamoDB's `ttl`: epoch seconds, rounded up. */
export const ttlOf = (expiresAt: string): number => Math.ceil(Date.parse(expiresAt) / 1000);

/** All counters of an account. */
export const counterPartition = (accountId: string): string => prefixes.counter + accountId;

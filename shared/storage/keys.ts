/** How item keys look; nothing else knows. One function a kind of item; see docs/data-model.md for who reads what. */
import { prefixes } from './prefixes.ts';
import type { Key } from './table.ts';

const alone = (pk: string): Key => ({ pk, sk: '-' });

export const accountKey = (accountId: string): Key => ({ pk: prefixes.account + accountId, sk: 'PROFILE' });
export const emailKey = (email: string): Key => alone(prefixes.email + email);
export const customerKey = (customerId: string): Key => alone(prefixes.customer + customerId);

export const linkKey = (tokenHash: string): Key => alone(prefixes.link + tokenHash);
export const sessionKey = (tokenHash: string): Key => alone(prefixes.session + tokenHash);
/** "@" begins no token's hash (they are base64url), so these never meet a session's own item. */
export const accountSessionPartition = (accountId: string): string => `${prefixes.session}@${accountId}`;
export const accountSessionKey = (accountId: string, tokenHash: string): Key => ({
  pk: accountSessionPartition(accountId),
  sk: tokenHash,
});
export const passkeyKey = (credentialId: string): Key => alone(prefixes.passkey + credentialId);
/** "@" begins no credential id (they are base64url), so these never meet a passkey's own item. */
export const accountPasskeyPartition = (accountId: string): string => `${prefixes.passkey}@${accountId}`;
export const accountPasskeyKey = (accountId: string, credentialId: string): Key => ({
  pk: accountPasskeyPartition(accountId),
  sk: credentialId,
});
export const challengeKey = (challenge: string): Key => alone(prefixes.challenge + challenge);
export const throttleKey = (scope: string, subject: string, window: string): Key => ({
  pk: `${prefixes.throttle}${scope}#${subject}`,
  sk: window,
});

export const billingKey = (accountId: string): Key => ({ pk: prefixes.billing + accountId, sk: 'STATE' });
export const planChangeKey = (accountId: string, subscriptionId: string): Key => ({
  pk: prefixes.billing + accountId,
  sk: `CHANGE#${subscriptionId}`,
});
export const checkoutPartition = (accountId: string): string => prefixes.checkout + accountId;
export const checkoutKey = (accountId: string, soldId: string): Key => ({
  pk: checkoutPartition(accountId),
  sk: soldId,
});
export const fingerprintKey = (hash: string): Key => alone(prefixes.fingerprint + hash);
/** "@" begins no hash (they are base64url), so these never meet a fingerprint's item. */
export const accountTrialKey = (accountId: string): Key => alone(`${prefixes.fingerprint}@${accountId}`);
export const eventKey = (eventId: string): Key => alone(prefixes.event + eventId);

/** The partition that the hot path reads whole: grants, acceptances, suspension. */
export const accessPartition = (accountId: string): string => prefixes.access + accountId;
export const grantsKey = (accountId: string): Key => ({ pk: accessPartition(accountId), sk: 'GRANTS' });
export const suspensionKey = (accountId: string): Key => ({ pk: accessPartition(accountId), sk: 'SUSPENSION' });
export const acceptanceKey = (accountId: string, licenceId: string, sha256: string): Key => ({
  pk: accessPartition(accountId),
  sk: `LICENCE#${licenceId}#${sha256}`,
});

export const apiKeyKey = (hash: string): Key => alone(prefixes.key + hash);
export const accountApiKeyKey = (accountId: string, keyId: string): Key => ({
  pk: prefixes.account + accountId,
  sk: `KEY#${keyId}`,
});
export const keyCountKey = (accountId: string): Key => ({ pk: prefixes.account + accountId, sk: 'KEYCOUNT' });

export const counterKey = (accountId: string, periodStart: string): Key => ({
  pk: prefixes.counter + accountId,
  sk: periodStart,
});
export const usagePartition = (accountId: string): string => prefixes.usage + accountId;
export const usageKey = (
  accountId: string,
  row: { readonly day: string; readonly periodStart: string; readonly datasetId: string; readonly keyId: string },
): Key => ({ pk: usagePartition(accountId), sk: `${row.day}#${row.periodStart}#${row.datasetId}#${row.keyId}` });

export const badgeKey = (handle: string): Key => alone(prefixes.badge + handle);
/** "@" is in no handle, so these never meet a badge's own item. */
export const accountBadgePartition = (accountId: string): string => `${prefixes.badge}@${accountId}`;
export const accountBadgeKey = (accountId: string, badgeId: string): Key => ({
  pk: accountBadgePartition(accountId),
  sk: badgeId,
});

export const auditPartition = (accountId: string): string => prefixes.audit + accountId;
export const auditKey = (accountId: string, at: string, id: string): Key => ({
  pk: auditPartition(accountId),
  sk: `${at}#${id}`,
});

export const noticeKey = (accountId: string, noticeId: string): Key => ({
  pk: prefixes.notice + accountId,
  sk: noticeId,
});

export const suppressionKey = (addressHash: string): Key => alone(prefixes.suppression + addressHash);

/** How far reconcile has come. */
export const reconcileRunKey: Key = alone(`${prefixes.drift}RUN`);
export const correctionPartition = `${prefixes.drift}CORRECTIONS`;
type OfRun = { readonly runStartedAt: string; readonly runId: string };
export const correctionsOfRun = (of: OfRun): string => `${of.runStartedAt}#${of.runId}#`;
export const correctionKey = (of: OfRun & { readonly accountId: string }): Key => ({
  pk: correctionPartition,
  sk: correctionsOfRun(of) + of.accountId,
});

type List = 'ACCOUNT' | 'EVENT' | 'BADGE' | 'SUPPRESSION';

/** Attributes that put an item into a list of the `lists` index, ordered by `order`. */
export const listed = (list: List, order: string) => ({
  listPk: prefixes.list + list,
  listSk: order,
});
export const listPartition = (list: List): string => prefixes.list + list;

/** DynamoDB's `ttl`: epoch seconds, rounded up. */
export const ttlOf = (expiresAt: string): number => Math.ceil(Date.parse(expiresAt) / 1000);

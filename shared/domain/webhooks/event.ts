import { createHash } from 'node:crypto';
import type { Grant } from '../billing/grant.ts';
import type { Notice } from '../billing/notices.ts';

/** What a webhook can be told of: the types that one registers for. Each keeps the shape of its data for good. */
export const eventTypes = [
  'usage.threshold_reached',
  'access.changed',
  'billing.trial_ending',
  'billing.trial_refused',
  'billing.payment_failed',
  'billing.card_expiring',
  'billing.access_ending',
  'billing.access_ended',
  'billing.plan_changed',
  'billing.price_changed',
  'billing.top_up_failed',
  'billing.credit_low',
  'billing.spend_cap_reached',
  'badge.granted',
  'badge.suspended',
  'badge.revoked',
] as const;
/** `webhook.test` somebody asked for, to see whether it arrives. */
export type EventType = (typeof eventTypes)[number] | 'webhook.test';

export type EventData = {
  readonly [name: string]: string | number | boolean | null | EventData | readonly EventData[];
};

/**
 * Something that happened to an account, as webhooks are told of it. Its id names the occasion, so that whoever finds the same one again
 * announces it under the same id; `at` is an ISO-8601 UTC time.
 */
export type WebhookEvent = {
  readonly id: string;
  readonly type: EventType;
  readonly accountId: string;
  readonly at: string;
  readonly data: EventData;
};

/** No dot, which separates what is signed. */
export const eventIdOf = (accountId: string, occasion: string): string =>
  `evt_${createHash('sha256')
    .update(JSON.stringify([accountId, occasion]))
    .digest('base64url')
    .slice(0, 24)}`;

/** What a buyer is mailed about is an event too, under the name of the notice. */
export function noticeEvent(accountId: string, { id, kind, ...data }: Notice, at: string): WebhookEvent {
  const type = kind === 'usage_reached' ? 'usage.threshold_reached' : (`billing.${kind}` as const);
  return { id: eventIdOf(accountId, `notice:${id}`), type, accountId, at, data };
}

type Granted = { readonly accountId: string; readonly version: number; readonly at: string };

/** What an account can reach is another since a version of its billing item: all that it has now. */
export const accessEvent = ({ accountId, version, at }: Granted, grants: readonly Grant[]): WebhookEvent => ({
  ...{ id: eventIdOf(accountId, `access:${version}`), type: 'access.changed', accountId, at },
  data: {
    version,
    grants: grants.map(({ kind, id, status, paidUntil, graceUntil }) => ({ kind, id, status, paidUntil, graceUntil })),
  },
});

/** The bytes that are signed and sent, as JSON (Standard Webhooks, "Payload structure"). */
export const payloadOf = ({ type, at, accountId, data }: WebhookEvent): string =>
  JSON.stringify({ type, timestamp: at, data: { accountId, ...data } });

/** The groups in which a buyer chooses events on the dashboard, in this order. */
export const eventGroups = ['usage', 'access', 'billing', 'badge'] as const;
/** A group of events that are chosen together. */
export type EventGroup = (typeof eventGroups)[number];

type OutboundEvent = {
  /** Null: every webhook receives it, and none registers for it. */
  readonly group: EventGroup | null;
  /** The account's mail that it goes with, under that mail's data. */
  readonly mail?: string;
  /** When it is sent, as `docs/webhooks.md` says it. */
  readonly when: string;
  /** The fields of its data beside `accountId`, `name?` where one may be absent, each with a remark for the docs or ''. */
  readonly data: Readonly<Record<string, string>>;
};

const useCase = { useCase: 'its id', app: 'its app’s id', appName: '', reason: 'the operator’s words' };
const badge = { handle: '', displayName: '', kind: '', badge: '' };

/**
 * Every outbound event, said here once: its type, its group on the dashboard, its data and its row in `docs/webhooks.md`. A type keeps the shape
 * of its data for good. The compiler holds the fields to those of the mail (`event.ts`), a test the table of the docs.
 */
export const outboundEvents = {
  'usage.threshold_reached': {
    group: 'usage',
    mail: 'usage_reached',
    when: '80 % or all of a period’s allowance is used',
    data: { name: 'the plan’s', percent: '', allowance: '', unit: '', overage: '', renewsAt: '' },
  },
  'statement.created': {
    group: 'usage',
    when: 'the signed statement of a UTC day is made',
    data: {
      statement: 'its id',
      day: '`YYYY-MM-DD`',
      entries: 'of the ledger',
      signed: 'all of it: `statement`, `keyId`, `signature`',
    },
  },
  'contest.decided': {
    group: 'usage',
    when: 'an operator decided on a contest of a statement',
    data: {
      contest: 'its id',
      statement: 'its id',
      day: '',
      decision: '`accepted`, `rejected`',
      reason: 'the operator’s words',
      credit: '`amountMinor`, `currency`; null: none',
    },
  },
  'access.changed': {
    group: 'access',
    when: 'the account’s access has changed',
    data: { version: '', grants: 'all that it has now: `kind`, `id`, `status`, `paidUntil`, `graceUntil`' },
  },
  'key.expires_soon': {
    group: 'access',
    mail: 'key_expires',
    when: 'a key expires within seven days, and was neither revoked nor rotated',
    data: { key: 'its id', label: '', environment: '`live`, `test`', start: 'of its secret', expiresAt: '' },
  },
  'use_case.approved': {
    group: 'access',
    when: 'an operator approved the use case of an app',
    data: useCase,
  },
  'use_case.refused': {
    group: 'access',
    when: 'an operator did not approve it; an earlier one that was approved stays in force',
    data: useCase,
  },
  'use_case.revoked': {
    group: 'access',
    when: 'an operator revoked an approval',
    data: useCase,
  },
  'billing.trial_ending': {
    group: 'billing',
    mail: 'trial_ending',
    when: 'a trial ends in three days',
    data: { name: '', endsAt: '' },
  },
  'billing.trial_refused': {
    group: 'billing',
    mail: 'trial_refused',
    when: 'the account or the card has already had a trial',
    data: { name: '', because: '`account_had_trial`, `card_had_trial`' },
  },
  'billing.payment_failed': {
    group: 'billing',
    mail: 'payment_failed',
    when: 'a charge failed, a first debit came back, or an invoice could not be made',
    data: {
      name: '',
      'because?': '`debit_returned`, `location_unknown`, `not_invoiced`; absent: a charge failed',
      accessUntil: 'null: access has ended',
      payAt: '',
    },
  },
  'billing.card_expiring': {
    group: 'billing',
    mail: 'card_expiring',
    when: 'a card expires before the renewal that it would pay',
    data: { name: '', brand: '', last4: '', lastMonth: '', renewsAt: '' },
  },
  'billing.access_ending': {
    group: 'billing',
    mail: 'access_ending',
    when: 'a subscription is cancelled for later, or an invoice is overdue',
    data: { name: '', because: '`canceled`, `invoice_overdue`', accessUntil: '', payAt: '' },
  },
  'billing.access_ended': {
    group: 'billing',
    mail: 'access_ended',
    when: 'a subscription gives no access any more',
    data: { name: '', 'because?': '`refunded`, `disputed`' },
  },
  'billing.plan_changed': {
    group: 'billing',
    mail: 'plan_changed',
    when: 'a subscription moved to another plan or interval',
    data: { name: 'the plan’s now', from: '', interval: '' },
  },
  'billing.price_changed': {
    group: 'billing',
    mail: 'price_changed',
    when: 'a subscription moved to another price of its plan',
    data: {
      ...{ name: '', beforeMinor: '', afterMinor: '', currency: '', interval: '' },
      startsAt: 'null: since now',
    },
  },
  'billing.top_up_failed': {
    group: 'billing',
    mail: 'top_up_failed',
    when: 'an automatic top-up failed',
    data: { name: '', amountMinor: '', currency: '', isOff: 'true: auto top-up is turned off' },
  },
  'billing.credit_low': {
    group: 'billing',
    mail: 'credit_low',
    when: 'a fifth of the latest purchase of credit is left, or nothing',
    data: { name: '', left: '' },
  },
  'billing.spend_cap_reached': {
    group: 'billing',
    mail: 'spend_cap_reached',
    when: '80 % or all of what the spend cap pays for is used',
    data: { name: '', percent: '', amountMinor: '', currency: '', renewsAt: '' },
  },
  'badge.granted': {
    group: 'badge',
    when: 'a badge is shown',
    data: { ...badge, status: '`verified`' },
  },
  'badge.suspended': {
    group: 'badge',
    when: 'a badge is not shown for now',
    data: { ...badge, status: '`suspended`: it is reviewed again; `expired`: it is not paid' },
  },
  'badge.revoked': {
    group: 'badge',
    when: 'a badge is not shown any more, also under a handle that it moved away from',
    data: {
      ...badge,
      status: '`revoked`; `handle` and `displayName` are null where the account was deleted',
    },
  },
  'webhook.test': {
    group: null,
    when: 'you asked for it',
    data: { webhook: '', challenge: '' },
  },
} as const satisfies Readonly<Record<string, OutboundEvent>>;

/** The type of an event: its area, and what happened there. */
export type EventType = keyof typeof outboundEvents;

/** The types that a webhook registers for, in the order of the docs. */
export const eventTypes = (Object.keys(outboundEvents) as EventType[]).filter(
  (type) => outboundEvents[type].group !== null,
) as [EventType, ...EventType[]];

import type { WebhookView } from '../../../shared/http/views.ts';

type EventType = Exclude<WebhookView['types'][number], 'webhook.test'>;

/** What can be chosen together. */
export const groups = ['usage', 'access', 'billing', 'badge'] as const;
export type EventGroup = (typeof groups)[number];

/** Every type that the API knows. */
const groupOf: Readonly<Record<EventType, EventGroup>> = {
  'usage.threshold_reached': 'usage',
  'access.changed': 'access',
  'billing.trial_ending': 'billing',
  'billing.trial_refused': 'billing',
  'billing.payment_failed': 'billing',
  'billing.card_expiring': 'billing',
  'billing.access_ending': 'billing',
  'billing.access_ended': 'billing',
  'billing.plan_changed': 'billing',
  'billing.price_changed': 'billing',
  'billing.top_up_failed': 'billing',
  'billing.credit_low': 'billing',
  'billing.spend_cap_reached': 'billing',
  'badge.granted': 'badge',
  'badge.suspended': 'badge',
  'badge.revoked': 'badge',
};

export const typesOf = (group: EventGroup): string[] =>
  Object.entries(groupOf).flatMap(([type, of]) => (of === group ? [type] : []));

/** The groups of which a webhook hears something; it hears of all where it names no type. */
export const groupsOf = (types: readonly string[]): EventGroup[] =>
  groups.filter((group) => types.length === 0 || typesOf(group).some((type) => types.includes(type)));

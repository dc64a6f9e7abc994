import type { WebhookView } from '../../../shared/http/views.ts';

type EventType = Exclude<WebhookView['types'][number], 'webhook.test'>;

/** Groups of event types, which a buyer chooses together. */
export const groups = ['usage', 'access', 'billing', 'badge'] as const;
/** The name of a group of event types. */
export type EventGroup = (typeof groups)[number];

/** The group of every event type of the API. */
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

/** The event types of a group. */
export const typesOf = (group: EventGroup): string[] =>
  Object.entries(groupOf).flatMap(([type, of]) => (of === group ? [type] : []));

/** The groups with at least one of these event types; all groups for a webhook that names no type. */
export const groupsOf = (types: readonly string[]): EventGroup[] =>
  groups.filter((group) => types.length === 0 || typesOf(group).some((type) => types.includes(type)));

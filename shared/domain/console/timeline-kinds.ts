/**
 * The kinds of lines in an organization's timeline. `decision`: by an operator. `invoice`: events of Stripe's about invoices, charges and refunds.
 * `webhook`: deliveries that failed. `refusal`: refused requests, counted.
 */
export const timelineKinds = [
  'activity',
  'decision',
  'licence',
  'email',
  'event',
  'invoice',
  'webhook',
  'refusal',
] as const;
/** The kind of a line of a timeline. */
export type TimelineKind = (typeof timelineKinds)[number];

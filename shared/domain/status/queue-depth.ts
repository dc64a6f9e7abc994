/** The queues between functions, as operators know them. */
export const queueNames = [
  'stripe',
  'mail',
  'mail_feedback',
  'leaving',
  'usage_report',
  'usage_check',
  'top_up',
  'badge_look',
  'webhooks',
  'packs',
] as const;
/** One of them. */
export type QueueName = (typeof queueNames)[number];

/**
 * About how many messages a queue holds: SQS promises no exact count before a minute without a new one. `waiting`: to be received, those sent
 * with a delay included. `inFlight`: received, and neither deleted nor back yet. `failed`: in its dead-letter queue.
 * Source: SQS API Reference, "GetQueueAttributes".
 */
export type QueueDepth = { readonly waiting: number; readonly inFlight: number; readonly failed: number };

/** A queue with its depth; null: it could not be read. */
export type NamedDepth = { readonly name: QueueName; readonly depth: QueueDepth | null };

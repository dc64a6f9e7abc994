import type { EventType } from './event-types.ts';

/** `failed`: given up, after the last try or because its webhook was disabled or removed. Any of them can be replayed. */
export type DeliveryState = 'pending' | 'delivered' | 'failed';

/** One event on its way to one webhook. */
export type Delivery = {
  readonly owner: string;
  readonly webhookId: string;
  readonly eventId: string;
  readonly type: EventType;
  /** When the event happened. */
  readonly at: string;
  /** The bytes that are signed and sent, the same at every try. */
  readonly body: string;
  readonly state: DeliveryState;
  /** Tries that were begun, since the latest replay. */
  readonly attempts: number;
  /** When it is tried next; null unless pending. */
  readonly dueAt: string | null;
  readonly lastAt: string | null;
  /** The status that the receiver answered; null where none came. */
  readonly lastStatus: number | null;
  /** Why the latest try failed: `status`, or what became of the call; null where it did not. */
  readonly lastError: string | null;
};

/** The outcome of one try. */
export type Attempt = {
  readonly at: string;
  readonly status: number | null;
  readonly error: string | null;
};

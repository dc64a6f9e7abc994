import type Stripe from 'stripe';
import type { StripeGateway } from '../shared/stripe/gateway.ts';
import type { UsageGateway } from '../shared/stripe/usage.ts';
import type { Backend } from './backend.ts';
import type { Clock } from './clock.ts';
import type { Span } from './time.ts';

/** A belief about Stripe that an answer contradicts. */
export type WrongBelief = {
  readonly belief: string;
  /** The belief in words. */
  readonly says: string;
  readonly expected: unknown;
  readonly actual: unknown;
  /** The request whose answer was looked at last. */
  readonly requestId: string | null;
};

/** Everything that a case works with. Calls through `stripe`, `gateway` and `usage` are in its recording. */
export type World = {
  readonly id: string;
  readonly backend: Backend;
  readonly stripe: Stripe;
  readonly gateway: StripeGateway;
  readonly usage: UsageGateway;
  /** For what the recording leaves out: what a hosted page would do, and cleaning up. */
  readonly quiet: Stripe;
  /** The test clock that its customers live by; undefined where they live by the account's time. */
  readonly clock: Clock | undefined;
  /** The case's first instant, in epoch seconds. */
  readonly start: number;
  /** The id of the rehearsal's price with this lookup key. */
  price(lookupKey: string): string;
  /** The gateway with another key, recorded as well. */
  withKey(secretKey: string): Stripe;
  /** A token of this run and case that no other has. */
  readonly token: string;
  /** Epoch seconds so long after the start. */
  at(span: Span): number;
  /** Moves the test clock to so long after the start, and waits until Stripe has done all that was due. */
  advanceTo(span: Span): Promise<void>;
  /** Reads until it is so, a bounded number of times; the recording has the last reading. @throws Error naming what did not come */
  until<T>(
    what: string,
    read: () => Promise<T>,
    isSo: (value: T) => boolean,
    wait?: { readonly isDebit: boolean },
  ): Promise<T>;
  /** Notes what the product read; the recording has it. */
  saw(label: string, value: unknown): void;
  /** Compares with a belief. An object may have more fields than are expected. */
  holds(belief: string, says: string, seen: { readonly actual: unknown; readonly expected: unknown }): void;
  /** The refusal of a call, null where Stripe takes it. */
  refusal(call: () => Promise<unknown>): Promise<Refusal | null>;
  /** Undoes, when the case has ended, what no test clock takes with it. */
  later(undo: () => Promise<unknown>): void;
};

/** The parts of Stripe's refusal that code relies on. */
export type Refusal = {
  readonly status: number;
  readonly code?: string;
  readonly param?: string;
  readonly message: string;
};

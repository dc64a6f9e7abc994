import type { Settings } from './core/settings.ts';
import type { Clock } from './core/time.ts';
import type { RestrictedKeys } from './http/authentication.ts';
import type { HoldAnswer } from './http/underway.ts';
import type { Deliver } from './webhooks/sender.ts';

/** The options of `startStripeSimulator`. */
export type StripeSimulatorOptions = {
  /** 0 or absent: any free port. */
  readonly port?: number;
  readonly host?: string;
  /** The caller moves it; the simulator never waits for it. */
  readonly clock: Clock;
  readonly secretKey: string;
  /** Restricted keys and what each may do, such as `rak_product_read`. */
  readonly restrictedKeys?: RestrictedKeys;
  readonly publishableKey: string;
  /** How webhooks are sent; `fetch` unless a test listens in. */
  readonly deliver?: Deliver;
  /** The same seed gives the same ids. */
  readonly seed?: number;
  readonly settings?: Partial<Settings>;
  /** Ids of rules that are not enforced, for tests that show what a rule finds. Default: none. */
  readonly rulesOff?: readonly string[];
  /** Calls of the API in one second; more are answered 429. Stripe allows 100, and 25 in a sandbox. Absent: no limit. */
  readonly rateLimitPerSecond?: number;
  /** Calls of one operation in a second. Default: 25, as at Stripe, where either limit is set. */
  readonly rateLimitPerEndpoint?: number;
  /** Calls under way at once; more are answered 429 `global-concurrency`. Stripe names no number. Absent: no limit. */
  readonly concurrentCalls?: number;
  /** Keeps calls under way until it resolves, for tests of what two calls at once meet. Default: each is answered at once. */
  readonly holdAnswer?: HoldAnswer;
  /** The clock of these limits, in milliseconds: real time by default. */
  readonly nowMs?: () => number;
};

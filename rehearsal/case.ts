import type { World } from './world.ts';

/** One thing that Tollgate does at Stripe, with the beliefs about Stripe that it needs. */
export type Case = {
  /** The name of its recording: small letters and hyphens. */
  readonly id: string;
  /** The guarantee in one sentence. */
  readonly title: string;
  /** Ids of the beliefs that it shows: rules of docs/simulator.md, or of the catalogue of Stripe's rules. */
  readonly beliefs: readonly string[];
  /** A hosted page of Stripe's is replaced by the API calls that have the same effect. */
  readonly pageNotSeen?: true;
  /** Its customers live by the account's own time: Stripe collects debits and opens disputes by no test clock. Default: a test clock. */
  readonly time?: 'account';
  /** Why Stripe's test mode cannot show it; then it runs against the simulator alone. */
  readonly simulatorOnly?: string;
  /** It waits for a bank's answer, which takes minutes in test mode, and days by a simulator's own clock. */
  readonly waitsForBank?: true;
  /** Functions whose restricted keys it tries. */
  readonly keysOf?: readonly string[];
  /** Calls a second that a simulator allows of one operation in this case. */
  readonly rateLimitPerEndpoint?: number;
  readonly run: (world: World) => Promise<void>;
};

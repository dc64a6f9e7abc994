/** The answer of a key's page in the console. */
import type { KeyView } from './account.ts';
import type { FailingPaymentView } from './attention.ts';
import type { ConsoleSubscriptionView, OrganizationRef } from './console.ts';

/** A key with the verdict on it, and the chain that the verdict follows from. */
export type KeyVerdictView = {
  key: KeyView;
  organization: OrganizationRef;
  /** The answer of the rule of admission, now. */
  verdict: {
    /** The problem code of a call now; null: at least one dataset is served. */
    reason: string | null;
    /** Since when it is refused; null: it is not, or that is not known. */
    since: string | null;
    /** When this ends by itself; null: it does not. */
    until: string | null;
    /** Each dataset that the key is for; `reason` null: it is served. */
    resources: {
      /** A dataset by its id, or `gateway:` and the API. */
      resource: string;
      reason: string | null;
    }[];
  };
  access: 'full' | 'grace' | 'none';
  /** The reason that an operator gave for the suspension; null: it is not suspended. */
  suspendedBecause: string | null;
  subscriptions: ConsoleSubscriptionView[];
  /** Each payment that fails, with Stripe's page to pay it. */
  failing: FailingPaymentView[];
};

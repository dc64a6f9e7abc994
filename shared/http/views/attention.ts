/** Answers of what an organization has to do something about. */
import type { Money } from './common.ts';

/** A payment of an organization that fails. */
export type FailingPaymentView = {
  of: 'plan' | 'badge' | 'credit';
  /** The plan's or badge's id; empty for credit, and for a price that the catalogue does not have. */
  id: string;
  /** The subscription; null for credit. */
  subscription: string | null;
  amount: Money | null;
  /** When its invoice was made, or its card was last charged; null where that is not known. */
  since: string | null;
  /** Access goes on until then; null: it has ended, or does not depend on it. */
  accessUntil: string | null;
  /** Stripe's page to pay the invoice; null where there is none. */
  payAt: string | null;
};

/** One thing that needs somebody, with its facts as data. `id` names the thing that it is about. */
export type AttentionItemView =
  | { kind: 'suspended'; reason: string; since: string }
  | ({ kind: 'failing_payment' } & FailingPaymentView)
  | {
      kind: 'licence';
      licence: string;
      version: string;
      title: string;
      /** Keys are refused from then on; null: they are refused now. */
      from: string | null;
    }
  | { kind: 'webhook'; id: string; url: string; since: string; because: 'gone' | 'failing' }
  | { kind: 'key'; id: string; label: string; start: string; expiresAt: string }
  | {
      kind: 'badge';
      handle: string;
      state: 'needs_more' | 'checks_failed' | 'awaiting_payment';
      /** Our question; null where we asked none. */
      request: string | null;
    }
  | { kind: 'use_case'; app: string; appName: string; state: 'refused' | 'revoked'; reason: string }
  | {
      kind: 'invitation';
      /** The affiliation. */
      id: string;
      /** The name of the organization that invites. */
      organization: string;
      badge: string;
      since: string;
    };

/** Everything that needs somebody, most urgent first. */
export type AttentionView = { data: AttentionItemView[]; checkedAt: string };

/** The export of an account's data. */
import type { AppView, AuditView, KeyView } from './account.ts';
import type { BadgeView } from './badges.ts';
import type { SubscriptionView } from './billing.ts';
import type { Money } from './common.ts';
import type { AffiliateView, AffiliationView } from './organizations.ts';
import type { WebhookView } from './webhooks.ts';

/** An invoice, as Stripe has it. */
export type InvoiceView = {
  id: string;
  number: string | null;
  createdAt: string;
  status: string;
  url: string | null;
} & Money;

/** All that we keep about an organization: rows of a page, and the rest on the first page only. */
export type ExportView = {
  exportedAt: string;
  profile?: {
    account: { id: string; email: string; organization: string; createdAt: string };
    subscriptions: SubscriptionView[];
    licences: {
      licence: string;
      version: string;
      sha256: string;
      termsSha256?: string;
      at: string;
      name: string;
      role: string;
      organization: string;
      email: string;
      address: string;
    }[];
    keys: KeyView[];
    apps: AppView[];
    badges: BadgeView[];
    webhooks: WebhookView[];
    /** Its affiliations and its affiliates. */
    affiliations: AffiliationView[];
    affiliates: (Pick<AffiliateView, 'email' | 'state' | 'invitedAt' | 'acceptedAt' | 'endedAt'> & { badge: string })[];
  };
  usage: { day: string; keyId: string; datasetId: string; units: number; requests: number }[];
  trail: AuditView[];
  invoices: InvoiceView[];
  cursor?: string;
};

import type {
  AccountView,
  AdminAccountView,
  AdminBadgeView,
  AdminEventView,
  AffiliatesView,
  AffiliationView,
  AuditView,
  BadgeView,
  CatalogView,
  CorrectionView,
  DomainProofView,
  InvoiceView,
  KeyView,
  LicenceView,
  OwnUsageView,
  PasskeyView,
  SuppressionView,
  WebhookView,
} from '../../shared/http/views.ts';

/** All that the stub API knows. Tests start from one of the two worlds below and change what they are about. */
export type World = {
  catalog: CatalogView;
  /** Null: nobody is signed in. */
  account: AccountView | null;
  /** Whom a good link or passkey signs in. */
  accountBehindSignIn: AccountView;
  /** Addresses by sign-in token; a token that was used is gone. */
  links: Map<string, string>;
  /** The page that the last link leads to. */
  returnTo?: string;
  /** The buyer's card is declined. */
  declines?: boolean;
  licenceText: string;
  licences: LicenceView[];
  keys: KeyView[];
  usage: Record<'day' | 'key' | 'dataset', OwnUsageView>;
  badges: BadgeView[];
  domain: DomainProofView;
  affiliates: AffiliatesView;
  affiliations: AffiliationView[];
  passkeys: PasskeyView[];
  invoices: InvoiceView[];
  adminAccounts: AdminAccountView[];
  adminEvents: AdminEventView[];
  adminDrift: CorrectionView[];
  adminBadges: AdminBadgeView[];
  suppressions: SuppressionView[];
  /** By the account's id; the operators' own under `@operators`. */
  trails: Record<string, AuditView[]>;
  webhooks: WebhookView[];
};
